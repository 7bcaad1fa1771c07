"""What an agency did for the invented people: consents, contacts, needs, referrals followed to their end, appointments."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.appointments.calendar import instant_of, slots_of
from app.referrals.lifecycle import REFUSAL_REASONS, RESULTS, State, Step, Told, after, legal_steps
from app.referrals.six_months import AFTER_DAYS, FOLLOWED
from app.upkeep.demo.people import Home, Invented
from app.upkeep.demo.rows import Rows
from app.workspace import LOCAL_ZONE
from db.models import (
    Answer,
    Appointment,
    Consent,
    Decision,
    Ending,
    FollowUp,
    Interaction,
    InteractionKind,
    Manner,
    Need,
    Outcome,
    Progress,
    Purpose,
    Referral,
    ReferralStep,
    Result,
    Slip,
    SlipState,
    Source,
)

_PURPOSES = (
    "Matériel de couture", "Fonds de roulement", "Loyer d’un local", "Achat d’un triporteur", "Équipement de cuisine",
    "Outils de réparation", "Stock de départ", "Formation",
)  # fmt: skip
_ANSWERS = {
    Step.RECEIVED: 4, Step.ACCEPTED: 5, Step.REFUSED: 2, Step.WAITING: 2, Step.AWAITING_PERSON: 1, Step.RESULT: 6,
    Step.CLOSE: 1, Step.HAND_OVER: 2,
}  # fmt: skip
_TOLD_BY = ("coupon", "call", "call", "list", "person")
_SILENT_DAYS = 75
_ENDINGS = ("unreachable", "no_show", "no_answer", "cancelled", "declined")


@dataclass(frozen=True, slots=True)
class Option:
    """An entry one can be referred to, and who receives."""

    entry_id: UUID
    provider_id: UUID


@dataclass(slots=True)
class Calendar:
    """Which slots of which host are taken, so that no two appointments clash."""

    today: date
    taken: set[tuple[UUID, date, time]] = field(default_factory=set)

    def book(self, dice: random.Random, hosts: tuple[UUID, ...], around: date) -> tuple[UUID, date, time] | None:
        """A free slot within three weeks after `around`, or None when luck had it otherwise."""
        for _ in range(6):
            host, day = dice.choice(hosts), around + timedelta(days=dice.randrange(1, 22))
            slots = slots_of(day, {}, 30)
            if slots and (chosen := (host, day, dice.choice(slots))) not in self.taken:
                self.taken.add(chosen)
                return chosen
        return None


@dataclass(frozen=True, slots=True)
class Files:
    """The one specimen that stands behind every demonstration slip: rendering each would take hours."""

    file_id: UUID
    sha256: str
    wording_hash: str


def work_for(
    rows: Rows, dice: random.Random, home: Home, who: Invented, since: datetime, calendar: Calendar,
    options: tuple[Option, ...], files: Files,
) -> None:  # fmt: skip
    """Adds what was done for one person since they first came. Slips are left without a code: numbers come in series."""
    _consents(rows, dice, who, since, files)
    days = max((calendar.today - since.date()).days, 0)
    for kind, chance in (
        (InteractionKind.INFORMED, 0.9),
        (InteractionKind.ORIENTED, 0.55),
        (InteractionKind.ACCOMPANIED, 0.3),
    ):
        if dice.random() < chance:
            _contact(rows, home, who, kind, _later(dice, since, days))
    if dice.random() < 0.5:
        _appointment(rows, dice, home, who, calendar, _later(dice, since, days))
    if dice.random() < 0.65:
        need = rows.add(
            Need, since, person_id=who.id, project_id=who.project_id, number=1, purpose=dice.choice(_PURPOSES),
            amount_centimes=dice.choice((None, *(n * 500_000 for n in range(1, 20)))),
        )  # fmt: skip
        if options and dice.random() < 0.75:
            _referral(
                rows, dice, home, who, need, _later(dice, since, days), calendar.today, dice.choice(options), files
            )


def _consents(rows: Rows, dice: random.Random, who: Invented, at: datetime, files: Files) -> None:
    for purpose, chance in ((Purpose.DOSSIER, 0.97), (Purpose.STATISTICS, 0.9), (Purpose.CONTACT, 0.85)):
        if dice.random() < chance:
            answer = Answer.GIVEN if purpose is Purpose.DOSSIER or dice.random() < 0.93 else Answer.REFUSED
            rows.add(
                Consent, at, person_id=who.id, purpose=purpose, answer=answer, manner=dice.choice(list(Manner)),
                language=dice.choice(("fr", "ar", "en")), wording_hash=files.wording_hash, answered_at=at,
            )  # fmt: skip


def _contact(
    rows: Rows,
    home: Home,
    who: Invented,
    kind: InteractionKind,
    at: datetime,
    entry: UUID | None = None,
    referral: UUID | None = None,
) -> None:
    day = at.astimezone(LOCAL_ZONE).date()
    rows.add(
        Interaction,
        at,
        person_id=who.id,
        agency_id=home.agency_id,
        kind=kind,
        on=day,
        at=at,
        entry_id=entry,
        referral_id=referral,
    )


def _appointment(rows: Rows, dice: random.Random, home: Home, who: Invented, calendar: Calendar, at: datetime) -> None:
    slot = calendar.book(dice, home.hosts, at.date())
    if slot is None:
        return
    host, day, starts = slot
    begins = instant_of(day, starts)
    outcome = dice.choices((*Outcome, None), (70, 14, 6, 6, 4))[0] if day < calendar.today else None
    came = outcome is Outcome.CAME
    rows.add(
        Appointment, at, person_id=who.id, agency_id=home.agency_id, host_id=host, day=day, starts=starts, minutes=30,
        zone=str(LOCAL_ZONE), starts_at=begins, ends_at=begins + timedelta(minutes=30), outcome=outcome,
        arrived_at=begins + timedelta(minutes=dice.randrange(-10, 15)) if came else None,
        left_at=begins + timedelta(minutes=dice.randrange(20, 50)) if came else None,
    )  # fmt: skip


def _referral(
    rows: Rows, dice: random.Random, home: Home, who: Invented, need: UUID, at: datetime, today: date, option: Option,
    files: Files,
) -> None:  # fmt: skip
    """A walk through the real rule of a referral's life, so that no demonstration shows what cannot be."""
    state, told = _life(dice, at.date(), today)
    last = {step.step: step for step in told}
    decided, result = last.get(Step.ACCEPTED) or last.get(Step.REFUSED), last.get(Step.RESULT)
    refused = state.decision == "refused"
    referral = rows.add(
        Referral, at, person_id=who.id, need_id=need, entry_id=option.entry_id, provider_id=option.provider_id,
        agency_id=home.agency_id, agent_id=who.agent_id, progress=Progress(state.progress.value),
        decision=Decision(state.decision) if state.decision else None, result=Result(state.result) if state.result else None,
        ending=Ending(state.ending) if state.ending else None, owner=state.owner, due_on=state.due_on, issued_on=at.date(),
        decided_on=decided.on if decided and state.decision else None, result_on=result.on if result else None,
        refusal_reason=dice.choice(REFUSAL_REASONS) if refused else None, verdict="ask",
        amount_centimes=dice.randrange(3, 40) * 100_000 if state.result == "funded" else None,
        closed_on=told[-1].on if state.progress.value == "closed" else None,
    )  # fmt: skip
    for step in told:
        kind = step.step.value if step.word is None else f"{step.step.value}:{step.word}"
        moment = instant_of(step.on, time(10, 0))
        rows.add(
            ReferralStep,
            moment,
            referral_id=referral,
            kind=kind,
            on=step.on,
            at=moment,
            source=Source(step.source),
            until=step.until,
        )
    rows.add(
        Slip, at, referral_id=referral, code="", edition=1, languages=dice.choice(("fr-ar", "fr-ar", "en-ar")),
        paper_format=dice.choice(("a4", "a5")), state=SlipState.PRINTED, file_id=files.file_id, sha256=files.sha256,
        shared_fields=[], issued_at=at, copies_printed=1,
    )  # fmt: skip
    _contact(rows, home, who, InteractionKind.REFERRED, at, option.entry_id, referral)
    if result is not None and state.result in FOLLOWED:
        _six_months(rows, random.Random(at.timestamp()), referral, result.on + timedelta(days=AFTER_DAYS), today)


def _six_months(rows: Rows, dice: random.Random, referral: UUID, due: date, today: date) -> None:
    """Its own dice: what was invented before stays what it was. Some are not reached, and some do not know."""
    on = due + timedelta(days=dice.randrange(20))
    if on > today:
        return
    reached = dice.random() < 0.8
    answers = {
        name: dice.choices((True, False, None), weights)[0] if reached else None
        for name, weights in (("money_came", (8, 1, 1)), ("business_alive", (6, 2, 2)), ("is_satisfied", (6, 2, 1)))
    }
    rows.add(FollowUp, instant_of(on, time(11, 0)), referral_id=referral, on=on, reached=reached, note=None, **answers)


def _life(dice: random.Random, issued: date, today: date) -> tuple[State, list[Told]]:
    """Steps as they may follow each other; what stayed silent for long was closed by somebody, as the house asks."""
    told = [Told(Step.ISSUE, issued, "agency")]
    state = after(State(), told[0])
    while len(told) < 6 and (step := _next(dice, state, told, today)) is not None:
        state = after(state, step, told)
        told.append(step)
    silent_since = told[-1].on + timedelta(days=_SILENT_DAYS)
    if state.progress.value != "closed" and silent_since <= today:
        told.append(Told(Step.CLOSE, silent_since, "agency", "no_answer"))
        state = after(state, told[-1], told[:-1])
    return state, told


def _next(dice: random.Random, state: State, told: list[Told], today: date) -> Told | None:
    on = told[-1].on + timedelta(days=dice.randrange(2, 40))
    steps = [step for step in _ANSWERS if step in legal_steps(state)]
    if on > today or not steps:
        return None
    step = dice.choices(steps, [_ANSWERS[step] for step in steps])[0]
    word = dice.choice(RESULTS) if step is Step.RESULT else dice.choice(_ENDINGS) if step is Step.CLOSE else None
    until = on + timedelta(days=dice.randrange(10, 60)) if step is Step.WAITING else None
    found = Told(step, on, dice.choice(_TOLD_BY), word, until)
    return found if _is_new(found, told) else None


def _is_new(told: Told, earlier: list[Told]) -> bool:
    return all((told.step, told.source, told.until) != (one.step, one.source, one.until) for one in earlier)


def _later(dice: random.Random, since: datetime, days: int) -> datetime:
    return since + timedelta(days=dice.randrange(min(days, 120) + 1))
