"""The server goes away in the middle of a reception: nothing typed is lost, and it is in the base when the server is back."""

from __future__ import annotations

from app.accounts.drafts import list_drafts
from app.accounts.drafts_away import DraftFile
from tests.journeys.hands import rest, type_text, wait_until
from tests.servers import OwnServer
from ui.main_window import MainWindow


def test_a_reception_outlives_its_server(own: OwnServer, shared_window: MainWindow) -> None:
    page, workspace = shared_window.page, shared_window.workspace
    assert page is not None
    assert workspace is not None
    page.go("people", new=True)
    type_text("Awa")
    wait_until(lambda: [card.title for card in list_drafts(workspace, "reception")] == ["Awa"])
    own.stop()
    try:
        type_text(" Fatou")
        file = DraftFile(workspace)
        wait_until(file.path.exists)
        wait_until(lambda: "serveur" in page.messages.text())
        wait_until(shared_window.jobs.idle)
    finally:
        own.start()
    rest(200)

    page._away.try_again()
    wait_until(lambda: not file.path.exists())
    wait_until(lambda: "revenu" in page.messages.text())

    assert [card.title for card in list_drafts(workspace, "reception")] == ["Awa Fatou"]
