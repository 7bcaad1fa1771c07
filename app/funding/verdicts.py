"""The verdict of entries for one person: each distinct comparison is judged once, however many entries share it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.funding.criteria import Comparison, Criterion, Operator, Verdict
from app.funding.entries import Entry
from app.funding.facts import EVERY_FACT, AnyFact, Facts

_BEST_FIRST = (Verdict.ELIGIBLE, Verdict.ASK, Verdict.NOT_ELIGIBLE, Verdict.CLOSED)


@dataclass(frozen=True, slots=True)
class EntryVerdict:
    """What can be said of one entry for one person, and of each of its deciding criteria, in the entry's order."""

    entry: Entry
    facts: Facts
    verdict: Verdict
    availability: Verdict
    criteria: tuple[tuple[Criterion, Verdict], ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The fields the sources leave open: "ce qu'on ne sait pas". They change no verdict."""
        return self.entry.unknown


def combine(availability: Verdict, criteria: Iterable[Verdict]) -> Verdict:
    """The verdict of an entry from those of its parts (`criteria_rule` of the catalogue).

    "Order: closed or suspended -> closed; else one deciding criterion not met -> not_eligible, whatever the
    availability; else one of them unknown, or availability not open -> ask; else eligible."
    """
    if availability is Verdict.CLOSED:
        return Verdict.CLOSED
    parts = {availability, *criteria}
    if Verdict.NOT_ELIGIBLE in parts:
        return Verdict.NOT_ELIGIBLE
    return Verdict.ASK if Verdict.ASK in parts else Verdict.ELIGIBLE


_alone: dict[int, Matcher] = {}
_MOST_KEPT = 1_000


def evaluate(entry: Entry, facts: Facts) -> EntryVerdict:
    """The verdict of one entry alone; for several, a Matcher shares the work."""
    known = _alone.get(id(entry))
    if known is None or known.entries[0] is not entry:
        if len(_alone) >= _MOST_KEPT:
            _alone.clear()
        known = _alone[id(entry)] = Matcher((entry,))
    return known.judge(facts)[0]


def ranked(verdicts: Iterable[EntryVerdict]) -> list[EntryVerdict]:
    """Eligible first, then ask with the fewest open points, then the rest; the directory's order within equals."""
    return sorted(verdicts, key=lambda one: (_BEST_FIRST.index(one.verdict), _open_points(one)))


def _open_points(one: EntryVerdict) -> int:
    return sum(verdict is Verdict.ASK for verdict in (one.availability, *(each for _criterion, each in one.criteria)))


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcome of every distinct comparison for one person: bit i of `met` or of `failed`; neither is "ask"."""

    met: int
    failed: int

    def of(self, bit: int) -> Verdict:
        """The outcome whose bit is set in `bit`."""
        if self.met & bit:
            return Verdict.ELIGIBLE
        return Verdict.NOT_ELIGIBLE if self.failed & bit else Verdict.ASK


class Matcher:
    """The directory made ready for matching; built once, then used for any number of people (no state of theirs).

    `comparisons` are the distinct deciding ones, comparison i being bit 1 << i, the parts of a group before the group
    itself; `needs` has for each entry the bits that must all be met; `groups` are the bits of groups. `answers` remembers what answers to a question would give, for whoever asks them.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        bits: dict[Comparison, int] = {}
        deciding = [[criterion for criterion in entry.criteria if criterion.decides] for entry in self.entries]
        self._criteria = [
            [(criterion, _place(criterion.comparison, bits)) for criterion in criteria] for criteria in deciding
        ]
        self.comparisons = tuple(bits)
        self._single = [(bit, one) for one, bit in bits.items() if not one.parts]
        self._groups = [
            (bit, one.operator, _union(bits[part] for part in one.parts)) for one, bit in bits.items() if one.parts
        ]
        self.groups = _union(bit for bit, _operator, _parts in self._groups)
        self.needs = tuple(_union(bit for _criterion, bit in criteria) for criteria in self._criteria)
        self._bits_of = {
            fact: _union(1 << place for place, one in enumerate(self.comparisons) if one.reads is fact)
            for fact in EVERY_FACT
        }
        self.answers: dict[object, list[Outcomes]] = {}

    def bits_of(self, fact: AnyFact) -> int:
        """The bits of the comparisons that read one fact."""
        return self._bits_of[fact]

    def outcomes(self, facts: Facts, among: int = -1) -> Outcomes:
        """Judges every comparison once, or only those whose bits are in `among`."""
        met = failed = 0
        for bit, comparison in self._single:
            if not among & bit:
                continue
            verdict = comparison.judge(facts)
            if verdict is Verdict.ELIGIBLE:
                met |= bit
            elif verdict is Verdict.NOT_ELIGIBLE:
                failed |= bit
        return self.grouped(Outcomes(met, failed)) if self._groups else Outcomes(met, failed)

    def grouped(self, single: Outcomes) -> Outcomes:
        """The outcomes with those of the groups, put together from their parts (`criteria.together`, said in bits)."""
        met, failed = single.met & ~self.groups, single.failed & ~self.groups
        for bit, operator, parts in self._groups:
            if operator is Operator.ALL:
                yes, no = not parts & ~met, bool(parts & failed)
            else:
                yes, no = bool(parts & met), not parts & ~failed
                if operator is Operator.NONE:
                    yes, no = no, yes
            met |= bit if yes else 0
            failed |= bit if no else 0
        return Outcomes(met, failed)

    def columns(self, met: list[int], failed: list[int], everybody: int) -> None:
        """The same for many people at once: `met[i]` and `failed[i]` have a bit for each person; groups are filled in."""
        for group, operator, parts in self._groups:
            places = [place for place in range(len(self.comparisons)) if parts >> place & 1]
            all_met, all_failed, any_met, any_failed = everybody, everybody, 0, 0
            for place in places:
                all_met, any_met = all_met & met[place], any_met | met[place]
                all_failed, any_failed = all_failed & failed[place], any_failed | failed[place]
            yes, no = (all_met, any_failed) if operator is Operator.ALL else (any_met, all_failed)
            here = group.bit_length() - 1
            met[here], failed[here] = (no, yes) if operator is Operator.NONE else (yes, no)

    def under(self, need: int) -> int:
        """The bits of the single comparisons an entry rests on, in the end."""
        found = need
        for bit, _operator, parts in reversed(self._groups):
            if found & bit:
                found = found & ~bit | parts
        return found

    def verdicts(self, facts: Facts) -> dict[str, Verdict]:
        """Entry id → verdict, and nothing else: the fast way."""
        outcomes = self.outcomes(facts)
        return {
            entry.id: verdict_in_bits(need, outcomes, entry.availability.judge(facts.on))
            for entry, need in zip(self.entries, self.needs, strict=True)
        }

    def judge(self, facts: Facts) -> tuple[EntryVerdict, ...]:
        """Each entry with its verdict and those of its criteria, in the directory's order."""
        outcomes = self.outcomes(facts)
        judged = []
        for entry, criteria in zip(self.entries, self._criteria, strict=True):
            availability = entry.availability.judge(facts.on)
            parts = tuple((criterion, outcomes.of(bit)) for criterion, bit in criteria)
            verdict = combine(availability, (part for _criterion, part in parts))
            judged.append(EntryVerdict(entry, facts, verdict, availability, parts))
        return tuple(judged)


def verdict_in_bits(need: int, outcomes: Outcomes, availability: Verdict) -> Verdict:
    """`combine`, said in bits."""
    if availability is Verdict.CLOSED:
        return Verdict.CLOSED
    if need & outcomes.failed:
        return Verdict.NOT_ELIGIBLE
    return Verdict.ASK if need & ~outcomes.met else availability


def _place(comparison: Comparison, bits: dict[Comparison, int]) -> int:
    """The bit of a comparison; those of its parts come before it."""
    for part in sorted(comparison.parts, key=repr):
        _place(part, bits)
    return bits.setdefault(comparison, 1 << len(bits))


def _union(bits: Iterable[int]) -> int:
    whole = 0
    for bit in bits:
        whole |= bit
    return whole
