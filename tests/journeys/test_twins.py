"""Dossiers that may be one person's, through the real window: at the reception, in the review, merged and separated."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import delete

from app.accounts.drafts import list_drafts
from app.accounts.rights import Role
from app.people.belongings import BELONGINGS, OnMerge
from app.people.contacts import add_note
from app.people.dossier import dossier
from app.people.forms import PersonForm, PhoneForm
from app.people.registration import register_person
from app.people.timeline import timeline
from app.people.twins import list_twins
from app.workspace import Workspace
from db.models import TwinPair
from resources.i18n import tr
from tests.desk.any_row import stamp
from tests.journeys.hands import has_focus, press, type_text, wait_until
from ui.main_window import MainWindow
from ui.people.dossier_panel import DossierPanel
from ui.people.journal_tab import JournalTab
from ui.people.merge_panel import RIGHT, MergePanel
from ui.people.table_words import TABLES
from ui.people.twins_panel import TwinsPanel
from ui.people.unmerge_panel import UnmergePanel
from ui.people.view import PeopleView
from ui.reception.panel import ReceptionPanel
from ui.widgets.basic import Button

AWA = PersonForm(given_name="Awa", family_name="Essai-Une", sex="F", city="Rabat", phones=(PhoneForm("0661000001"),))
AOUA = PersonForm(given_name="Aoua", family_name="Essai-Une", sex="F", city="Salé", phones=(PhoneForm("0661000001"),))
BOTH_WAYS = pytest.mark.parametrize("language", ["fr", "ar"])


def at_work(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def beside(window: MainWindow, **target: Any) -> Any:
    """What stands beside the registry once `target` was asked for."""
    assert window.page is not None
    if target:
        window.page.go("people", **target)
    view = window.page.view("people")
    assert isinstance(view, PeopleView)
    return view.side.currentWidget()


def button(part: QWidget, words: str) -> Button:
    """The button in a part that says so."""
    return next(one for one in part.findChildren(Button) if tr(words) in one.text() and not one.isHidden())


def speak(window: MainWindow, language: str) -> None:
    """The window in that language, as somebody chooses it."""
    if language != "fr":
        window.choose_language(language)
        wait_until(window.jobs.idle)


@BOTH_WAYS
def test_not_the_same_is_said_at_the_reception_and_remembered_by_its_draft(window: MainWindow, language: str) -> None:
    speak(window, language)
    known = register_person(at_work(window), AWA).id
    panel: ReceptionPanel = beside(window, new=True)
    for key, text in (("given_name", "Aoua"), ("family_name", "Essai-Une"), ("phone", "0661000001")):
        panel.fields[key].show_value(text)
    panel._typed()
    panel.settle()
    wait_until(lambda: tr("Même téléphone.") in told(panel.twins))
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert panel.twins.isAncestorOf(window.focusWidget() or window)
    button(panel.twins, "Pas la même").click()
    wait_until(lambda: window.jobs.idle() and tr("Personne de ressemblant.") in told(panel.twins))
    draft = list_drafts(at_work(window), "reception")[0]

    again: ReceptionPanel = beside(window, draft_id=draft.id)
    wait_until(lambda: not again.is_reading and window.jobs.idle())
    assert again.twins.different == {known}
    again.consent.setChecked(True)
    again.register()
    wait_until(window.jobs.idle)

    said = list_twins(at_work(window), different=True).pairs
    assert [(pair.said_by, pair.is_different) for pair in said] == [(at_work(window).user.display_name, True)]
    assert list_twins(at_work(window)).total == 0


def told(part: QWidget) -> str:
    """Every word a part shows."""
    from ui.widgets.basic import Words

    return "\n".join(one.text() for one in part.findChildren(Words) if not one.isHidden())


def two(window: MainWindow) -> tuple[UUID, UUID]:
    """Two dossiers of one person, queued at the second registration."""
    return register_person(at_work(window), AWA).id, register_person(at_work(window), AOUA).id


@BOTH_WAYS
def test_pairs_are_reviewed_by_d_and_m_and_the_next_comes_by_itself(window: MainWindow, language: str) -> None:
    speak(window, language)
    first, second = two(window)
    third = register_person(at_work(window), replace(AOUA, given_name="Awwa")).id
    wait_until(lambda: window.page is not None and window.page.view("home").twins.isVisible())
    button(window.page.view("home").twins, "Revoir les doublons").click()  # type: ignore[union-attr]
    panel = beside(window)
    assert isinstance(panel, TwinsPanel)
    wait_until(lambda: panel.model.rowCount() == 3 and has_focus(panel.table))
    assert tr("Même téléphone.") in told(panel)
    answered = panel.table.current()
    type_text("ي" if language == "ar" else "d")
    wait_until(lambda: panel.model.rowCount() == 2 and window.jobs.idle())
    assert panel.table.current() is not None
    assert panel.table.current().id != answered.id
    said = list_twins(at_work(window), different=True).pairs
    assert [pair.id for pair in said] == [answered.id]

    type_text("m")
    merge = beside(window)
    assert isinstance(merge, MergePanel)
    assert (
        {first, second, third} >= {card.id for card in (merge.both.left.card, merge.both.right.card)}
        if merge.both
        else True
    )


@BOTH_WAYS
def test_two_dossiers_are_merged_field_by_field_and_separated_again(window: MainWindow, language: str) -> None:
    speak(window, language)
    workspace = at_work(window)
    first, second = two(window)
    panel = beside(window, merge=(first, second))
    assert isinstance(panel, MergePanel)
    wait_until(lambda: panel.both is not None)
    assert set(panel.fields) == {"given_name", "city"}
    press(Qt.Key.Key_Tab)
    wait_until(lambda: has_focus(panel.fields["given_name"].button(0)))
    panel.choose("city", RIGHT)
    numbers = [dossier(workspace, one).card.number for one in (first, second)]
    assert all(number in panel.run.text() for number in numbers)
    assert tr("Téléphones") in panel.moves.text()
    panel.run.click()
    wait_until(lambda: isinstance(beside(window), DossierPanel) and beside(window).dossier is not None)
    opened: DossierPanel = beside(window)
    assert opened.person_id == first
    assert (opened.dossier.form.given_name, opened.dossier.form.city) == ("Awa", "Salé")  # type: ignore[union-attr]
    add_note(workspace, first, "écrit depuis")

    opened.tabs.setCurrentIndex(5)
    journal = opened._made[5]
    assert isinstance(journal, JournalTab)
    wait_until(lambda: journal.merges.isVisible())
    button(journal.merges, "Séparer…").click()
    apart = opened._stack.currentWidget()
    assert isinstance(apart, UnmergePanel)
    wait_until(lambda: len(apart.choices) == 1 and apart.run.isEnabled())
    choice = next(iter(apart.choices.values()))
    wait_until(lambda: has_focus(choice))
    press(Qt.Key.Key_Down)
    assert numbers[1] in apart.run.text()
    apart.run.click()
    wait_until(lambda: window.jobs.idle() and opened._stack.currentWidget() is not apart)

    assert dossier(workspace, second).form.city == "Salé"
    assert [[line.detail for line in timeline(workspace, one) if line.kind == "note"] for one in (first, second)] == [
        [], ["écrit depuis"],
    ]  # fmt: skip


def test_the_registry_is_gone_over_from_the_review(window: MainWindow) -> None:
    two(window)
    with at_work(window).database.write(stamp(at_work(window))) as session:
        session.execute(delete(TwinPair))
    panel = beside(window, twins=True)
    assert isinstance(panel, TwinsPanel)
    wait_until(lambda: window.jobs.idle() and panel.model.rowCount() == 0)
    assert not panel.one.isEnabled()
    panel.sweep.click()
    assert not panel.sweep.isEnabled()
    wait_until(lambda: panel.model.rowCount() == 1 and panel.sweep.isEnabled())

    window.choose_language("en")
    again = beside(window)
    assert isinstance(again, TwinsPanel)
    wait_until(lambda: again.model.rowCount() == 1)


def test_whoever_may_not_merge_is_told_who_does(window: MainWindow) -> None:
    first, second = two(window)
    window.page.desk.workspace = replace(
        at_work(window), user=replace(at_work(window).user, roles=frozenset({Role.AGENT}))
    )  # type: ignore[union-attr]
    panel = beside(window, twins=True)
    wait_until(lambda: panel.model.rowCount() == 1)
    assert not panel.one.isEnabled()
    assert panel.one.toolTip()
    merge = beside(window, merge=(first, second))
    wait_until(lambda: merge.both is not None)
    assert not merge.run.isEnabled()
    assert merge.run.toolTip()


def test_every_table_a_merge_moves_has_a_word() -> None:
    assert {one.table for one in BELONGINGS if one.on_merge is not OnMerge.DERIVED} == set(TABLES)
