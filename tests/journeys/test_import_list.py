"""A list of people through the real window: chosen, understood, mended by another column, imported, rejects kept."""

from __future__ import annotations

from pathlib import Path

from app.people.finding import list_people
from ui.main_window import MainWindow
from ui.minute import wait_until
from ui.people.import_panel import ImportPanel
from ui.people.view import PeopleView

LIST = "Prénom;Nom;Surprise;Né le\nEssai;Un;0661000001;1990\nEssai;Deux;0661000002;31/02/1990\nESSAI;UN;06 61 00 00 01;1990\n"


def panel_of(window: MainWindow) -> ImportPanel:
    """The import beside the registry."""
    assert window.page is not None
    window.page.go("people", list_file=True)
    view = window.page.view("people")
    assert isinstance(view, PeopleView)
    panel = view.side.currentWidget()
    assert isinstance(panel, ImportPanel)
    return panel


def total(window: MainWindow) -> int:
    """How many people the registry holds."""
    assert window.workspace is not None
    return list_people(window.workspace).total


def test_a_list_goes_from_file_to_registry(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text(LIST)
    panel = panel_of(window)
    panel.take(tmp_path / "liste.csv")
    wait_until(lambda: panel.run.isEnabled())
    assert [(title, field.value()) for title, field in panel.choices] == [
        ("Prénom", "given_name"), ("Nom", "family_name"), ("Surprise", None), ("Né le", "birth_date"),
    ]  # fmt: skip

    phone = panel.choices[2][1]
    phone.setCurrentIndex(phone.findData("phone"))
    wait_until(lambda: panel.run.isEnabled() and panel.plan is not None and panel.plan.columns.fields[2] == "phone")
    assert panel.model.rowCount() == 2
    assert total(window) == 0

    panel.keep_rejects(tmp_path / "rejets.csv")
    panel.run.click()
    wait_until(lambda: total(window) == 2)
    wait_until(lambda: (tmp_path / "rejets.csv").exists())
    assert "Deux" in (tmp_path / "rejets.csv").read_text("utf-8-sig")


def test_a_file_that_cannot_be_taken_is_said_where_it_was_chosen(window: MainWindow, tmp_path: Path) -> None:
    panel = panel_of(window)
    (tmp_path / "image.csv").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    panel.take(tmp_path / "image.csv")
    wait_until(lambda: "image.csv" in panel.said.text() and "…" not in panel.said.text())
    assert not panel.run.isEnabled()


def test_without_a_name_column_the_columns_are_offered(window: MainWindow, tmp_path: Path) -> None:
    panel = panel_of(window)
    (tmp_path / "liste.csv").write_text("Qui;Surprise\nEssai Inventé;1\n")
    panel.take(tmp_path / "liste.csv")
    wait_until(lambda: len(panel.choices) == 2)
    who = panel.choices[0][1]
    who.setCurrentIndex(who.findData("full_name"))
    wait_until(lambda: panel.run.isEnabled())
    panel.run.click()
    wait_until(lambda: total(window) == 1)
