"""One person against the shipped catalogue, with the reasons, against a bare loop of as many plain comparisons."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.base import make_base, open_base
from bench.measure import Result, Size, median, timed_in_turn

if TYPE_CHECKING:
    from app.funding.facts import Facts
    from app.funding.verdicts import Matcher

_PEOPLE = {Size.FULL: 500, Size.QUICK: 100, Size.TINY: 3}
_CROWD = {Size.FULL: 100_000, Size.QUICK: 20_000, Size.TINY: 200}
_DAY = date(2026, 11, 24)
_CITIES = ("Rabat", "Salé", "Casablanca", "Oujda", None)


def run(size: Size) -> list[Result]:
    """Milliseconds a person: the rules with their reasons, and the whole use case that the window calls."""
    from app.funding.entries import Kind
    from app.funding.matching import match_facts
    from app.funding.pack import shipped_pack
    from app.funding.verdicts import Matcher

    people = _people(_PEOPLE[size])
    matcher = Matcher([entry for entry in shipped_pack().entries if entry.kind is not Kind.SERVICE])
    plain = _plain_comparisons(matcher)
    note = f"{len(people)} people, {len(matcher.entries)} entries, {len(plain)} comparisons"
    with tempfile.TemporaryDirectory() as folder:
        location = str(Path(folder) / "base.wasl")
        make_base(location)
        workspace = open_base(location)
        try:
            match_facts(workspace, people[0])  # the entries are read and checked once, at the first
            whole, again = timed_in_turn(
                people, lambda facts: match_facts(workspace, facts), lambda facts: _judged(matcher, facts)
            )
        finally:
            workspace.database.close()
    wide = _wide(matcher)
    wide_people = people[: max(len(people) // 5, 1)]
    many, naive = timed_in_turn(wide_people, lambda facts: wide.judge(facts), lambda facts: _one_by_one(wide, facts))
    crowd = _people(_CROWD[size])
    began = timed_in_turn([None] * 3, lambda _: _reversed(wide, crowd), lambda _: _bound(wide, crowd))
    columns = timed_in_turn([None] * 3, lambda _: _reversed(wide, crowd), lambda _: _in_columns(wide, crowd))
    edits = timed_in_turn(people[:40], lambda facts: _edited(facts), lambda _: _frame())
    rules, bare = timed_in_turn(people, lambda facts: _judged(matcher, facts), lambda _: _compare(plain))
    return [
        Result(
            "matching, rules", median(rules) * 1000, median(bare) * 1000, "ms",
            f"{note}; verdicts with their reasons, against a loop of as many `in`",
        ),
        Result(
            "matching, use case", median(whole) * 1000, median(again) * 1000, "ms",
            f"{note}; as the window asks for it (base, what would change it, next question), against the rules",
        ),
        Result(
            "matching, 200 options", median(many) * 1000, median(naive) * 1000, "ms",
            f"one person × {len(wide.entries)} options with reasons, against each condition judged by itself",
        ),
        Result(
            "reverse", median(began[0]) * 1000, median(began[1]) * 1000, "ms",
            f"{len(crowd)} people × {len(wide.entries)} options, the outcome of every condition kept, against one pass of plain "
            "dictionary look-ups over the same facts",
        ),
        Result(
            "reverse, columns", median(columns[0]) * 1000, median(columns[1]) * 1000, "ms",
            f"the same, against NumPy columns of every condition's outcome from the same facts (the fastest known way that "
            f"keeps explanations), {len(crowd)} people × {len(wide.entries)} options",
        ),
        Result(
            "edited criterion", median(edits[0]) * 1000, _FRAME * 1000, "ms",
            "a key in the criterion editor: the entry checked, said in three languages and judged again, against one frame",
        ),
    ]  # fmt: skip


def _wide(matcher: Matcher) -> Matcher:
    """A directory of 200 options: the catalogue's own, several times over with other ages and cities."""
    from app.funding.criteria import Criterion, CriterionKey, Operator
    from app.funding.verdicts import Matcher as Made

    entries = list(matcher.entries)
    for place in range(200 - len(entries)):
        entry = matcher.entries[place % len(matcher.entries)]
        age = Criterion(CriterionKey.AGE_MIN, Operator.AT_LEAST, bound=16 + place % 30)
        kept = tuple(one for one in entry.criteria if one.key is not CriterionKey.AGE_MIN)
        entries.append(replace(entry, id=f"{entry.id}_{place}", criteria=(*kept, age)))
    return Made(entries)


def _one_by_one(matcher: Matcher, facts: Facts) -> list[object]:
    return [
        criterion.comparison.judge(facts)
        for entry in matcher.entries
        for criterion in entry.criteria
        if criterion.decides
    ]


def _reversed(matcher: Matcher, people: list[Facts]) -> object:
    from app.funding.reverse import Crowd

    crowd = Crowd(matcher, enumerate(people))
    return [crowd.of(entry) for entry in matcher.entries]


def _in_columns(matcher: Matcher, people: list[Facts]) -> object:
    """The reference of the benchmark: one boolean column a condition, options put together from them."""
    import numpy as np

    from app.funding.criteria import Verdict
    from app.funding.facts import EVERY_FACT
    from app.funding.reverse import VALUES

    met = np.zeros((len(matcher.comparisons), len(people)), dtype=bool)
    failed = np.zeros_like(met)
    for fact in EVERY_FACT:
        among = matcher.bits_of(fact)
        if not among:
            continue
        codes: dict[object, int] = {}
        firsts: list[Facts] = []
        row = np.empty(len(people), dtype=np.int32)
        read = VALUES[fact]
        for place, one in enumerate(people):
            value = read(one)
            code = codes.get(value)
            if code is None:
                code = codes[value] = len(firsts)
                firsts.append(one)
            row[place] = code
        found = [matcher.outcomes(one, among) for one in firsts]
        for place in range(len(matcher.comparisons)):
            if among >> place & 1:
                met[place] = np.array([bool(one.met >> place & 1) for one in found])[row]
                failed[place] = np.array([bool(one.failed >> place & 1) for one in found])[row]
    said = []
    for entry, need in zip(matcher.entries, matcher.needs, strict=True):
        rows = [place for place in range(len(matcher.comparisons)) if need >> place & 1]
        state = entry.availability.judge(people[0].on)
        if state is not Verdict.CLOSED:
            said.append((met[rows].all(axis=0), failed[rows].any(axis=0)))
    return said


_FRAME = 1 / 60


def _frame() -> None:
    """A frame is given, not measured."""


def _edited(facts: Facts) -> object:
    from app.funding.editing import broken_because, edited_entry, said
    from app.funding.entry_writer import entry_data
    from app.funding.pack import shipped_pack
    from app.funding.verdicts import evaluate

    entry = _edited_entries.get("entry") or _edited_entries.setdefault("entry", shipped_pack().entries[0])
    held: Any = entry_data(entry)["criteria"]
    criteria = {**held, "age_min": {"at_least": 18 + facts.__hash__() % 20}}
    assert broken_because(entry, criteria) is None
    edited = edited_entry(entry, criteria)
    return said(edited), evaluate(edited, facts)


_edited_entries: dict[str, Any] = {}


def _bound(matcher: Matcher, people: list[Facts]) -> int:
    """What no way can do without: reading seven facts of each person and finding them in a table."""
    tables: list[dict[object, int]] = [{} for _ in range(7)]
    for one in people:
        for table, value in zip(
            tables,
            (one.situations, one.city, one.stage, one.legal_form, one.has_account, one.born, one.sex),
            strict=True,
        ):
            table[value] = table.get(value, 0) + 1
    return sum(len(table) for table in tables)


def _judged(matcher: Matcher, facts: Facts) -> list[object]:
    from app.funding.reasons import reasons
    from app.funding.verdicts import ranked

    return [(one.verdict, reasons(one)) for one in ranked(matcher.judge(facts))]


def _plain_comparisons(matcher: Matcher) -> list[tuple[str, frozenset[str]]]:
    """As many as there are deciding criteria and availabilities, each a word and the words it should be among."""
    count = sum(criterion.decides for entry in matcher.entries for criterion in entry.criteria) + len(matcher.entries)
    return [(f"mot{place % 7}", frozenset(f"mot{place % 5 + step}" for step in range(3))) for place in range(count)]


def _compare(plain: list[tuple[str, frozenset[str]]]) -> list[bool]:
    met = []
    for word, among in plain:
        met.append(word in among)
    return met


def _people(count: int) -> list[Facts]:
    from app.funding.facts import LEGAL_FORMS, SITUATIONS, STAGES, Facts, born_in

    dice = random.Random(1)
    return [
        Facts(
            on=_DAY,
            situations=frozenset(dice.sample(SITUATIONS, dice.randrange(3))),
            born=born_in(dice.randrange(1960, 2008)) if dice.random() < 0.7 else None,
            sex=dice.choice(("F", "M", None)),
            city=dice.choice(_CITIES),
            stage=dice.choice((*STAGES, None)),
            legal_form=dice.choice((*LEGAL_FORMS, None)),
            has_account=dice.choice((True, False, None)),
        )
        for _ in range(count)
    ]
