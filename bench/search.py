"""A keystroke of the search on the encrypted base, against the same SQL sent straight to the engine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.base import keystrokes, make_base, open_base, typed_names
from bench.measure import Result, Size, percentile, timed_in_turn

if TYPE_CHECKING:
    from app.workspace import Workspace

_PEOPLE = {Size.FULL: 100_000, Size.QUICK: 5_000, Size.TINY: 50}
_TYPED = {Size.FULL: 40, Size.QUICK: 20, Size.TINY: 2}
_SHOWN = 100
"""What the window asks for at each keystroke (ui/people/view.py)."""

# The least that answers a keystroke: the names that begin so, and what a line of the list shows of each person.
_LEAST = """
SELECT p.id, p.code, p.family_name, p.given_name, p.name_ar FROM person_key k JOIN person p ON p.id = k.person_id
WHERE k.token >= ? AND k.token < ? AND k.kind = 'n' ORDER BY k.token LIMIT ?
"""

Statement = tuple[str, tuple[Any, ...]]


def run(size: Size) -> list[Result]:
    """Median and 95th percentile over every keystroke of names typed letter by letter."""
    with tempfile.TemporaryDirectory() as folder:
        location = str(Path(folder) / "base.wasl")
        make_base(location, _PEOPLE[size])
        workspace = open_base(location)
        try:
            return _measured(workspace, size)
        finally:
            workspace.database.close()


def _measured(workspace: Workspace, size: Size) -> list[Result]:
    from app.people.finding import search_people

    texts = list(keystrokes(typed_names(workspace, _TYPED[size])))

    def search(text: str) -> object:
        return search_people(workspace, text, _SHOWN)

    asked = {text: _statements(workspace, search, text) for text in texts}
    with workspace.database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        ours, same = timed_in_turn(texts, search, lambda text: _send(cursor, asked[text]))
        again, least = timed_in_turn(texts, search, lambda text: _send(cursor, [_least(text)]))
    note = f"{len(texts)} keystrokes among {_PEOPLE[size]} people, {_SHOWN} shown"
    return [
        Result(
            f"search, {name} p{share * 100:.0f}",
            percentile(mine, share) * 1000,
            percentile(reference, share) * 1000,
            "ms",
            f"{note}; against {against}",
        )
        for name, mine, reference, against in (
            ("same SQL", ours, same, "its own SQL sent to the driver"),
            ("least SQL", again, least, "one query for the names that begin so"),
        )
        for share in (0.5, 0.95)
    ]


def _statements(workspace: Workspace, search: Callable[[str], object], text: str) -> list[Statement]:
    """What a search sends to the engine, in order."""
    from sqlalchemy import event

    sent: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            sent.append((statement, tuple(parameters)))

    event.listen(workspace.database.engine, "before_cursor_execute", note)
    try:
        search(text)
    finally:
        event.remove(workspace.database.engine, "before_cursor_execute", note)
    return sent


def _least(text: str) -> Statement:
    first = text.split()[0]
    return _LEAST, (first, first + "\U0010ffff", _SHOWN)


def _send(cursor: Any, statements: list[Statement]) -> list[Any]:
    """The statements on the driver's own connection, every row fetched."""
    return [cursor.execute(statement, parameters).fetchall() for statement, parameters in statements]
