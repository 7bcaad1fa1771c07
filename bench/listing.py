"""Opening the registry as a list: the first screen of many people against that of a thousand, plain and by a filter."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bench.base import _person, _phone, make_base, open_base
from bench.measure import Result, Size, median, timed_in_turn

if TYPE_CHECKING:
    from app.workspace import Workspace

_MANY = {Size.FULL: 1_000_000, Size.QUICK: 20_000, Size.TINY: 300}
_FEW = {Size.FULL: 1_000, Size.QUICK: 1_000, Size.TINY: 60}
_TIMES = {Size.FULL: 15, Size.QUICK: 9, Size.TINY: 1}
_BATCH = 10_000


def run(size: Size) -> list[Result]:
    """Milliseconds until the first lines are there; how many there are is counted apart, as the window does it."""
    from app.people.lists.conditions import PeopleFilter, filter_of
    from app.people.lists.listing import cards_of_list, count_of_list, page_of_list

    with tempfile.TemporaryDirectory() as folder:
        many, few = (
            _filled(Path(folder) / name, count) for name, count in (("many", _MANY[size]), ("few", _FEW[size]))
        )
        everybody, guineans = PeopleFilter(), filter_of(["nationality=GIN|MLI", "registered=2020-01-01.."])
        try:
            results = []
            for name, call in (
                ("registry", lambda workspace: cards_of_list(workspace, everybody)),
                ("list, all its columns", lambda workspace: page_of_list(workspace, everybody)),
                ("list by a filter", lambda workspace: page_of_list(workspace, guineans)),
                ("counting them", lambda workspace: count_of_list(workspace, everybody)),
            ):
                call(many), call(few)
                ours, reference = timed_in_turn(range(_TIMES[size]), _of(call, many), _of(call, few))
                note = f"first screen of {_MANY[size]} people against that of {_FEW[size]}"
                note = note if name != "counting them" else "beside the first screen, which does not wait for it"
                results.append(Result(f"listing, {name}", median(ours) * 1000, median(reference) * 1000, "ms", note))
            return results
        finally:
            many.database.close()
            few.database.close()


def _of(call: Callable[[Workspace], object], workspace: Workspace) -> Callable[[int], object]:
    return lambda _: call(workspace)


def _filled(folder: Path, count: int) -> Workspace:
    """A base with so many people; without search keys, which a list does not read."""
    from sqlalchemy import insert

    from db.history import Stamp
    from db.models import Person, PersonPhone
    from db.types import uuid7

    folder.mkdir()
    location = str(folder / "base.wasl")
    make_base(location)
    workspace = open_base(location)
    dice = random.Random(1)
    for first in range(0, count, _BATCH):
        stamp = Stamp(workspace.user.id, workspace.clock.now(), "bench.filled", "final", uuid7())
        with workspace.database.write(stamp) as session:
            rows = [
                _person(workspace, dice, place, f"Essai{dice.randrange(900)}", f"Inventé{dice.randrange(9_000)}")
                for place in range(first, min(first + _BATCH, count))
            ]
            session.connection().execute(insert(Person), rows)
            session.connection().execute(insert(PersonPhone), [_phone(dice, row) for row in rows])
    return workspace
