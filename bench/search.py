"""A keystroke of the search on the encrypted base, against the same SQL sent straight to the engine."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.base import keystrokes, make_base, open_base, typed_names
from bench.measure import Result, Size, apart, in_turn, percentile, timed

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
    """Median and 95th percentile over every keystroke of names typed letter by letter, none typed before."""
    with tempfile.TemporaryDirectory() as folder:
        location = str(Path(folder) / "base.wasl")
        make_base(location, _PEOPLE[size])
        # In a process of its own: what a search has once compared it remembers, and a keystroke is mostly new.
        asked = apart(_asked, location, _TYPED[size])
        workspace = open_base(location)
        try:
            return _measured(workspace, asked, size)
        finally:
            workspace.database.close()


def _measured(workspace: Workspace, asked: dict[str, list[Statement]], size: Size) -> list[Result]:
    from app.people.finding import search_people

    search_people(workspace, "réchauffer", _SHOWN)
    with workspace.database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        ours, straight = in_turn(
            asked,
            lambda text: timed(lambda: search_people(workspace, text, _SHOWN)),
            lambda text: (timed(lambda: _send(cursor, asked[text])), timed(lambda: _send(cursor, [_least(text)]))),
        )
    same, least = zip(*straight, strict=True)
    note = f"{len(asked)} keystrokes among {_PEOPLE[size]} people, {_SHOWN} shown"
    return [
        Result(
            f"search, {name} p{share * 100:.0f}", percentile(ours, share) * 1000, percentile(reference, share) * 1000, "ms",
            f"{note}; against {against}",
        )
        for name, reference, against in (
            ("same SQL", same, "its own SQL sent to the driver"),
            ("least SQL", least, "one query for the names that begin so"),
        )
        for share in (0.5, 0.95)
    ]  # fmt: skip


def _asked(location: str, typed: int) -> dict[str, list[Statement]]:
    """Every text of the field while `typed` names are typed, with what its search sends to the engine, in order."""
    from sqlalchemy import event

    from app.people.finding import search_people

    workspace = open_base(location)
    asked: dict[str, list[Statement]] = {}

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            # The driver wraps bytes in views, which cannot be sent from one process to another.
            sent = tuple(bytes(one) if isinstance(one, memoryview) else one for one in parameters)
            asked[text].append((statement, sent))

    texts = list(keystrokes(typed_names(workspace, typed)))
    event.listen(workspace.database.engine, "before_cursor_execute", note)
    for text in texts:
        asked[text] = []
        search_people(workspace, text, _SHOWN)
    workspace.database.close()
    return asked


def _least(text: str) -> Statement:
    first = text.split()[0]
    return _LEAST, (first, first + "\U0010ffff", _SHOWN)


def _send(cursor: Any, statements: list[Statement]) -> list[Any]:
    """The statements on the driver's own connection, every row fetched."""
    return [cursor.execute(statement, parameters).fetchall() for statement, parameters in statements]
