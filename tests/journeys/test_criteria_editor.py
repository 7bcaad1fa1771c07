"""The criterion editor and the call list in the real window."""

from __future__ import annotations

import pytest

from app.funding.checks import entry_page
from app.funding.criteria import CriterionKey
from app.funding.versions import versions_of
from app.people.forms import PersonForm
from app.people.registration import register_person
from tests.funding.directory import the_catalogue
from ui.application import make_application
from ui.funding.callers_panel import CallersPanel
from ui.funding.criteria_editor import CriteriaEditor
from ui.funding.criteria_fields import CriteriaFields
from ui.funding.view import FundingView
from ui.main_window import MainWindow
from ui.minute import wait_until

AE = "auto_entrepreneur"


def view_of(window: MainWindow) -> FundingView:
    assert window.page is not None
    window.page.go("funding")
    view = window.page.view("funding")
    assert isinstance(view, FundingView)
    return view


@pytest.mark.screen
def test_the_fields_say_back_what_every_entry_says() -> None:
    make_application()
    from app.funding.editing import edited_entry

    for entry in the_catalogue().entries:
        if entry.kind != "service":
            fields = CriteriaFields(entry)
            again = edited_entry(entry, fields.criteria())
            assert [one.comparison for one in again.criteria] == [one.comparison for one in entry.criteria], entry.id
            fields.deleteLater()


@pytest.mark.screen
def test_edited_tried_refused_and_saved(window: MainWindow) -> None:
    assert window.workspace is not None
    register_person(window.workspace, PersonForm(given_name="Essai", declared_situation="sans_document"))
    view = view_of(window)
    view.slug = AE
    view.edit(entry_page(window.workspace, AE))
    editor = view.panel
    assert isinstance(editor, CriteriaEditor)

    age = editor.fields.texts[CriterionKey.AGE_MIN]
    age.setText("400")
    age.changed.emit()
    assert not editor.save_button.isEnabled()
    age.setText("18")
    age.changed.emit()
    assert editor.save_button.isEnabled()
    groups = editor.fields.groups
    groups.add_group()
    maker = groups.makers[0]
    maker.key.show_value(CriterionKey.NEED_MAX)
    maker.key.changed.emit()
    maker.typed.setText("beaucoup")
    maker.add()
    assert not maker.wrong.isHidden()
    maker.typed.setText("50000")
    maker.add()
    assert editor.fields.criteria()["groups"] == [{"any": [{"need_max": {"at_most": 50000}}]}]
    groups.choose(0, "none")
    before = editor.tried.text()
    wait_until(lambda: editor.tried.text() != before)

    editor.save()
    wait_until(lambda: not editor.wrong.isHidden())
    editor.reason.setText("Dit au téléphone")
    editor.save()
    wait_until(lambda: view.panel is not editor)
    assert versions_of(window.workspace, AE)[0].reason == "Dit au téléphone"
    kept = entry_page(window.workspace, AE).listed.entry.criteria
    assert [one.operator for one in kept if one.parts] == ["none"]
    fields = CriteriaFields(entry_page(window.workspace, AE).listed.entry)
    fields.groups.remove_part(0, 0)
    assert "groups" not in fields.criteria()


@pytest.mark.screen
def test_the_call_list_opens_a_dossier(window: MainWindow) -> None:
    assert window.workspace is not None
    assert window.page is not None
    person = register_person(window.workspace, PersonForm(given_name="Essai", nationality="MAR"))
    view = view_of(window)
    view.reverse(entry_page(window.workspace, AE))
    panel = view.panel
    assert isinstance(panel, CallersPanel)
    wait_until(lambda: panel.found is not None and panel.model.rowCount() == 1)

    panel.table.opened.emit(panel.model.row(0))
    people = window.page.view("people")
    assert getattr(people, "person_id", None) == person.id
