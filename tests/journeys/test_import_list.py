"""A list of people through the real window: chosen, understood, mended by another column, imported, rejects kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.people.finding import list_people
from ui.main_window import MainWindow
from ui.minute import wait_until
from ui.people.import_panel import ImportPanel
from ui.people.view import PeopleView

KOBO = Path(__file__).parents[1] / "data" / "imports" / "kobo.xlsx"
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
    assert [(title, field.value()) for title, field in panel.columns.choices] == [
        ("Prénom", "given_name"), ("Nom", "family_name"), ("Surprise", None), ("Né le", "birth_date"),
    ]  # fmt: skip

    phone = panel.columns.choices[2][1]
    phone.setCurrentIndex(phone.findData("phone"))
    wait_until(lambda: panel.run.isEnabled() and panel.plan is not None and panel.plan.columns.fields[2] == "phone")
    assert panel.grid.model.rowCount() == 3
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
    wait_until(lambda: len(panel.columns.choices) == 2)
    who = panel.columns.choices[0][1]
    who.setCurrentIndex(who.findData("full_name"))
    wait_until(lambda: panel.run.isEnabled())
    panel.run.click()
    wait_until(lambda: total(window) == 1)


def test_a_wrong_cell_is_mended_in_the_grid_and_kept_for_another_day(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text(LIST)
    panel = panel_of(window)
    panel.take(tmp_path / "liste.csv")
    wait_until(lambda: panel.run.isEnabled())
    panel.grid.buttons["error"].click()
    model = panel.grid.model
    assert model.lines == [3]
    birth = 3 + [panel.plan.columns.titles[place] for place in model.places].index("Né le") if panel.plan else 0
    assert model.data(model.index(0, birth), Qt.ItemDataRole.ToolTipRole)
    assert model.flags(model.index(0, birth)) & Qt.ItemFlag.ItemIsEditable
    model.setData(model.index(0, birth), "28/02/1990")
    wait_until(lambda: panel.plan is not None and panel.plan.count("error") == 0)
    assert model.lines == [3]
    assert model.data(model.index(0, birth)) == "28/02/1990"
    wait_until(lambda: not panel.grid.buttons["error"].isVisible())
    wait_until(lambda: window.jobs.idle())

    panel = panel_of(window)
    panel.take(tmp_path / "liste.csv")
    wait_until(lambda: panel.run.isEnabled())
    assert panel.plan is not None
    assert panel.plan.count("error") == 0


def test_members_of_a_form_are_asked_about_and_letters_too(window: MainWindow, tmp_path: Path) -> None:
    panel = panel_of(window)
    panel.take(KOBO)
    wait_until(lambda: panel.run.isEnabled())
    assert panel.plan is not None
    assert len(panel.plan.rows) == 3
    choice = panel.repeats.choices["membres_menage"]
    choice.setCurrentIndex(choice.findData("persons"))
    wait_until(lambda: panel.plan is not None and len(panel.plan.rows) == 6 and panel.run.isEnabled())
    assert "membres_menage" in str(panel.grid.model.data(panel.grid.model.index(5, 0)))

    (tmp_path / "lettres.csv").write_bytes("PRÉNOM;NOM\nÉLODIE;ESSAI\n".encode("cp1252"))
    panel.take(tmp_path / "lettres.csv")
    wait_until(lambda: panel.letters.isVisible() and panel.run.isEnabled())


def test_a_large_list_is_stopped_and_taken_up_again(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.people.imports.writing.AT_ONCE", 10)
    rows = "\n".join(f"Essai{n};Inventé;06610{n:05}" for n in range(120))
    (tmp_path / "liste.csv").write_text(f"prénom;nom;tél\n{rows}\n", "utf-8")
    panel = panel_of(window)
    panel.take(tmp_path / "liste.csv")
    wait_until(lambda: panel.run.isEnabled())
    panel.run.click()
    job = next(one for one in window.jobs.running if one.key == "people.import")
    job.progressed.connect(job.cancel)
    wait_until(lambda: panel.run.isEnabled() and panel.plan is not None and panel.plan.count("known") > 0)
    written = total(window)
    assert 0 < written < 120
    assert panel.plan is not None
    assert panel.plan.count("known") == written
    panel.run.click()
    wait_until(lambda: total(window) == 120)
