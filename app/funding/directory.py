"""The directory in the base: filled from the shipped pack, read back as the rules know it, and matched with people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import ConflictingEdit, NotFound, Refused
from app.funding.entries import Branch, Entry, Provider
from app.funding.entry_reader import read_entry
from app.funding.entry_writer import entry_data
from app.funding.facts import Facts
from app.funding.located import items_of
from app.funding.pack import shipped_pack
from app.funding.row_keys import row_keys
from app.funding.texts import Texts
from app.funding.verdicts import EntryVerdict, Matcher
from app.people.dossier import birth_of, situations_of
from app.people.registration import load_person
from db.models import AvailabilityState, DirectoryEntry, EntryKind, EntryProvider, Need, Project, ProjectMember
from db.models import Branch as BranchRow
from db.models import Criterion as CriterionRow
from db.models import Provider as ProviderRow

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry as the directory lists it: the rules' own entry, its row and its last check."""

    id: UUID
    version: int
    entry: Entry
    last_checked_on: date | None
    check_every_days: int | None = None
    is_edited_here: bool = False


@dataclass(frozen=True, slots=True)
class ListedBranch:
    """One address of a provider, with its row."""

    id: UUID
    version: int
    provider_id: UUID
    name: str | None
    address: str | None
    city: str | None
    phone: str | None
    is_confirmed: bool
    hours: Texts | None = None
    note: Texts | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ListedProvider:
    """A provider with its branches, as an entry's page shows them."""

    id: UUID
    slug: str
    name: Texts
    role: str
    branches: tuple[ListedBranch, ...]


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="directory.listed")
def list_entries(workspace: Workspace, kind: str | None = None) -> list[ListedEntry]:
    """The entries of the directory, in its order."""
    with reading(workspace) as session:
        return [one for one in listed_entries(session) if kind is None or one.entry.kind == kind]


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="directory.entry_read")
def entry_providers(workspace: Workspace, slug: str) -> tuple[ListedEntry, tuple[ListedProvider, ...]]:
    """One entry with who runs it and where. Raises NotFound."""
    with reading(workspace) as session:
        return entry_by_slug(session, slug), providers_of(session, slug)


@use_case(right=Right.REFER, undo=Undo.UNDOABLE, audit="branch.confirmed")
def confirm_branch(
    workspace: Workspace, branch_id: UUID, version: int, *, address: str, city: str | None, phone: str | None
) -> None:
    """Keeps an address that somebody has just confirmed: from now on slips print it. Raises ConflictingEdit, Refused."""
    if not address.strip():
        raise Refused("branch.address_missing")
    with writing(workspace) as session:
        row = session.get_one(BranchRow, branch_id)
        if row.version != version:
            raise ConflictingEdit("row.changed")
        row.address, row.city, row.phone = address.strip(), city, phone
        row.is_confirmed, row.confirmed_on = True, workspace.clock.today()


def install_catalogue(session: Session) -> None:
    """Fills a new base's directory from the shipped pack."""
    pack = shipped_pack()
    providers = {one.id: _provider_row(one) for one in pack.providers}
    session.add_all(providers.values())
    session.flush()
    session.add_all(_branch_row(branch, providers[branch.provider_id].id) for branch in pack.branches)
    for position, entry in enumerate(pack.entries):
        session.add(_entry_row(entry, position, {slug: row.id for slug, row in providers.items()}))


def listed_entries(session: Session) -> list[ListedEntry]:
    """Every entry, in the directory's order."""
    return [_listed(row) for row in session.scalars(select(DirectoryEntry).order_by(DirectoryEntry.position))]


def provider_names(session: Session) -> dict[str, Texts]:
    """The name of each provider, by its id of the catalogue."""
    return {slug: _texts(name) for slug, name in session.execute(select(ProviderRow.slug, ProviderRow.name))}


def entry_by_slug(session: Session, slug: str) -> ListedEntry:
    """One entry. Raises NotFound."""
    row = session.scalars(select(DirectoryEntry).where(DirectoryEntry.slug == slug)).first()
    if row is None:
        raise NotFound("option.not_found", option=slug)
    return _listed(row)


def providers_of(session: Session, slug: str) -> tuple[ListedProvider, ...]:
    """Who runs an entry first, then who backs it, each with its branches."""
    query = (
        select(ProviderRow, EntryProvider.role)
        .join(EntryProvider, EntryProvider.provider_id == ProviderRow.id)
        .join(DirectoryEntry, DirectoryEntry.id == EntryProvider.entry_id)
        .where(DirectoryEntry.slug == slug)
        .order_by(EntryProvider.role.desc(), EntryProvider.position)
    )
    rows = session.execute(query).all()
    branches = session.scalars(
        select(BranchRow).where(BranchRow.provider_id.in_([row.id for row, _ in rows])).order_by(BranchRow.slug)
    ).all()
    return tuple(
        ListedProvider(
            row.id,
            row.slug,
            _texts(row.name),
            role,
            tuple(_listed_branch(branch) for branch in branches if branch.provider_id == row.id),
        )
        for row, role in rows
    )


def facts_of(workspace: Workspace, session: Session, person_id: UUID, need: int | None = None) -> Facts:
    """What matching may look at of a person, as of today, for the need of that number, else their latest.

    Raises NotFound.
    """
    person = load_person(workspace, session, person_id)
    today = workspace.clock.today()
    found = situations_of(person, today)
    birth = birth_of(person)
    project = _current_project(session, person_id)
    wanted = _need(session, person_id, need)
    return Facts(
        on=today,
        situations=found.situations,
        uncertain=found.uncertain,
        lapsed=found.lapsed,
        born=(birth.earliest, birth.latest) if birth else None,
        sex=person.sex.value if person.sex else None,
        city=person.city,
        stage=project.stage.value if project and project.stage else None,
        legal_form=project.legal_form.value if project and project.legal_form else None,
        has_account=person.has_account,
        need_amount=wanted.amount_centimes if wanted else None,
        need_purpose=wanted.purpose if wanted else None,
    )


def judge_entry(listed: ListedEntry, facts: Facts) -> EntryVerdict:
    """The verdict of one entry."""
    return Matcher([listed.entry]).judge(facts)[0]


def _need(session: Session, person_id: UUID, number: int | None) -> Need | None:
    query = select(Need).where(Need.person_id == person_id).order_by(Need.number.desc())
    if number is None:
        return session.scalars(query).first()
    found = session.scalars(query.where(Need.number == number)).first()
    if found is None:
        raise NotFound("need.not_found", number=number)
    return found


def _current_project(session: Session, person_id: UUID) -> Project | None:
    query = select(Project).join(ProjectMember).where(ProjectMember.person_id == person_id)
    return session.scalars(query.order_by(Project.is_current.desc(), Project.created_at.desc())).first()


_read: dict[UUID, tuple[dict[str, object], Entry]] = {}


def _listed(row: DirectoryEntry) -> ListedEntry:
    # Reading an entry checks every word of it: worth doing once. Known by what it says, not by its version: a base that
    # was restored may say something else under the same one.
    known = _read.get(row.id)
    if known is None or known[0] != row.body:
        known = _read[row.id] = (row.body, read_entry(items_of(row.body, row.slug)))
    entry = known[1]
    return ListedEntry(row.id, row.version, entry, row.last_checked_on, row.check_every_days, row.is_edited_here)


def _listed_branch(row: BranchRow) -> ListedBranch:
    name = row.body.get("name")
    shown = name.get("fr") if isinstance(name, dict) else None
    return ListedBranch(
        row.id, row.version, row.provider_id, shown, row.address, row.city, row.phone, row.is_confirmed,
        _maybe_texts(row.body.get("hours")), _maybe_texts(row.body.get("note")), row.confirmed_on,
    )  # fmt: skip


def _provider_row(one: Provider) -> ProviderRow:
    return ProviderRow(
        slug=one.id,
        name=_three(one.name),
        is_generic=one.generic,
        is_recalled=one.recalled,
        web=one.web,
        phone=one.phone,
    )


def _branch_row(one: Branch, provider_id: UUID) -> BranchRow:
    body: dict[str, object] = {"sources": list(one.sources), "web": one.web}
    body |= {key: _three(text) for key, text in (("name", one.name), ("hours", one.hours), ("note", one.note)) if text}
    return BranchRow(
        slug=one.id, provider_id=provider_id, body=body, city=one.city, address=one.address, phone=one.phone,
        is_confirmed=one.confirmed,
    )  # fmt: skip


def _entry_row(entry: Entry, position: int, provider_ids: dict[str, UUID]) -> DirectoryEntry:
    data = entry_data(entry)
    criteria = [
        CriterionRow(position=place, key=key, body={"deciding": criterion.decides})
        for place, (key, criterion) in enumerate(row_keys(entry))
    ]
    providers = [
        EntryProvider(provider_id=provider_ids[one.provider_id], position=place, role=one.role.value)
        for place, one in enumerate(entry.providers)
    ]
    return DirectoryEntry(
        slug=entry.id, kind=EntryKind(entry.kind.value), position=position, body=dict(data), criteria=criteria,
        availability=AvailabilityState(entry.availability.state.value), providers=providers, pack_body=dict(data),
    )  # fmt: skip


def _three(texts: Texts) -> dict[str, str]:
    return {"fr": texts.fr, "ar": texts.ar, "en": texts.en}


def _texts(name: dict[str, str]) -> Texts:
    return Texts(name["fr"], name["ar"], name["en"])


def _maybe_texts(text: object) -> Texts | None:
    return _texts(text) if isinstance(text, dict) else None


def count_entries(session: Session) -> int:
    """How many entries the directory holds."""
    return session.scalar(select(func.count()).select_from(DirectoryEntry)) or 0
