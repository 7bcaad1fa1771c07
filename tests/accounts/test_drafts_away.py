"""What is typed while the server is away is sealed on this PC, and comes back to the base with the server."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app.accounts.drafts import bring_back_drafts, drop_draft, list_drafts, save_draft
from app.accounts.drafts_away import DraftFile
from app.errors import BaseUnusable
from app.workspace import Change, FixedClock, Workspace
from tests.conftest import NOON
from tests.servers import OwnServer

CANARY = "Kanarifugl"


def at(workspace: Workspace, minutes: int) -> Workspace:
    """The same workspace some minutes later."""
    return replace(workspace, clock=FixedClock(NOON + timedelta(minutes=minutes)))


def titles(workspace: Workspace) -> list[str]:
    """The titles of the drafts one sees."""
    return [card.title for card in list_drafts(workspace, "reception")]


def test_a_draft_survives_the_server_and_comes_back(own: OwnServer, shared: Workspace, tmp_path: Path) -> None:
    heard: list[Change] = []
    stop_listening = shared.changes.listen(heard.append)
    kept, begun_before = uuid4(), uuid4()
    assert save_draft(shared, begun_before, "reception", "avant", {"values": {}})
    own.stop()
    try:
        assert not save_draft(at(shared, 1), kept, "reception", CANARY, {"values": {"given_name": CANARY}})
        assert not save_draft(at(shared, 2), begun_before, "reception", "avant, puis après", {"values": {}})
        assert titles(at(shared, 3)) == ["avant, puis après", CANARY]
        with pytest.raises(BaseUnusable):
            bring_back_drafts(shared)
        assert any("draft_away" in change.nouns for change in heard)
        on_disk = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
        assert on_disk
        assert CANARY.encode() not in on_disk
        assert all(file.stat().st_mode & 0o077 == 0 for file in tmp_path.rglob("*.sealed"))
    finally:
        own.start()

    assert titles(at(shared, 3)) == ["avant, puis après", CANARY]
    assert bring_back_drafts(at(shared, 4)) == 2
    assert not DraftFile(shared).path.exists()
    assert titles(at(shared, 5)) == ["avant, puis après", CANARY]
    assert list_drafts(shared)[1].body == {"values": {"given_name": CANARY}}
    assert bring_back_drafts(shared) == 0
    stop_listening()


def test_what_was_dropped_meanwhile_stays_dropped(own: OwnServer, shared: Workspace) -> None:
    draft = uuid4()
    save_draft(shared, draft, "reception", "à jeter", {})
    own.stop()
    try:
        drop_draft(at(shared, 1), draft)
        assert titles(at(shared, 1)) == []
    finally:
        own.start()

    assert titles(at(shared, 2)) == []
    bring_back_drafts(at(shared, 2))
    assert titles(at(shared, 3)) == []


def test_a_newer_state_in_the_base_wins_over_this_pc(shared: Workspace) -> None:
    draft = uuid4()
    DraftFile(shared).keep(draft, "reception", "ce poste", {}, NOON)
    save_draft(at(shared, 5), draft, "reception", "autre poste", {})

    assert titles(at(shared, 6)) == ["autre poste"]
    bring_back_drafts(at(shared, 6))
    assert titles(at(shared, 6)) == ["autre poste"]


def test_a_file_that_cannot_be_read_is_put_aside_and_stops_nothing(shared: Workspace) -> None:
    file = DraftFile(shared)
    file.path.parent.mkdir(parents=True, exist_ok=True)
    file.path.write_bytes(b"not sealed by this base at all")

    assert titles(shared) == []
    assert file.path.with_suffix(".unreadable").exists()
    assert bring_back_drafts(shared) == 0


def test_an_embedded_base_in_trouble_is_not_mistaken_for_a_server_away(workspace: Workspace) -> None:
    save_draft(workspace, uuid4(), "reception", "ici", {})

    assert not DraftFile(workspace).path.exists()
    assert bring_back_drafts(workspace) == 0
