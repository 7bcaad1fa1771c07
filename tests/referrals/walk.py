"""The rule of a referral's life walked at random: `python -m tests.referrals.walk [STEPS] [SEED]` prints what was met.

Every step of every kind is tried from wherever the walk stands; what the rule takes must be what it calls legal, and
nothing that is open may be without an owner and a date.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from dataclasses import dataclass, field, fields
from datetime import date, timedelta

from app.errors import Refused
from app.referrals.lifecycle import ANSWERS, CLOSINGS, RESULTS, Progress, State, Step, Told, after, is_open, legal_steps

_SOURCES = ("coupon", "call", "list", "person")
_START = date(2026, 1, 5)
_LONGEST = 40


@dataclass(slots=True)
class Met:
    """How often what was met; `broken` must stay empty."""

    walks: int = 0
    legal: int = 0
    illegal: int = 0
    same_answer: int = 0
    open_without_owner_or_date: int = 0
    states: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    endings: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """Plain values, with how many different ones there were."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {"different_states": len(self.states), **values}


def walked(steps: int, seed: int) -> Met:
    """So many steps tried."""
    dice, met = random.Random(seed), Met()
    while met.legal + met.illegal + met.same_answer < steps:
        _walk(dice, met)
        met.walks += 1
    return met


def _walk(dice: random.Random, met: Met) -> None:
    state, earlier, day = State(), list[Told](), _START
    for _ in range(_LONGEST):
        day += timedelta(days=dice.randrange(30))
        told = _told(dice, day)
        legal = told.step in legal_steps(state)
        try:
            found = after(state, told, earlier)
        except Refused as error:
            _refused(met, told, legal, error.key)
            continue
        if not legal:
            met.broken.append(f"{told.step} was taken from {state.progress}")
        met.legal += 1
        met.taken[told.step.value] += 1
        state, earlier = found, [] if told.step is Step.REOPEN else [*earlier, told]
        _look(met, state)


def _told(dice: random.Random, day: date) -> Told:
    step = dice.choice(list(Step))
    words = {Step.CLOSE: CLOSINGS, Step.RESULT: RESULTS}.get(step)
    until = day + timedelta(days=dice.randrange(60)) if step is Step.WAITING and dice.random() < 0.5 else None
    return Told(step, day, dice.choice(_SOURCES), dice.choice(words) if words else None, until)


def _refused(met: Met, told: Told, legal: bool, key: str) -> None:
    met.refused[told.step.value] += 1
    if key == "referral.same_answer" and legal and told.step in ANSWERS:
        met.same_answer += 1
    elif key == "referral.illegal_step" and not legal:
        met.illegal += 1
    else:
        met.broken.append(f"{told.step}: {key}, although legal={legal}")


def _look(met: Met, state: State) -> None:
    met.states["/".join((state.progress.value, state.decision or "-", state.result or "-", state.ending or "-"))] += 1
    if state.ending is not None:
        met.endings[state.ending] += 1
    if is_open(state) and state.progress is not Progress.PREPARED and not (state.owner and state.due_on):
        met.open_without_owner_or_date += 1
    if is_open(state) == (state.ending is not None):
        met.broken.append(f"{state.progress} with ending {state.ending}")
    if state.result is not None and state.decision != "accepted":
        met.broken.append(f"a result after {state.decision}")


def main() -> int:
    """Walks and prints; 1 when anything was broken."""
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    met = walked(steps, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    sys.stdout.write(json.dumps(met.as_json(), indent=1) + "\n")
    return 1 if met.broken or met.open_without_owner_or_date else 0


if __name__ == "__main__":
    sys.exit(main())
