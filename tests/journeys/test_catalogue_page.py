"""A catalogue pack in the real window: seen line by line, a side chosen, taken only with a word about its signature."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.funding.checks import entry_page, record_answer
from app.funding.packs import make_key
from tests.funding.directory import texts
from tests.funding.test_packs import INMAA, a_file, set_in
from ui.admin.catalogue_page import CataloguePage
from ui.admin.view import AdminView
from ui.main_window import MainWindow
from ui.minute import wait_until


@pytest.mark.screen
def test_seen_chosen_and_taken(window: MainWindow, tmp_path: Path) -> None:
    workspace = window.workspace
    assert workspace is not None
    assert window.page is not None
    make_key(workspace)
    record_answer(workspace, INMAA, entry_page(workspace, INMAA).listed.version, "rate", "24 % par an")
    pack = tmp_path / "recu.waslpack"
    pack.write_bytes(a_file(set_in("terms.rate", {"text": texts("45 % par an")})))
    window.page.go("admin")
    view = window.page.view("admin")
    assert isinstance(view, AdminView)
    page = view.show_page(CataloguePage)
    assert isinstance(page, CataloguePage)

    page.open_file(tmp_path / "nowhere.waslpack")
    assert not page.wrong.isHidden()
    page.open_file(pack)
    wait_until(lambda: page.found is not None)
    row = page.model.row(0)
    assert row is not None
    assert "45" in page.says.text()
    assert not page.take_button.isEnabled()
    assert not page.unsigned_button.isHidden()
    assert not row.takes_theirs(page.theirs, page.mine)
    page.table.selectRow(0)
    assert "24 % par an" in page.detail.text()
    page.toggle_current()
    assert row.takes_theirs(page.theirs, page.mine)

    page.take_unsigned()
    wait_until(lambda: page.model.rowCount() == 0)
    rate = entry_page(workspace, INMAA).listed.entry.term("rate")
    assert rate is not None
    assert rate.text is not None
    assert rate.text.fr == "45 % par an"
    page.key_name.setText("Essai")
    page.key.setText("abc")
    page.wrong.hide()
    page.add_key()
    wait_until(lambda: not page.wrong.isHidden())
