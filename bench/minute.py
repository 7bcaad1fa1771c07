"""The agent's minute through the real window, against the same use cases called without one; and how long the window stalls.

The window's seconds hold what it waits for on purpose: the pause after the last letter typed (80 ms), and the player's
look every 20 ms at whether the next thing has come. A stall is told by a heart that beats every few milliseconds in the
window's event loop, against the same heart in a bare window that receives as many keys.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import Result, Size, apart, in_turn, median, percentile, timed

if TYPE_CHECKING:
    from app.workspace import Workspace

_REPEATS = {Size.FULL: 7, Size.QUICK: 3, Size.TINY: 1}
_BEAT_MS = 5
_DPI = 110
"""Of the preview, as the window asks for it (ui/referrals/refer_panel.py)."""
_TYPED, _ENTRY = "mamadou d", "amappe_hcr_agr"
"""What ui/minute.py plays."""


@dataclass(frozen=True, slots=True)
class _Played:
    """Keys, the machine's seconds, and the times between two beats in milliseconds: of the minute, at the door, and
    what the window's own thread worked in those of the minute."""

    keys: int
    seconds: float
    gaps: tuple[float, ...]
    door: tuple[float, ...] = ()
    busy: tuple[float, ...] = ()


def run(size: Size) -> list[Result]:
    """Each play in a process of its own, as the first of the day. The agent is taken to type the password as slowly as
    the window takes to make itself ready behind it, which is measured too."""
    plays, straight = in_turn(range(_REPEATS[size]), lambda _: apart(_play_window), lambda _: apart(_play_use_cases))
    bare = [apart(_play_bare_window) for _ in range(_REPEATS[size])]
    note = f"{plays[0].keys} keys; median of {len(plays)}"
    beats = f"beats of {_BEAT_MS} ms; against a bare window with a field and a table"
    return [
        Result(
            "minute", median(one.seconds for one in plays), median(straight), "s",
            f"{note}; against its use cases called one after the other, without a window",
        ),
        Result(
            "minute, stall p99", percentile([gap for one in plays for gap in one.gaps], 0.99),
            percentile([gap for one in bare for gap in one.gaps], 0.99), "ms", beats,
        ),
        Result(
            "minute, longest stall", median(max(one.gaps) for one in plays), median(max(one.gaps) for one in bare), "ms",
            f"{beats}; median of {len(plays)}",
        ),
        Result(
            "minute, own work p99", percentile([beat for one in plays for beat in one.busy], 0.99),
            percentile([beat for one in bare for beat in one.busy], 0.99), "ms", f"{beats}; processor time of its thread",
        ),
        Result(
            "minute, longest own work", median(max(one.busy) for one in plays), median(max(one.busy) for one in bare), "ms",
            f"{beats}; processor time of its thread; median of {len(plays)}",
        ),
        Result(
            "sign-in, longest stall", median(max(one.door) for one in plays), median(max(one.gaps) for one in bare), "ms",
            f"while {median(sum(one.door) for one in plays) / 1000:.1f} s of imports go on behind the password; median of {len(plays)}",
        ),
    ]  # fmt: skip


def _play_window() -> _Played:
    from bench.heart import Heart
    from ui import minute
    from ui.application import make_application, make_window
    from ui.warming import warm

    class Quiet(minute.Player):
        """Takes no pictures, which are not the agent's. The first one asked for is where the minute begins."""

        def picture(self, name: str) -> None:
            """Lets the heart beat."""
            heart.start()

    application = make_application()
    door, heart = Heart(_BEAT_MS), Heart(_BEAT_MS)
    with tempfile.TemporaryDirectory() as folder:
        base = str(Path(folder) / "base.wasl")
        minute.found_demo(base)
        window = make_window(base)
        window.show()
        minute.rest()
        door.start()
        warm(window)
        minute.wait_until(window.jobs.idle)
        door.stop()
        player = Quiet(window, Path(folder))
        seconds = minute.play(player)
        heart.stop()
        window.close()
    application.processEvents()
    return _Played(player.keys, seconds, tuple(heart.gaps), tuple(door.gaps), tuple(heart.busy))


def _play_use_cases() -> float:
    from app.accounts.entrance import sign_in, sign_out
    from ui import minute

    with tempfile.TemporaryDirectory() as folder:
        base = str(Path(folder) / "base.wasl")
        minute.found_demo(base)
        workspace = sign_in(base, "amina", minute.PASSWORD)
        try:
            return timed(lambda: _whole_job(workspace))
        finally:
            sign_out(workspace)


def _whole_job(workspace: Workspace) -> None:
    """What the window asks for on the way from the name to the slip, and nothing else."""
    from app.funding.directory import entry_providers
    from app.funding.matching import match_person
    from app.people.dossier import dossier
    from app.people.finding import search_people
    from app.referrals.cases import SlipOptions
    from app.referrals.counter import attest_and_issue, own_free_slots, pages_of
    from app.referrals.referring import preview_slip

    person_id = search_people(workspace, _TYPED, 100)[0].id
    dossier(workspace, person_id)
    match_person(workspace, person_id)
    slots = own_free_slots(workspace)
    _, providers = entry_providers(workspace, _ENTRY)
    running = next(one for one in providers if one.role == "runs")
    options = SlipOptions(provider=running.slug)
    pages_of(preview_slip(workspace, person_id, _ENTRY, options).content, _DPI)
    attest_and_issue(workspace, person_id, _ENTRY, options, running.id, "fr", slots[0])


def _play_bare_window() -> _Played:
    from PySide6.QtCore import QStringListModel, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QVBoxLayout, QWidget

    from bench.heart import Heart
    from ui.minute import rest

    application = QApplication([])
    window = QWidget()
    window.resize(1366, 768)
    column = QVBoxLayout(window)
    field, table = QLineEdit(), QTableView()
    table.setModel(QStringListModel([f"Ligne {place}" for place in range(100)], table))
    column.addWidget(field)
    column.addWidget(table)
    window.show()
    field.setFocus()
    rest()
    heart = Heart(_BEAT_MS)
    heart.start()
    for letter in _TYPED:
        QTest.keyClicks(field, letter)
        rest(20)
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Return)
    for key in keys:
        QTest.keyClick(table, key)
        rest()
    heart.stop()
    window.close()
    application.processEvents()
    return _Played(len(_TYPED) + len(keys), 0, tuple(heart.gaps), busy=tuple(heart.busy))
