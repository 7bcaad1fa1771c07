"""Papers through the real window: printed from a list, replaced, written to, listed for a provider, answered by it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.referrals.answers import referral_details
from app.referrals.cases import SlipOptions
from app.referrals.letter_wordings import list_wordings
from app.referrals.printing import list_to_print
from app.referrals.versions import replace_slip, slip_versions
from app.workspace import Workspace
from tests.referrals.papers import PROVIDER, a_slip_issued
from ui.main_window import MainWindow
from ui.minute import wait_until
from ui.referrals.view import ReferralsView
from ui.widgets.basic import Words


def desk_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def referrals(window: MainWindow, **target: Any) -> ReferralsView:
    """The tab, at what is asked for."""
    assert window.page is not None
    window.page.go("referrals", **target)
    view = window.page.view("referrals")
    assert isinstance(view, ReferralsView)
    return view


def bons(window: MainWindow) -> list[str]:
    """The papers left as files, by name: this desk has no printer."""
    return sorted(file.name for file in Path(desk_of(window).database.location).parent.glob("bons/*/*.pdf"))


def test_a_slip_is_printed_from_the_list_without_its_dossier(window: MainWindow) -> None:
    slip = a_slip_issued(desk_of(window))
    view = referrals(window)
    wait_until(lambda: view.list.model.rowCount() == 1)
    view.list.table.selectRow(0)

    view.list.print_row()

    wait_until(lambda: bons(window) == [f"{slip.number}.pdf"])
    wait_until(lambda: bool(window.page and window.page.messages.text()))
    assert slip.number in window.page.messages.text()  # type: ignore[union-attr]


def test_everything_that_waits_goes_in_one_job(window: MainWindow) -> None:
    slips = [a_slip_issued(desk_of(window), name) for name in ("Un", "Deux", "Trois")]
    view = referrals(window, tool="print")
    queue: Any = view.tool
    wait_until(lambda: queue.model.rowCount() == 3 and queue.everything.isEnabled())

    queue.everything.click()

    wait_until(lambda: bons(window) == sorted(f"{slip.number}.pdf" for slip in slips))
    wait_until(window.jobs.idle)
    assert len(list_to_print(desk_of(window))) == 3  # kept as files: nobody has said that they are on paper
    queue.table.selectRow(0)
    queue.by_hand.click()
    wait_until(lambda: len(list_to_print(desk_of(window))) == 2)


def test_the_code_of_a_replaced_slip_says_so_and_opens_the_same_referral(window: MainWindow) -> None:
    old = a_slip_issued(desk_of(window))
    new = replace_slip(desk_of(window), old.code, SlipOptions())

    view = referrals(window, code=old.code)
    wait_until(lambda: view.code == new.code)

    said = [label.text() for label in view.findChildren(Words) if old.number in label.text()]
    assert any(new.number in text for text in said)


def test_a_new_version_is_made_beside_the_referral(window: MainWindow) -> None:
    old = a_slip_issued(desk_of(window))
    view = referrals(window, code=old.code)
    wait_until(lambda: getattr(view, "papers", None) is not None)
    papers = view.papers
    papers.renew.click()
    papers.paper.show_value("a5")
    papers.go.click()

    wait_until(lambda: slip_versions(desk_of(window), old.code).is_replaced)
    valid = slip_versions(desk_of(window), old.code).valid
    assert valid.paper_format == "a5"
    wait_until(lambda: f"{valid.number}.pdf" in bons(window))


def test_a_letter_is_printed_from_the_referral(window: MainWindow) -> None:
    slip = a_slip_issued(desk_of(window))
    view = referrals(window, code=slip.code)
    wait_until(lambda: getattr(view, "papers", None) is not None and view.papers.letter.count() == 2)

    view.papers.letter_button.click()

    wait_until(lambda: bons(window) == [f"certificate-{slip.number}.pdf"])


def test_a_list_is_made_for_a_provider(window: MainWindow, tmp_path: Path) -> None:
    a_slip_issued(desk_of(window))
    view = referrals(window, tool="bordereau")
    panel: Any = view.tool
    wait_until(lambda: panel.model.rowCount() == 1)

    panel.save_sheet(tmp_path / "liste.xlsx")
    wait_until(lambda: "8" in panel.said.text())
    assert not (tmp_path / "liste.xlsx").exists()
    panel.password.setText("un mot de passe d’essai")
    panel.save_sheet(tmp_path / "liste.xlsx")
    wait_until(lambda: (tmp_path / "liste.xlsx").exists())
    panel.paper.click()
    wait_until(lambda: any(name.startswith(f"bordereau-{PROVIDER}") for name in bons(window)))


def test_a_provider_s_answers_are_explained_shown_and_recorded(window: MainWindow, tmp_path: Path) -> None:
    one, two = a_slip_issued(desk_of(window), "Un"), a_slip_issued(desk_of(window), "Deux")
    book = Workbook()
    assert book.active is not None
    for row in (("Bon", "Réponse"), (one.number, "Favorable"), (two.number, "Passé en C1")):
        book.active.append(row)
    book.save(tmp_path / "réponses.xlsx")
    view = referrals(window, tool="answers")
    panel: Any = view.tool
    wait_until(lambda: panel.provider.value() == PROVIDER)

    panel.take(tmp_path / "réponses.xlsx")
    wait_until(lambda: panel.plan is not None)
    assert panel.model.rowCount() == 2
    assert referral_details(desk_of(window), code=one.code).card.progress == "issued"
    word = panel.meanings[0][1]
    word.setCurrentIndex(word.findData("waiting"))
    wait_until(lambda: panel.plan is not None and not panel.plan.unknown_words and panel.run.isEnabled())
    panel.run.click()

    wait_until(lambda: referral_details(desk_of(window), code=two.code).card.progress == "waiting")
    assert referral_details(desk_of(window), code=one.code).card.decision == "accepted"
    wait_until(lambda: not panel.run.isEnabled())


def test_a_file_that_is_no_list_is_said_where_it_was_chosen(window: MainWindow, tmp_path: Path) -> None:
    a_slip_issued(desk_of(window))
    view = referrals(window, tool="answers")
    panel: Any = view.tool
    wait_until(lambda: panel.provider.value() == PROVIDER)
    (tmp_path / "liste.csv").write_text("Nom;Ville\nEssai;Rabat\n")

    panel.take(tmp_path / "liste.csv")

    wait_until(lambda: "Bon" in panel.said.text())
    assert not panel.run.isEnabled()


def test_the_words_of_a_letter_are_changed_without_code(window: MainWindow) -> None:
    view = referrals(window, tool="wordings")
    panel: Any = view.tool
    wait_until(lambda: panel.title.value() is not None)
    panel.body.setPlainText("{person} {salaire}")
    panel.save_button.click()
    wait_until(lambda: "salaire" in panel.wrong.text())
    panel.body.setPlainText("{agency} a orienté {person}.")
    panel.save_button.click()

    def edition() -> int:
        return next(text.edition for text in list_wordings(desk_of(window)) if text.language == "fr")

    wait_until(lambda: edition() == 1)


@pytest.mark.parametrize("tool", ["print", "bordereau", "answers", "wordings"])
def test_escape_leaves_each_work(window: MainWindow, tool: str) -> None:
    view = referrals(window, tool=tool)
    assert view.tool is not None

    QTest.keyClick(view.tool, Qt.Key.Key_Escape)

    assert view.tool is None
    assert view.list.isVisible()
