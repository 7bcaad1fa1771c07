"""The other way round: who of many people an option is open to, who it would be open to if one thing changed.

The rules look at facts one by one, so that each distinct value of a fact is judged once, whoever holds it. A condition is
then one long number, a bit for each person; an option is a few of them put together: 200 options take milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from app.funding.changes import WouldChange, would_change
from app.funding.criteria import Verdict
from app.funding.entries import Entry
from app.funding.facts import EVERY_FACT, AnyFact, Fact, Facts, NeedFact
from app.funding.verdicts import Matcher, evaluate

Who = TypeVar("Who")
_EVERY = 2_000
"""How many people are looked at between two reports of progress."""
_ORDER = (Verdict.NOT_ELIGIBLE, Verdict.ASK, Verdict.ELIGIBLE)


class Crowd(Generic[Who]):
    """Many people against one matcher, all as of one day. `met[i]` and `failed[i]` are the people for whom comparison i
    is met, or not met; neither is "ask": so every verdict keeps its reasons, condition by condition.
    """

    def __init__(
        self, matcher: Matcher, people: Iterable[tuple[Who, Facts]], progress: Callable[[int], None] | None = None
    ) -> None:
        """`progress` hears how many were looked at, and may stop it by raising."""
        self.matcher = matcher
        self.who: list[Who] = []
        self.facts: list[Facts] = []
        kinds: dict[AnyFact, dict[object, int]] = {fact: {} for fact in EVERY_FACT}
        outcomes: dict[AnyFact, list[tuple[int, int]]] = {fact: [] for fact in EVERY_FACT}
        rows: dict[AnyFact, list[int]] = {fact: [] for fact in EVERY_FACT}
        read = tuple(fact for fact in EVERY_FACT if matcher.bits_of(fact))
        for place, (who, facts) in enumerate(people, 1):
            self.who.append(who)
            self.facts.append(facts)
            for fact in read:
                value = VALUES[fact](facts)
                kind = kinds[fact].get(value)
                if kind is None:
                    kind = kinds[fact][value] = self._kind(fact, facts, outcomes[fact])
                rows[fact].append(kind)
            if progress is not None and place % _EVERY == 0:
                progress(place)
        self._all = (1 << len(self.who)) - 1
        self.met = [0] * len(matcher.comparisons)
        self.failed = [0] * len(matcher.comparisons)
        for fact in read:
            self._spread(fact, outcomes[fact], rows[fact])
        matcher.columns(self.met, self.failed, self._all)

    def of(self, entry: Entry) -> dict[Verdict, int]:
        """The people with each verdict for one entry of the matcher, as bits for `members`."""
        need = self.matcher.needs[self.matcher.entries.index(entry)]
        met, failed = self._all, 0
        for place in _places(need):
            met &= self.met[place]
            failed |= self.failed[place]
        state = entry.availability.judge(self.facts[0].on) if self.facts else Verdict.ASK
        found = dict.fromkeys(Verdict, 0)
        if state is Verdict.CLOSED:
            found[state] = self._all
            return found
        found[Verdict.NOT_ELIGIBLE] = failed
        found[state] |= met & ~failed
        found[Verdict.ASK] |= self._all & ~met & ~failed
        return found

    def places(self, bits: int) -> Iterator[int]:
        """Where the people of a set of bits stand in `who` and `facts`, in their order."""
        written = format(bits, f"0{len(self.who)}b") if self.who else ""
        place = written.find("1")
        while place >= 0:
            yield place
            place = written.find("1", place + 1)

    def _kind(self, fact: AnyFact, facts: Facts, outcomes: list[tuple[int, int]]) -> int:
        """Values that give the same outcomes are one kind: there are few, however many birth dates."""
        found = self.matcher.outcomes(facts, self.matcher.bits_of(fact))
        given = (found.met, found.failed)
        if given not in outcomes:
            outcomes.append(given)
        return outcomes.index(given)

    def _spread(self, fact: AnyFact, outcomes: list[tuple[int, int]], row: list[int]) -> None:
        """From one kind a person to one number a comparison: the digits 0 and 1 of a text read as a number."""
        text = "".join(map(chr, row))
        for place in _places(self.matcher.bits_of(fact)):
            bit = 1 << place
            for which, columns in ((0, self.met), (1, self.failed)):
                digits = {kind: "1" if one[which] & bit else "0" for kind, one in enumerate(outcomes)}
                if "1" in digits.values():
                    columns[place] = int(text.translate(digits), 2)


def close_to(entry: Entry, facts: Facts, enablers: Sequence[Entry]) -> tuple[WouldChange, ...]:
    """The single changes that would better a person's verdict: "eligible if one thing changed"."""
    judged = evaluate(entry, facts)
    if judged.verdict not in _ORDER:
        return ()
    rank = _ORDER.index(judged.verdict)
    return tuple(
        one
        for one in would_change(judged, enablers)
        if one.verdict in _ORDER and _ORDER.index(one.verdict) > rank and not one.fact.startswith("provider.")
    )


VALUES: dict[AnyFact, Callable[[Facts], object]] = {
    Fact.SITUATIONS: lambda facts: (facts.situations, facts.uncertain),
    Fact.CITY: lambda facts: facts.city,
    Fact.STAGE: lambda facts: facts.stage,
    Fact.LEGAL_FORM: lambda facts: facts.legal_form,
    Fact.HAS_ACCOUNT: lambda facts: facts.has_account,
    Fact.BIRTH_YEAR: lambda facts: facts.born,
    Fact.SEX: lambda facts: facts.sex,
    NeedFact.NEED_AMOUNT: lambda facts: facts.need_amount,
    NeedFact.NEED_PURPOSE: lambda facts: facts.need_purpose,
}
"""What of a person each fact is: equal values have the same outcomes."""


def _places(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
