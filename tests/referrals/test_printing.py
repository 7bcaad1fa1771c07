"""Slips on their way to paper: nothing lost, nothing double, whatever the printer does."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf

from app.errors import NotFound
from app.referrals.cases import SlipOptions
from app.referrals.printing import (
    Batch,
    Paper,
    PrintState,
    Trouble,
    list_to_print,
    mark_printed,
    paper_of,
    print_again,
    print_slips,
)
from app.referrals.spooler import spool_to, trouble_of
from app.referrals.versions import replace_slip
from app.workspace import Workspace
from db.types import uuid7
from tests.referrals.papers import a_slip_issued

Printer = Callable[[Paper], Trouble | None]


def printer_that(tray: list[str], *troubles: Trouble | None) -> Printer:
    """A printer that says these things in turn, then takes everything."""
    says = list(troubles)

    def send(paper: Paper) -> Trouble | None:
        trouble = says.pop(0) if says else None
        if trouble is None:
            tray.append(paper.number)
        return trouble

    return send


def states(workspace: Workspace) -> list[PrintState]:
    return [line.state for line in list_to_print(workspace, workspace.clock.today())]


def test_a_slip_waits_until_it_came_out_and_then_is_a_duplicate(either: Workspace) -> None:
    slip = a_slip_issued(either)
    assert states(either) == [PrintState.TO_PRINT]
    assert not paper_of(either, slip.slip_id).is_duplicate

    mark_printed(either, slip.slip_id)

    assert states(either) == [PrintState.PRINTED]
    assert list_to_print(either) == []
    assert paper_of(either, slip.slip_id).is_duplicate
    print_again(either, slip.slip_id)
    assert states(either) == [PrintState.AGAIN]


def test_what_never_came_out_is_no_duplicate(workspace: Workspace) -> None:
    slip = a_slip_issued(workspace)
    mark_printed(workspace, slip.slip_id)

    print_again(workspace, slip.slip_id, Trouble.NOT_OUT)

    assert states(workspace) == [PrintState.AGAIN]
    assert not paper_of(workspace, slip.slip_id).is_duplicate


@pytest.mark.parametrize("trouble", [Trouble.PRINTER_GONE, Trouble.PRINTER_STOPPED, Trouble.OUT_OF_PAPER])
def test_a_printer_that_gives_up_stops_the_batch_and_the_next_run_goes_on(either: Workspace, trouble: Trouble) -> None:
    slips = [a_slip_issued(either, name) for name in ("Un", "Deux", "Trois")]
    tray: list[str] = []

    batch = print_slips(either, [slip.slip_id for slip in slips], printer_that(tray, None, trouble))

    assert batch == Batch(1, ((slips[1].number, trouble),), 1)
    assert states(either) == [PrintState.PRINTED, PrintState.FAILED, PrintState.TO_PRINT]
    waiting = list_to_print(either)
    assert waiting[0].problem == trouble
    print_slips(either, [line.id for line in waiting], printer_that(tray))
    assert tray == [slip.number for slip in slips]
    assert list_to_print(either) == []


def test_one_that_is_refused_lets_the_others_through(workspace: Workspace) -> None:
    slips = [a_slip_issued(workspace, name) for name in ("Un", "Deux")]
    tray: list[str] = []

    batch = print_slips(workspace, [slip.slip_id for slip in slips], printer_that(tray, Trouble.REFUSED))

    assert (batch.printed, batch.left, tray) == (1, 0, [slips[1].number])


def test_stopped_half_way_nothing_is_lost_or_double(workspace: Workspace) -> None:
    slips = [a_slip_issued(workspace, name) for name in ("Un", "Deux", "Trois")]
    tray: list[str] = []

    class Stopped(Exception):
        pass

    def stop_at_two(done: int, total: int) -> None:
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        print_slips(workspace, [slip.slip_id for slip in slips], printer_that(tray), progress=stop_at_two)
    print_slips(workspace, [line.id for line in list_to_print(workspace)], printer_that(tray))

    assert tray == [slip.number for slip in slips]


def test_what_another_counter_printed_or_replaced_meanwhile_is_passed_over(workspace: Workspace) -> None:
    slips = [a_slip_issued(workspace, name) for name in ("Un", "Deux", "Trois")]
    tray: list[str] = []
    listed = [line.id for line in list_to_print(workspace)]
    mark_printed(workspace, slips[0].slip_id)
    replace_slip(workspace, slips[1].code, SlipOptions())

    batch = print_slips(workspace, listed, printer_that(tray), only_waiting=True)

    assert (batch.printed, tray) == (1, [slips[2].number])


def test_each_copy_says_whom_it_is_for(workspace: Workspace) -> None:
    slip = a_slip_issued(workspace)

    paper = paper_of(workspace, slip.slip_id, ("person", "agency", "provider"))

    with Pdf.open(BytesIO(paper.content)) as pdf:
        assert len(pdf.pages) == 3
    assert paper_of(workspace, slip.slip_id).content == slip.content


def test_a_slip_that_does_not_exist_is_not_found(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        paper_of(workspace, uuid7())


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A printing system of this test's own: it knows "Guichet", and keeps what it is given."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (tmp_path / "says").write_text("printer Guichet is idle.  enabled since Tue\n")
    scripts = {
        "lpstat": f'#!/bin/sh\n[ "$3" = Guichet ] || [ "$2" = Guichet ] || exit 1\n[ "$1" = -a ] && echo "Guichet accepting" || cat {tmp_path}/says\n',
        "lp": f'#!/bin/sh\necho "$@" > {tmp_path}/words\ncat > {tmp_path}/paper.pdf\n[ ! -e {tmp_path}/jammed ]\n',
    }
    for name, script in scripts.items():
        (programs / name).write_text(script)
        (programs / name).chmod((programs / name).stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="lp is not on Windows")
def test_the_spooler_gets_the_paper_unscaled_and_through_no_file(workspace: Workspace, cups: Path) -> None:
    slip = a_slip_issued(workspace, paper_format="a5")

    batch = print_slips(workspace, [slip.slip_id], spool_to("Guichet"))

    assert batch == Batch(1, (), 0)
    assert (cups / "paper.pdf").read_bytes() == slip.content
    words = (cups / "words").read_text()
    assert "media=A5" in words
    assert "print-scaling=none" in words


@pytest.mark.skipif(os.name == "nt", reason="lp is not on Windows")
@pytest.mark.parametrize(
    ("says", "trouble"),
    [
        ("printer Guichet is idle.  enabled since Tue\n", None),
        ("printer Guichet disabled since Tue -\n\tPaused\n", Trouble.PRINTER_STOPPED),
        ("printer Guichet now printing.  enabled\n\tAlerts: media-empty-error\n", Trouble.OUT_OF_PAPER),
    ],
)
def test_what_a_printer_says_is_understood(cups: Path, says: str, trouble: Trouble | None) -> None:
    (cups / "says").write_text(says)
    assert trouble_of("Guichet") is trouble


@pytest.mark.skipif(os.name == "nt", reason="lp is not on Windows")
def test_a_renamed_printer_is_gone_and_a_jam_refuses(workspace: Workspace, cups: Path) -> None:
    slip = a_slip_issued(workspace)
    assert trouble_of("Ancien nom") is Trouble.PRINTER_GONE

    (cups / "jammed").touch()
    batch = print_slips(workspace, [slip.slip_id], spool_to("Guichet"))
    assert batch.failed == ((slip.number, Trouble.REFUSED),)
