"""A pack against the catalogue here, field by field: base is what a pack said last, theirs the new pack, mine what stands here.

Three ways, so that what the agency has learnt by telephone is not lost to a pack that is merely newer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Data = Mapping[str, Any]
_PARTS = ("terms", "criteria", "contact")
WHOLE = "*"
"""The field of a row that stands for something whole: it is new in the pack, or no longer in it."""


class _Missing:
    def __repr__(self) -> str:
        return "-"


MISSING: Any = _Missing()
"""The field is not there at all, which is not "not known" (None)."""


class Noun(StrEnum):
    """What a row is about."""

    ENTRY = "entry"
    PROVIDER = "provider"
    BRANCH = "branch"


class Change(StrEnum):
    """How one field stands. GONE: the pack no longer has it, and it stays here as it is."""

    THEIRS_NEW = "theirs_new"
    MINE_KEPT = "mine_kept"
    BOTH_CHANGED = "both_changed"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One field that is not the same on the three sides."""

    noun: Noun
    slug: str
    field: str
    change: Change
    base: Any
    mine: Any
    theirs: Any

    @property
    def id(self) -> str:
        """What a choice names it by: `inmaa_microcredit.terms.rate`."""
        return f"{self.slug}.{self.field}"

    @property
    def is_choice(self) -> bool:
        """Whether it can be said which side stands."""
        return self.change is not Change.GONE

    def takes_theirs(self, theirs: Collection[str], mine: Collection[str]) -> bool:
        """Whether the pack's side stands, after what was chosen; what was edited here stands unless chosen away."""
        if self.id in theirs:
            return self.is_choice
        return self.change in (Change.THEIRS_NEW, Change.ADDED) and self.id not in mine


def diff(noun: Noun, slug: str, base: Data | None, mine: Data | None, theirs: Data | None) -> tuple[DiffRow, ...]:
    """The fields that differ. `base` None: it is not known what a pack said last, so that a difference is everybody's."""
    if mine is None or theirs is None:
        change = Change.ADDED if mine is None else Change.GONE
        return (DiffRow(noun, slug, WHOLE, change, base, mine, theirs),)
    before = None if base is None else flat(base)
    here, there = flat(mine), flat(theirs)
    rows = []
    for field in [*here, *(field for field in there if field not in here)]:
        sides = (MISSING if before is None else before.get(field, MISSING), here.get(field, MISSING),
                 there.get(field, MISSING))  # fmt: skip
        if sides[1] != sides[2]:
            rows.append(DiffRow(noun, slug, field, _change(before is not None, *sides), *sides))
    return tuple(rows)


def merged(mine: Data, theirs: Data, rows: Collection[DiffRow], from_theirs: Collection[str]) -> dict[str, Any]:
    """Mine, with the fields of `rows` whose id is in `from_theirs` as the pack has them."""
    fields, there = flat(mine), flat(theirs)
    for row in rows:
        if row.id in from_theirs:
            fields.pop(row.field, None)
            if row.field in there:
                fields[row.field] = there[row.field]
    whole: dict[str, Any] = {part: {} for part in _PARTS if part in mine or part in theirs}
    for field, value in fields.items():
        part, dot, name = field.partition(".")
        if dot:
            whole[part][name] = value
        else:
            whole[field] = value
    return whole


def flat(data: Data) -> dict[str, Any]:
    """One level: `terms.rate`, `criteria.age_min`, `contact.phone` beside the fields of the entry itself."""
    return dict(_fields(data))


def _fields(data: Data) -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        if key in _PARTS and isinstance(value, Mapping):
            yield from ((f"{key}.{name}", inner) for name, inner in value.items())
        else:
            yield key, value


def _change(base_known: bool, base: Any, mine: Any, theirs: Any) -> Change:
    if base_known and mine == base:
        return Change.THEIRS_NEW
    return Change.MINE_KEPT if base_known and theirs == base else Change.BOTH_CHANGED
