"""`python -m bench.million [--cache FOLDER] [--people N]`: the search and the list among a million people, made once and kept.

Not among the benches that run by name: making the base takes minutes and two gigabytes. A tenth of the people is invented as
for the other benches; the rest are copies with ids of their own, so names are borne ten times as often, not ten times as many.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.__main__ import as_json, table
from bench.base import fill_base, keystrokes, make_base, open_base, typed_names
from bench.measure import Result, Size, apart, cpu_timed, in_turn, median, percentile, timed_in_turn
from bench.memory import memory_grown_by
from bench.search import SHOWN, asked_by, send

if TYPE_CHECKING:
    from app.workspace import Workspace

_COPIES = 9
_TYPED = 25
_FEW = 1_000
_OPENED = 15
_CODE_SIGNS = 14


def main(words: Sequence[str] | None = None) -> int:
    """Makes what is missing, measures, prints a table and writes JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.million", description=__doc__)
    parser.add_argument(
        "--cache", type=Path, default=Path("out/million"), help="where the bases are kept (%(default)s)"
    )
    parser.add_argument("--people", type=int, default=1_000_000, help="how many (%(default)s)")
    parser.add_argument("--out", type=Path, default=Path("out/million.json"), help="where the JSON goes (%(default)s)")
    options = parser.parse_args(words)
    options.cache.mkdir(parents=True, exist_ok=True)
    many, few = (str(options.cache / f"{count}.wasl") for count in (options.people, _FEW))
    if not Path(many).exists():
        apart(_make_many, many, options.people)
    if not Path(few).exists():
        make_base(few, _FEW)
    results = [*apart(_searches, many, options.people), *apart(_lists, many, few, options.people)]
    print(table(results))
    options.out.write_text(as_json(results, Size.FULL), encoding="utf-8")
    return 0


def _make_many(location: str, people: int) -> None:
    half_made = location + ".half"
    make_base(half_made)
    fill_base(half_made, people // (_COPIES + 1), 0)
    workspace = open_base(half_made)
    with workspace.database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        _copy(driver)
    workspace.database.close()
    for ending in (".keys", ""):
        Path(half_made + ending).rename(location + ending)


def _copy(driver: Any) -> None:
    """Everybody nine times more, each table in the order it is kept in: so each page is written once."""
    from db.models import Person, PersonKey, PersonPhone, PersonSound

    driver.create_function("other_id", 2, lambda key, nth: key[:-1] + bytes([(key[-1] + nth * 25) % 256]))
    driver.create_function("other_code", 2, lambda code, nth: f"{int(code[:4]) + nth:04}{code[4:]}"[:_CODE_SIGNS])
    cursor = driver.cursor()
    for setting in ("foreign_keys = OFF", "synchronous = OFF", "journal_mode = OFF", "temp_store = FILE"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.execute("CREATE TEMP TABLE nth (n INTEGER)")
    cursor.executemany("INSERT INTO nth VALUES (?)", [(one,) for one in range(1, _COPIES + 1)])
    for table_, own, order in (
        (Person, {"id", "code"}, "n, id"), (PersonPhone, {"id", "person_id"}, "n, id"),
        (PersonSound, {"person_id"}, "n, person_id"), (PersonKey, {"person_id"}, "token, person_id"),
    ):  # fmt: skip
        names = [column.name for column in table_.__table__.columns]
        made = [f"other_{'code' if name == 'code' else 'id'}({name}, n)" if name in own else name for name in names]
        name = table_.__tablename__
        cursor.execute(
            f"INSERT INTO {name} ({', '.join(names)}) SELECT {', '.join(made)} FROM {name}, nth ORDER BY {order}"
        )
    cursor.execute("PRAGMA journal_mode = WAL")


def _searches(location: str, people: int) -> list[Result]:
    from app.people.finding import search_at_once, search_whole
    from app.people.search_index import is_search_whole

    workspace = open_base(location)
    texts = list(keystrokes(typed_names(workspace, _TYPED)))
    asked = asked_by(workspace, texts)
    with workspace.database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        ours, bare = in_turn(
            texts,
            lambda text: cpu_timed(lambda: search_at_once(workspace, text, SHOWN)),
            lambda text: cpu_timed(lambda: send(cursor, asked[text])),
        )
    read: list[float] = []
    grown = memory_grown_by(lambda: read.append(cpu_timed(lambda: is_search_whole(workspace))))
    whole = [cpu_timed(lambda text=text: search_whole(workspace, text, SHOWN)) for text in texts]  # type: ignore[misc]
    workspace.database.close()
    note = f"{len(texts)} keystrokes among {people} people, time of the processor"
    return [
        *(Result(f"million, first stage p{share * 100:.0f}", percentile(ours, share) * 1000, percentile(bare, share) * 1000,
                 "ms", f"{note}; against its own SQL") for share in (0.5, 0.95)),
        *(Result(f"million, both stages p{share * 100:.0f}", percentile(whole, share) * 1000, percentile(ours, share) * 1000,
                 "ms", f"{note}; against the first stage") for share in (0.5, 0.95)),
        Result("million, index", read[0], read[0], "s", "read into memory, once per open base", grown),
    ]  # fmt: skip


def _lists(many: str, few: str, people: int) -> list[Result]:
    from app.people.lists.conditions import PeopleFilter
    from app.people.lists.listing import cards_of_list

    large, small = open_base(many), open_base(few)

    def opened(workspace: Workspace) -> object:
        return cards_of_list(workspace, PeopleFilter())

    opened(large), opened(small)
    ours, reference = timed_in_turn(range(_OPENED), lambda _: opened(large), lambda _: opened(small))
    large.database.close()
    small.database.close()
    note = f"first screen of {people} people against that of {_FEW}"
    return [Result("million, opening the list", median(ours) * 1000, median(reference) * 1000, "ms", note)]


if __name__ == "__main__":
    sys.exit(main())
