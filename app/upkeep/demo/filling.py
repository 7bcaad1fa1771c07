"""Filling a base with a demonstration, in batches that are each whole."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.journal import record
from app.accounts.number_series import reserve_numbers, settle_numbers
from app.accounts.numbers import NumberKind
from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.appointments.calendar import instant_of
from app.errors import Refused
from app.upkeep.demo.people import Home, invent_person
from app.upkeep.demo.places import add_sessions, card_of_home, demo_homes
from app.upkeep.demo.rows import Rows
from app.upkeep.demo.work import Calendar, Files, Option, work_for
from app.workspace import AgencyCard
from db.files import store_bytes
from db.models import (
    Appointment,
    AvailabilityState,
    CallBack,
    Consent,
    ConsentWording,
    DirectoryEntry,
    EntryProvider,
    FollowUp,
    HeadCount,
    IdentityDocument,
    Interaction,
    Need,
    OutreachSession,
    Person,
    PersonPhone,
    Project,
    ProjectMember,
    Referral,
    ReferralStep,
    Slip,
)  # fmt: skip
from db.search import add_keys
from db.sounds import SoundsOf, add_sounds
from reports.pdf.slip import SlipData, render_slip

if TYPE_CHECKING:
    from app.workspace import Workspace

YEARS = 3
_BATCH = 2_000
_OWN_SHARE, _OTHER_SHARE = 0.6, 0.2
# Parents before children: the order in which the tables of a batch are written.
_ORDER = (
    Person, PersonPhone, IdentityDocument, Project, ProjectMember, Consent, Need, Appointment, Referral, ReferralStep, Slip,
    FollowUp, Interaction, OutreachSession, HeadCount, CallBack,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every batch needs: where, when, to whom, and the paper behind each slip."""

    homes: tuple[tuple[AgencyCard, Home], ...]
    calendar: Calendar
    options: tuple[Option, ...]
    files: Files


@use_case(right=Right.IMPORT_PEOPLE, undo=Undo.FINAL, audit="base.demo_filled")
def fill_demo(workspace: Workspace, people: int, seed: int, progress: Callable[[int, int], None] | None = None) -> int:
    """Adds invented people and what was done for them over three years in three agencies. Gives how many.

    The same seed on the same day makes the same demonstration. The journal gets one line a batch: this is no real work.
    Raises Refused when the numbers of a year are used up.
    """
    if people < 1:
        raise Refused("demo.nobody")
    dice = random.Random(seed)
    today = workspace.clock.today()
    with writing(workspace) as session:
        scene = _scene(workspace, session, today)
        rows = Rows(workspace.user.id)
        for _card, home in scene.homes:
            add_sessions(rows, dice, home, today, YEARS)
        rows.write(session, _ORDER)
        record(session, "base.demo_filled", "agency", workspace.agency.id, {"people": people, "seed": seed})
    for first in range(0, people, _BATCH):
        count = min(_BATCH, people - first)
        with writing(workspace) as session:
            _batch(workspace, session, dice, scene, count)
        if progress is not None:
            progress(first + count, people)
    return people


def _batch(workspace: Workspace, session: Session, dice: random.Random, scene: _Scene, count: int) -> None:
    rows = Rows(workspace.user.id)
    today = scene.calendar.today
    keys: list[tuple[UUID, str, str]] = []
    sounds: list[SoundsOf] = []
    owners: dict[str, UUID | None] = {}
    for card, home, days in _shares(dice, scene, count):
        codes = _reserved(session, NumberKind.DOSSIER, card, [day.year for day in days])
        for code, day in zip(codes, days, strict=True):
            came = instant_of(day, time(dice.randrange(9, 16), dice.randrange(60)))
            who = invent_person(rows, dice, home, code, came, today)
            work_for(rows, dice, home, who, came, scene.calendar, scene.options, scene.files)
            keys += who.keys
            sounds.append(who.sounds)
            owners[code] = who.id
    owners |= _number_slips(session, scene, rows)
    rows.write(session, _ORDER)
    add_keys(session, keys)
    add_sounds(session, sounds)
    settle_numbers(session, owners)
    record(session, "base.demo_filled", "person", None, {"people": count})


def _shares(dice: random.Random, scene: _Scene, count: int) -> list[tuple[AgencyCard, Home, list[date]]]:
    """How many of a batch each agency receives, and on which working days: more of late, as an agency grows."""
    places = dice.choices(range(len(scene.homes)), [_OWN_SHARE, *[_OTHER_SHARE] * (len(scene.homes) - 1)], k=count)
    return [
        (*home, [_working_day(dice, scene.calendar.today) for _ in range(places.count(place))])
        for place, home in enumerate(scene.homes)
    ]


def _working_day(dice: random.Random, today: date) -> date:
    day = today - timedelta(days=int(YEARS * 365 * dice.random() ** 1.4))
    return day - timedelta(days=max(0, day.weekday() - 4))


def _reserved(session: Session, kind: NumberKind, agency: AgencyCard, years: list[int]) -> list[str]:
    """A number for each of `years`, in their order."""
    waiting = {
        year: iter(reserve_numbers(session, kind, agency, year, years.count(year))) for year in sorted(set(years))
    }
    return [next(waiting[year]) for year in years]


def _number_slips(session: Session, scene: _Scene, rows: Rows) -> dict[str, UUID | None]:
    """Gives every slip of the batch its number from the series of the agency and year that issued it."""
    agencies = {referral["id"]: referral["agency_id"] for referral in rows.kept.get(Referral, [])}
    owners: dict[str, UUID | None] = {}
    for card, home in scene.homes:
        slips = [slip for slip in rows.kept.get(Slip, []) if agencies[slip["referral_id"]] == home.agency_id]
        codes = _reserved(session, NumberKind.SLIP, card, [slip["issued_at"].year for slip in slips])
        for slip, code in zip(slips, codes, strict=True):
            slip["code"] = code
            owners[code] = slip["id"]
    return owners


def _scene(workspace: Workspace, session: Session, today: date) -> _Scene:
    homes = tuple((card_of_home(session, home), home) for home in demo_homes(workspace, session))
    wording = session.scalars(select(ConsentWording.sha256).where(ConsentWording.language == "fr")).first() or ""
    content = render_slip(_specimen(today))
    file_id = store_bytes(session, workspace.database, content)
    files = Files(file_id, hashlib.sha256(content).hexdigest(), wording)
    return _Scene(homes, Calendar(today), _options(session), files)


def _options(session: Session) -> tuple[Option, ...]:
    """The entries of the directory that are not closed, each with the provider who receives."""
    query = (
        select(DirectoryEntry.id, EntryProvider.provider_id)
        .join(EntryProvider, EntryProvider.entry_id == DirectoryEntry.id)
        .where(EntryProvider.role == "runs", DirectoryEntry.availability != AvailabilityState.CLOSED)
        .order_by(DirectoryEntry.position, DirectoryEntry.slug, EntryProvider.position)
    )
    return tuple(Option(entry_id, provider_id) for entry_id, provider_id in session.execute(query))


def _specimen(today: date) -> SlipData:
    """The paper behind every slip of the demonstration: it names nobody."""
    shown = dict.fromkeys(("fr", "ar", "en"), "—")
    return SlipData(
        number=None, code=None, issued_on=today, agency=shown, agency_phone=None, agent="—", person="Démonstration",
        person_ar="تجربة", extras=(), purpose=None, amount_centimes=None, entry=shown, provider=shown, branch=None,
        address=None, phone=None, hours=None, address_confirmed=False, phone_first=False, documents=(), appointment=None,
        consent=shown, consent_on=None, consent_is_model=True,
    )  # fmt: skip
