"""A session in the field: what is kept, what is refused, and how it reaches the report."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.accounts.undo import undo_last
from app.errors import NotFound, Refused
from app.indicators.reporting import show_figures
from app.outreach.sessions import (
    CallBackForm,
    SessionForm,
    call_backs_due,
    recent_sessions,
    record_session,
    settle_call_back,
)
from app.workspace import Workspace
from tests.conftest import NOON

TODAY = NOON.date()
HEADS = {("F", "18-59"): 12, ("M", "0-17"): 3, ("M", "60+"): 0}


def form(**more: object) -> SessionForm:
    return SessionForm(TODAY, city="Rabat", neighbourhood="Essai", heads=HEADS, **more)  # type: ignore[arg-type]


def figures(workspace: Workspace) -> dict[str, int | None]:
    return {one.key: one.value for one in show_figures(workspace, date(2026, 1, 1), TODAY).figures}


def test_heads_are_reported_apart_from_people(either: Workspace) -> None:
    record_session(either, form())

    shown = figures(either)
    assert (shown["outreach_sessions"], shown["heads_met"], shown["people_registered"]) == (1, 15, 0)
    assert [(one.heads, one.to_call) for one in recent_sessions(either)] == [(15, 0)]


def test_who_asked_to_be_called_waits_until_the_call_is_made(either: Workspace) -> None:
    record_session(either, form(call_backs=(CallBackForm("Awa Essai", "0600000000"), CallBackForm("  "))))
    (waiting,) = call_backs_due(either)

    settle_call_back(either, waiting.id)

    assert call_backs_due(either) == []
    assert recent_sessions(either)[0].to_call == 0
    with pytest.raises(NotFound):
        settle_call_back(either, either.agency.id)


def test_a_session_can_be_taken_back_whole(either: Workspace) -> None:
    record_session(either, form(call_backs=(CallBackForm("Awa Essai"),)))

    undo_last(either)

    assert recent_sessions(either) == []
    assert call_backs_due(either) == []


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        (SessionForm(TODAY + timedelta(days=1), heads=HEADS), "day_to_come"),
        (SessionForm(TODAY, heads={("F", "18-59"): -1}), "heads_impossible"),
        (SessionForm(TODAY, heads={("?", "18-59"): 1}), "heads_impossible"),
        (SessionForm(TODAY), "empty"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_kept(workspace: Workspace, wrong: SessionForm, key: str) -> None:
    with pytest.raises(Refused, match=key):
        record_session(workspace, wrong)
    assert recent_sessions(workspace) == []
