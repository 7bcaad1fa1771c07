"""Search on the encrypted base: a keystroke's first stage against its own SQL, both stages, the index, and the window's beat."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.base import keystrokes, make_base, open_base, typed_names
from bench.measure import Result, Size, apart, cpu_timed, in_turn, percentile, timed
from bench.memory import memory_grown_by
from bench.typing import gaps_while_typing, gaps_without_search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.workspace import Workspace

_PEOPLE = {Size.FULL: 100_000, Size.QUICK: 5_000, Size.TINY: 50}
_TYPED = {Size.FULL: 40, Size.QUICK: 20, Size.TINY: 2}
_TYPED_IN_WINDOW = {Size.FULL: 15, Size.QUICK: 6, Size.TINY: 1}
SHOWN = 100
"""What the window asks for at each keystroke (ui/people/search.py)."""

# The least that answers a keystroke: the names that begin so, and what a line of the list shows of each person.
_LEAST = """
SELECT p.id, p.code, p.family_name, p.given_name, p.name_ar FROM person_key k JOIN person p ON p.id = k.person_id
WHERE k.token >= ? AND k.token < ? AND k.kind = 'n' ORDER BY k.token LIMIT ?
"""
_SOUNDS = "SELECT person_id, words, birth_year, sex FROM person_sound"

Statement = tuple[str, tuple[Any, ...]]


def run(size: Size) -> list[Result]:
    """Median and 95th percentile over every keystroke of names typed letter by letter, none typed before."""
    people = _PEOPLE[size]
    with tempfile.TemporaryDirectory() as folder:
        location = str(Path(folder) / "base.wasl")
        make_base(location, people)
        # In processes of their own: what a search has once compared it remembers, and a keystroke is mostly new.
        asked = apart(_asked, location, _TYPED[size])
        results = [*_keystrokes(location, asked, people), *_both_stages(location, list(asked), people)]
        results.append(_index(location, people))
        results += _beats(location, _TYPED_IN_WINDOW[size], people)
        return results


def _keystrokes(location: str, asked: dict[str, list[Statement]], people: int) -> list[Result]:
    ours, straight = apart(_timed_at_once, location, asked)
    same, least = zip(*straight, strict=True)
    note = f"{len(asked)} keystrokes among {people} people, {SHOWN} shown, time of the processor"
    return [
        Result(
            f"search, first stage, {name} p{share * 100:.0f}", percentile(ours, share) * 1000,
            percentile(reference, share) * 1000, "ms", f"{note}; against {against}",
        )
        for name, reference, against in (
            ("same SQL", same, "its own SQL sent to the driver"),
            ("least SQL", least, "one query for the names that begin so"),
        )
        for share in (0.5, 0.95)
    ]  # fmt: skip


def _both_stages(location: str, texts: list[str], people: int) -> list[Result]:
    ours, first = apart(_timed_whole, location, texts)
    note = f"{len(texts)} keystrokes among {people} people; both stages merged, against the first one"
    return [
        Result(f"search, both stages p{share * 100:.0f}", percentile(ours, share) * 1000, percentile(first, share) * 1000, "ms", note)
        for share in (0.5, 0.95)
    ]  # fmt: skip


def _index(location: str, people: int) -> Result:
    seconds, grown, bare, bare_grown = apart(_read_index, location)
    note = f"{people} people read into memory, once per open base; against fetching the rows"
    return Result("search, index", seconds, bare, "s", note, grown, bare_grown)


def _beats(location: str, typed: int, people: int) -> list[Result]:
    window, empty = apart(gaps_while_typing, location, typed), apart(gaps_without_search, typed)
    note = f"{typed} names typed in the window among {people} people; against a bare window with a field and a table"
    kinds = zip(("", ", but for a busy machine"), window, empty, strict=True)
    return [
        Result(f"search, {name}{kind}", measure(ours), measure(bare), "ms", note)
        for kind, ours, bare in kinds
        for name, measure in (("stall p99", _p99), ("longest stall", max))
    ]


def _p99(values: list[float]) -> float:
    return percentile(values, 0.99)


def _timed_at_once(location: str, asked: dict[str, list[Statement]]) -> tuple[list[float], list[tuple[float, float]]]:
    from app.people.finding import search_at_once

    workspace = open_base(location)
    try:
        search_at_once(workspace, "réchauffer", SHOWN)
        with workspace.database.engine.connect() as connection:
            cursor = connection.connection.cursor()
            return in_turn(
                asked,
                lambda text: cpu_timed(lambda: search_at_once(workspace, text, SHOWN)),
                lambda text: (
                    cpu_timed(lambda: send(cursor, asked[text])),
                    cpu_timed(lambda: send(cursor, [_least(text)])),
                ),
            )
    finally:
        workspace.database.close()


def _timed_whole(location: str, texts: list[str]) -> tuple[list[float], list[float]]:
    from app.people.finding import search_at_once, search_people

    workspace = open_base(location)
    try:
        search_people(workspace, "réchauffer", SHOWN)
        return in_turn(
            texts,
            lambda text: cpu_timed(lambda: search_people(workspace, text, SHOWN)),
            lambda text: cpu_timed(lambda: search_at_once(workspace, text, SHOWN)),
        )
    finally:
        workspace.database.close()


def _read_index(location: str) -> tuple[float, float | None, float, float | None]:
    from app.people import sound_index  # its imports are not what is measured
    from app.people.search_index import is_search_whole

    assert sound_index
    workspace = open_base(location)
    times: list[float] = []
    try:
        with workspace.database.engine.connect() as connection:
            cursor = connection.connection.cursor()
            bare_grown = memory_grown_by(lambda: times.append(timed(lambda: send(cursor, [(_SOUNDS, ())]))))
        grown = memory_grown_by(lambda: times.append(timed(lambda: is_search_whole(workspace))))
    finally:
        workspace.database.close()
    return times[1], grown, times[0], bare_grown


def _asked(location: str, typed: int) -> dict[str, list[Statement]]:
    workspace = open_base(location)
    try:
        return asked_by(workspace, list(keystrokes(typed_names(workspace, typed))))
    finally:
        workspace.database.close()


def asked_by(workspace: Workspace, texts: Sequence[str]) -> dict[str, list[Statement]]:
    """What the first stage sends to the engine for each text of the field, in order."""
    from sqlalchemy import event

    from app.people.finding import search_at_once

    asked: dict[str, list[Statement]] = {text: [] for text in texts}

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            # The driver wraps bytes in views, which cannot be sent from one process to another.
            sent = tuple(bytes(one) if isinstance(one, memoryview) else one for one in parameters)
            asked[text].append((statement, sent))

    event.listen(workspace.database.engine, "before_cursor_execute", note)
    for text in asked:
        search_at_once(workspace, text, SHOWN)
    event.remove(workspace.database.engine, "before_cursor_execute", note)
    return asked


def _least(text: str) -> Statement:
    first = text.split()[0]
    return _LEAST, (first, first + "\U0010ffff", SHOWN)


def send(cursor: Any, statements: list[Statement]) -> list[Any]:
    """The statements on the driver's own connection, every row fetched."""
    return [cursor.execute(statement, parameters).fetchall() for statement, parameters in statements]
