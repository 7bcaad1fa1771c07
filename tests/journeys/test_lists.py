"""Lists through the real window: narrowed, kept, people chosen, papers and files made, texts copied and marked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.people.consents import record_consent
from app.people.forms import PersonForm, PhoneForm
from app.people.registration import register_person
from app.people.timeline import timeline
from ui.main_window import MainWindow
from ui.minute import wait_until
from ui.people.list_panel import ListPanel
from ui.people.texts_panel import TextsPanel
from ui.people.view import PeopleView

PEOPLE = (("Awa", "Un", "Rabat", "0661000001"), ("Binta", "Deux", "Salé", ""), ("Carl", "Trois", "Rabat", "0661000003"))


def register(window: MainWindow) -> dict[str, object]:
    """Three invented people; the first two agreed to be called."""
    assert window.workspace is not None
    ids: dict[str, object] = {}
    for given, family, city, phone in PEOPLE:
        form = PersonForm(given, family, city=city, phones=(PhoneForm(phone),) if phone else ())
        ids[given] = register_person(window.workspace, form).id
        if given != "Carl":
            record_consent(window.workspace, ids[given], "contact", answer="given", manner="oral", language="fr")  # type: ignore[arg-type]
    return ids


def list_of(window: MainWindow) -> tuple[PeopleView, ListPanel]:
    """The list beside the registry, once it has come."""
    assert window.page is not None
    window.page.go("people", people_filter=None)
    view = window.page.view("people")
    assert isinstance(view, PeopleView)
    panel = view.side.currentWidget()
    assert isinstance(panel, ListPanel)
    wait_until(lambda: panel.model.rowCount() == len(PEOPLE) and window.jobs.idle())
    return view, panel


def add_city(window: MainWindow, panel: ListPanel, city: str) -> None:
    """A condition on the city, as somebody chooses it."""
    panel.entry.about.setCurrentIndex(panel.entry.about.findData("city"))
    wait_until(lambda: panel.entry.choice.findData(city) >= 0)
    panel.entry.choice.setCurrentIndex(panel.entry.choice.findData(city))
    panel.entry.button.click()


def test_a_condition_narrows_the_list_and_the_registry_until_it_is_taken_away(window: MainWindow) -> None:
    register(window)
    view, panel = list_of(window)
    add_city(window, panel, "Rabat")
    wait_until(lambda: panel.model.rowCount() == 2 and view.model.rowCount() == 2 and window.jobs.idle())
    assert [button.text() for button in view.chips.buttons] == ["à Rabat  ✕"]
    assert "2" in view.count.text()

    panel.entry.about.setCurrentIndex(panel.entry.about.findData("age"))
    panel.entry.first.setText("vieux")
    panel.entry.button.click()
    assert panel.entry.error.isVisible()

    view.chips.buttons[0].click()
    wait_until(lambda: panel.model.rowCount() == 3 and view.model.rowCount() == 3)
    assert panel.filter.conditions == ()


def test_a_list_is_kept_by_name_and_found_again(window: MainWindow) -> None:
    register(window)
    _, panel = list_of(window)
    add_city(window, panel, "Salé")
    panel.show_columns(("name", "city"))
    panel.saved.name.setText("Gens de Salé")
    panel.saved.keep.click()
    wait_until(lambda: panel.saved.choice.count() == 2)
    panel.chips.buttons[0].click()
    panel.show_columns(("name", "phone"))
    wait_until(lambda: panel.model.rowCount() == 3)
    panel.saved.choice.setCurrentIndex(1)
    wait_until(lambda: panel.model.rowCount() == 1)
    assert panel.columns == ("name", "city")


def test_people_chosen_by_the_keyboard_go_into_papers_and_files(window: MainWindow, tmp_path: Path) -> None:
    register(window)
    _, panel = list_of(window)
    panel.print_calls(tmp_path / "appels.pdf")
    wait_until(lambda: (tmp_path / "appels.pdf").exists())
    panel.table.setFocus()
    panel.table.selectRow(0)
    QTest.keyClick(panel.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = panel.selection()
    assert chosen is not None
    assert chosen.ids is not None
    assert len(chosen.ids) == 2
    panel.export_to(tmp_path / "liste.csv")
    wait_until(lambda: (tmp_path / "liste.csv").exists())
    assert len((tmp_path / "liste.csv").read_text("utf-8-sig").splitlines()) == 3
    panel.print_labels(tmp_path / "etiquettes.pdf")
    wait_until(lambda: (tmp_path / "etiquettes.pdf").exists() and window.jobs.idle())


def test_texts_are_copied_one_by_one_and_marked_in_the_dossier(window: MainWindow) -> None:
    ids = register(window)
    view, panel = list_of(window)
    panel.messages.click()
    texts = view.side.currentWidget()
    assert isinstance(texts, TextsPanel)
    texts.fields["fr"].show_value("Bonjour {name}")
    texts.prepare.click()
    wait_until(lambda: texts.model.rowCount() == 1)
    assert "2" not in texts.said.text().split("·")[0]
    assert len(texts.said.text().split("·")) == 3
    texts.copy_text.click()
    assert QGuiApplication.clipboard().text() == "Bonjour Awa"
    texts.sent.click()
    wait_until(window.jobs.idle)
    assert window.workspace is not None
    told = timeline(window.workspace, ids["Awa"])  # type: ignore[arg-type]
    assert any("Bonjour Awa" in repr(line) for line in told)
