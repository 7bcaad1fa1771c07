"""The dossier through the real window: a reception with the keyboard alone, an edit two people made, a file kept and shown."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.accounts.drafts import list_drafts
from app.people.attachments import attachments_of
from app.people.changing import change_fields
from app.people.dossier import dossier
from app.people.forms import PaperForm, PersonForm
from app.people.registration import register_person
from tests.people.test_attachments import picture
from ui.main_window import MainWindow
from ui.minute import wait_until
from ui.people.dossier_panel import DossierPanel
from ui.people.facts_tab import FactsTab
from ui.people.file_viewer import FileViewer
from ui.people.view import PeopleView
from ui.reception.panel import ReceptionPanel


def people_view(window: MainWindow) -> PeopleView:
    """The room of the entrepreneurs."""
    assert window.page is not None
    view = window.page.view("people")
    assert isinstance(view, PeopleView)
    return view


def reception(window: MainWindow, **target: object) -> ReceptionPanel:
    """A reception beside the registry."""
    assert window.page is not None
    window.page.go("people", **(target or {"new": True}))
    panel = people_view(window).side.currentWidget()
    assert isinstance(panel, ReceptionPanel)
    return panel


def facts_of(window: MainWindow, person_id: UUID) -> tuple[DossierPanel, FactsTab]:
    """The dossier open on its own fields."""
    assert window.page is not None
    window.page.go("people", person_id=person_id)
    panel = people_view(window).side.currentWidget()
    assert isinstance(panel, DossierPanel)
    wait_until(lambda: panel.dossier is not None and window.jobs.idle())
    panel.tabs.setCurrentIndex(1)
    tab = panel._made[1]
    assert isinstance(tab, FactsTab)
    wait_until(lambda: window.jobs.idle() and bool(tab._shown))
    return panel, tab


def focused(window: MainWindow) -> QWidget:
    """Where the keyboard is."""
    widget = QApplication.focusWidget() or window.focusWidget()
    assert widget is not None
    return widget


def keys(window: MainWindow, *typed: str | Qt.Key) -> None:
    """Types texts (ASCII: the test library knows no other keys) and presses keys wherever the keyboard is."""
    for one in typed:
        if isinstance(one, str):
            QTest.keyClicks(focused(window), one)
        else:
            QTest.keyClick(focused(window), one)


def test_five_steps_with_the_keyboard_alone(window: MainWindow) -> None:
    panel = reception(window)
    enter, escape = Qt.Key.Key_Return, Qt.Key.Key_Escape
    keys(window, "Essai", enter, "Inventee", enter)
    assert panel.fields["name_ar"].hasFocus()
    panel.fields["needs_interpreter"].setFocus()
    keys(window, enter)
    assert panel.place == 1
    keys(window, Qt.Key.Key_Space, enter)
    assert panel.place == 2
    assert panel.consent.isChecked()
    keys(window, escape)
    assert panel.place == 1
    keys(window, enter, enter)  # no paper: to what is declared
    assert panel.fields["declared_situation"].hasFocus()
    keys(window, enter)
    assert panel.place == 3
    panel.fields["has_account"].setFocus()
    keys(window, enter, "une machine", enter, "1500")
    panel.register()
    wait_until(lambda: isinstance(people_view(window).side.currentWidget(), DossierPanel))
    assert window.workspace is not None
    shown = people_view(window).side.currentWidget()
    assert isinstance(shown, DossierPanel)
    whole = dossier(window.workspace, shown.person_id)
    assert whole.card.display_name == "INVENTEE Essai"
    assert whole.card.has_consent
    assert whole.needs[0].amount_centimes == 1_500_00
    assert list_drafts(window.workspace) == []


def test_an_interrupted_reception_comes_back_whole(window: MainWindow) -> None:
    panel = reception(window)
    panel.fields["given_name"].setText("Essai")
    panel.fields["phone"].show_value("0661234567:Fatou:whatsapp / 0537000000")
    panel.papers.entry.show_texts({"type": "passport", "number": "A1234567", "status": "copied"})
    assert panel.papers.keep_paper()
    panel.papers.entry.show_texts({"type": "recepisse", "expires": "31/02/2027"})
    panel.show_step(2)
    panel._typed()
    keys(window, Qt.Key.Key_Escape, Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert window.workspace is not None
    wait_until(lambda: window.jobs.idle() and bool(list_drafts(window.workspace, "reception")))  # type: ignore[arg-type]

    again = reception(window, draft_id=list_drafts(window.workspace, "reception")[0].id)
    wait_until(lambda: bool(again.papers.kept))
    assert again.fields["phone"].value() == "06 61 23 45 67:Fatou:whatsapp / 05 37 00 00 00"
    assert again.papers.kept[0]["number"] == "A1234567"
    assert again.papers.entry.texts()["expires"] == "31/02/2027"
    again.register()
    assert "31/12/2026" in again.wrong.text()  # the impossible date is said, and everything still stands
    assert again.fields["given_name"].value() == "Essai"


def test_somebody_under_18_is_asked_for_a_carer_and_odd_fields_are_said(window: MainWindow) -> None:
    panel = reception(window)
    panel.fields["given_name"].setText("E\u202essai")
    panel.fields["birth"].setText("2012")
    panel.fields["nationality"].setText("Wakanda")
    panel.fields["phone"].show_value("٠٦٦١٢٣٤٥٦٧")
    panel._typed()
    wait_until(lambda: not panel.who.minor.isHidden())
    said = {key: panel.who.form._errors[panel.fields[key]].text() for key in ("given_name", "nationality", "phone")}
    assert said["given_name"]
    assert said["nationality"]
    assert not said["phone"]
    assert panel.fields["carer_name"].isVisibleTo(panel.who)


def test_a_paper_somebody_holds_is_told_with_the_way_to_their_dossier(window: MainWindow) -> None:
    assert window.workspace is not None
    known = register_person(window.workspace, PersonForm(given_name="Essai"), (PaperForm("passport", "A1234567"),))
    panel = reception(window)
    panel.fields["given_name"].setText("Autre")
    panel.papers.entry.show_texts({"type": "passport", "number": "a 1234567"})
    wait_until(lambda: panel.papers.entry._said.count() > 0)
    panel.papers.entry._go(known.id)

    shown = people_view(window).side.currentWidget()
    assert isinstance(shown, DossierPanel)
    assert shown.person_id == known.id
    wait_until(lambda: bool(list_drafts(window.workspace, "reception")))  # type: ignore[arg-type]


def test_a_field_two_people_changed_is_chosen(window: MainWindow) -> None:
    assert window.workspace is not None
    done = register_person(window.workspace, PersonForm(given_name="Essai", city="Rabat"))
    panel, tab = facts_of(window, done.id)
    tab.fields["city"].setText("Salé")
    tab.fields["neighbourhood"].setText("Tabriquet")
    change_fields(window.workspace, done.id, {"city": "Témara", "known_as": "Essi"})
    wait_until(lambda: tab.fields["known_as"].value() == "Essi")
    assert tab.fields["city"].value() == "Salé"

    tab.save()
    wait_until(lambda: bool(tab.clashes.left))
    assert dossier(window.workspace, done.id).form.neighbourhood is None
    tab.clashes._choose(tab.clashes.left["city"], keeps_mine=False)
    wait_until(lambda: dossier(window.workspace, done.id).form.neighbourhood == "Tabriquet")  # type: ignore[arg-type]
    assert dossier(window.workspace, done.id).form.city == "Témara"
    assert panel.dossier is not None


def test_a_photo_is_kept_shown_hidden_and_opened_inside(window: MainWindow, tmp_path: Path) -> None:
    assert window.workspace is not None
    assert window.page is not None
    done = register_person(window.workspace, PersonForm(given_name="Essai"))
    panel, tab = facts_of(window, done.id)
    (tmp_path / "visage.jpg").write_bytes(picture())
    tab.files.take(tmp_path / "visage.jpg")
    wait_until(lambda: bool(tab.files.cards) and not panel._photo.isHidden())
    panel.show_file(tab.files.cards[0])
    viewer = panel._stack.currentWidget()
    assert isinstance(viewer, FileViewer)
    wait_until(lambda: bool(viewer.images))
    window.page.hide_names(True)
    assert panel._photo.isHidden()
    assert panel._stack.currentWidget() is not viewer
    assert not tab.form.isVisibleTo(tab)
    window.page.hide_names(False)

    (tmp_path / "film.gif").write_bytes(b"GIF89a")
    tab.files.take(tmp_path / "film.gif")
    wait_until(lambda: "JPEG" in tab.files.wrong.text())
    tab.files._ask(tab.files.cards[0].id)
    tab.files._delete(tab.files.cards[0].id)
    wait_until(lambda: attachments_of(window.workspace, done.id) == [])  # type: ignore[arg-type]
    wait_until(lambda: panel._photo.isHidden())


def test_what_was_typed_in_a_dossier_waits_until_it_is_kept(window: MainWindow) -> None:
    assert window.workspace is not None
    done = register_person(window.workspace, PersonForm(given_name="Essai", city="Rabat"))
    other = register_person(window.workspace, PersonForm(given_name="Autre"))
    _, tab = facts_of(window, done.id)
    tab.fields["city"].setFocus()
    keys(window, " Sud")
    facts_of(window, other.id)
    wait_until(lambda: len(list_drafts(window.workspace, "dossier")) == 1)  # type: ignore[arg-type]

    _, again = facts_of(window, done.id)
    wait_until(lambda: again.fields["city"].value() == "Rabat Sud")
    assert dossier(window.workspace, done.id).form.city == "Rabat"
    assert again.wrong.text()
    again.save()
    wait_until(lambda: dossier(window.workspace, done.id).form.city == "Rabat Sud")  # type: ignore[arg-type]
    wait_until(lambda: list_drafts(window.workspace, "dossier") == [])  # type: ignore[arg-type]
