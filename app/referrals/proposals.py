"""What a refusal proposes to change in the directory: the least that makes the entry refuse whoever was refused. Pure.

Source: PRODUCT.md R6. A proposal is read and saved by a supervisor; nothing changes by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from app.funding.changes import value_of
from app.funding.cities import city_key
from app.funding.criteria import EVERYWHERE, FACT_OF, OTHER_CITIES, VOCABULARIES, Criterion, CriterionKey, Operator
from app.funding.entries import Entry
from app.funding.entry_writer import criterion_data
from app.funding.facts import SITUATIONS, Fact, Facts
from app.people.dates import age

Data = dict[str, Any]
_LISTS = ("accepted", "refused", "unknown")
_AGES = {CriterionKey.AGE_MIN: (Operator.AT_LEAST, 1), CriterionKey.AGE_MAX: (Operator.AT_MOST, -1)}
_YES = "yes"


def fact_on(facts: Facts, criterion: str, on: date) -> str | None:
    """The one word of a person that a criterion asks for (the situations are kept beside it); None when unknown."""
    fact = FACT_OF.get(CriterionKey(criterion))
    if fact is Fact.SITUATIONS or fact is None:
        return None
    if fact is Fact.BIRTH_YEAR:
        ages = {age(day, on) for day in facts.born or ()}
        return str(ages.pop()) if len(ages) == 1 else None
    found = value_of(facts, fact)
    if isinstance(found, bool):
        return _YES if found else "no"
    return None if found is None else str(found)


def proposed(entry: Entry, criterion: str, situations: Collection[str], fact: str | None) -> Data | None:
    """The criterion as it would refuse them, in the shape of the pack; None when a refusal alone does not say how."""
    key = CriterionKey(criterion)
    held = entry.criterion(key)
    if key is CriterionKey.SITUATIONS:
        return _situations(held, [one for one in SITUATIONS if one in situations])
    if key is CriterionKey.ACCOUNT_REQUIRED:
        return None if fact == _YES else {Operator.REQUIRED.value: True}
    change = _CHANGES.get(key)
    return change(key, held, fact) if change and fact is not None else None


def _situations(held: Criterion | None, refused: list[str]) -> Data | None:
    if not refused:
        return None
    before: Data = criterion_data(held) if held else {name: [] for name in _LISTS}
    lists = {name: [one for one in before[name] if one not in refused] for name in _LISTS}
    return {**lists, "refused": [one for one in SITUATIONS if one in {*lists["refused"], *refused}]}


def _age(key: CriterionKey, _held: Criterion | None, fact: str) -> Data:
    operator, step = _AGES[key]
    return {operator.value: int(fact) + step}


def _among(key: CriterionKey, held: Criterion | None, fact: str) -> Data | None:
    among = held.values if held and held.operator is Operator.AMONG else VOCABULARIES[key]
    left = [one for one in among if one != fact]
    outside = criterion_data(held).get("outside") if held else None
    if not left or fact not in among:
        return None
    return {Operator.AMONG.value: left, "outside": outside} if outside else {Operator.AMONG.value: left}


def _cities(_key: CriterionKey, held: Criterion | None, fact: str) -> Data | None:
    named = [one for one in held.values if city_key(one) != city_key(fact)] if held else []
    if not named or {*named} & {*EVERYWHERE, OTHER_CITIES}:
        return None
    return {Operator.SERVED.value: named, "exclusive": True}


_CHANGES: dict[CriterionKey, Callable[[CriterionKey, Criterion | None, str], Data | None]] = {
    CriterionKey.AGE_MIN: _age, CriterionKey.AGE_MAX: _age, CriterionKey.SEX: _among, CriterionKey.STAGE: _among,
    CriterionKey.LEGAL_FORM: _among, CriterionKey.CITIES: _cities,
}  # fmt: skip
