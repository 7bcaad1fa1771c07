"""Steps that wait for one another for ever: an enabler that asks for what only comes after it."""

from __future__ import annotations

from collections.abc import Sequence

from app.funding.criteria import CriterionKey, Operator
from app.funding.entries import Entry, Kind


def cycle_of_enablers(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The ids of enablers that each ask for what the next one gives, the first one again at the end; () when none do."""
    enablers = {entry.id: entry for entry in entries if entry.kind is Kind.ENABLER}
    after = {one.id: _waits_for(one, list(enablers.values())) for one in enablers.values()}
    done: set[str] = set()
    for start in after:
        trail: list[str] = []
        found = _walk(start, after, trail, done)
        if found:
            return found
    return ()


def _walk(here: str, after: dict[str, list[str]], trail: list[str], done: set[str]) -> tuple[str, ...]:
    if here in trail:
        return (*trail[trail.index(here) :], here)
    if here in done:
        return ()
    trail.append(here)
    for following in after[here]:
        if found := _walk(following, after, trail, done):
            return found
    trail.pop()
    done.add(here)
    return ()


def _waits_for(entry: Entry, enablers: Sequence[Entry]) -> list[str]:
    """The enablers without which its conditions cannot be met: whoever accepts a form that no step gives waits for none."""
    waits = []
    forms = entry.criterion(CriterionKey.LEGAL_FORM)
    given = {one.gives.legal_form for one in enablers if one.gives.legal_form}
    if forms is not None and forms.operator is Operator.AMONG and not forms.outside and set(forms.values) <= given:
        waits += [one.id for one in enablers if one.gives.legal_form in forms.values]
    account = entry.criterion(CriterionKey.ACCOUNT_REQUIRED)
    if account is not None and account.operator is Operator.REQUIRED:
        waits += [one.id for one in enablers if one.gives.has_account]
    return waits
