"""Who in the registry an option is open to, as a call list: read in one pass, judged in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.numbers import read_aloud
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.funding.changes import WouldChange
from app.funding.criteria import Verdict
from app.funding.directory import ListedEntry, entry_by_slug, listed_entries
from app.funding.entries import Entry, Kind
from app.funding.facts import Facts
from app.funding.reasons import Reason, reasons
from app.funding.reverse import Crowd, close_to
from app.funding.verdicts import Matcher, evaluate
from app.people.consents import who_agreed
from app.people.dates import BirthDate, Precision
from app.people.names import display_name
from app.people.papers import Paper
from app.people.situations import situations_at
from db.models import IdentityDocument, Need, Person, PersonPhone, Project, ProjectMember
from resources.i18n import MOROCCO

if TYPE_CHECKING:
    from app.workspace import Workspace

MOST_NAMED = 500
Progress = Callable[[int, int], None]
_Ranked = tuple[UUID, Verdict, WouldChange | None]


@dataclass(frozen=True, slots=True)
class CallLine:
    """One person to call. `change` is the one thing that would better the verdict, when it is not open already."""

    id: UUID
    number: str
    name: str
    phone: str | None
    city: str | None
    verdict: Verdict
    change: WouldChange | None
    agreed_to_calls: bool


@dataclass(frozen=True, slots=True)
class WhoIsEligible:
    """For one option: how many have which verdict, and the first people to call (open first, then close to it)."""

    listed: ListedEntry
    counts: dict[Verdict, int]
    close: int
    lines: tuple[CallLine, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Moved:
    """One person whose verdict another wording of the conditions would change, and the reasons that changed with it."""

    id: UUID
    number: str
    name: str
    before: Verdict
    after: Verdict
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class WhoMoves:
    """What edited conditions would do to everybody of the agency; `moved` are the first of `moved_count`."""

    before: dict[Verdict, int]
    after: dict[Verdict, int]
    moved: tuple[Moved, ...]
    moved_count: int


def _silent(_done: int, _total: int) -> None:
    """Nobody looks on."""


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="directory.reversed")
def who_is_eligible(
    workspace: Workspace, slug: str, edited: Entry | None = None, most: int = MOST_NAMED, progress: Progress = _silent
) -> WhoIsEligible:
    """Everybody of the agency judged for one option, or for it as `edited`. `progress` may stop it. Raises NotFound."""
    today = workspace.clock.today()
    with reading(workspace) as session:
        listed = entry_by_slug(session, slug)
        entry = edited or listed.entry
        enablers = [one.entry for one in listed_entries(session) if one.entry.kind is Kind.ENABLER]
        total = session.scalar(_mine(workspace, select(func.count()).select_from(Person))) or 0
        crowd = Crowd(Matcher((entry,)), _people(workspace, session, today), lambda done: progress(done, total))
        groups = crowd.of(entry)
        ranked, close = _ranked(crowd, groups, entry, enablers)
        progress(total, total)
        counts = {verdict: bits.bit_count() for verdict, bits in groups.items()}
        return WhoIsEligible(listed, counts, close, _lines(workspace, session, ranked[:most], today), total)


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="directory.reversed")
def who_moves(
    workspace: Workspace, slug: str, edited: Entry, most: int = MOST_NAMED, progress: Progress = _silent
) -> WhoMoves:
    """Everybody of the agency judged for an entry as it stands and as `edited`, and who changes. Raises NotFound."""
    today = workspace.clock.today()
    with reading(workspace) as session:
        entry = entry_by_slug(session, slug).entry
        total = session.scalar(_mine(workspace, select(func.count()).select_from(Person))) or 0
        crowd = Crowd(Matcher((entry, edited)), _people(workspace, session, today), lambda done: progress(done, total))
        before, after = crowd.of(entry), crowd.of(edited)
        moves = {
            (was, becomes): before[was] & after[becomes]
            for was in Verdict for becomes in Verdict if was is not becomes and before[was] & after[becomes]
        }  # fmt: skip
        ranked = [(place, pair) for pair, bits in moves.items() for place in crowd.places(bits)][:most]
        lines = _lines(workspace, session, [(crowd.who[place], pair[1], None) for place, pair in ranked], today)
        progress(total, total)
        return WhoMoves(
            {verdict: bits.bit_count() for verdict, bits in before.items()},
            {verdict: bits.bit_count() for verdict, bits in after.items()},
            tuple(
                Moved(line.id, line.number, line.name, *pair, _why(entry, edited, crowd.facts[place]))
                for line, (place, pair) in zip(lines, ranked, strict=True)
            ),
            sum(bits.bit_count() for bits in moves.values()),
        )


def _why(entry: Entry, edited: Entry, facts: Facts) -> tuple[Reason, ...]:
    """The reasons of the edited entry that are not the same as before; of what fell away, the reason there was."""
    was, now = evaluate(entry, facts), evaluate(edited, facts)
    before = {(one.criterion, one.verdict, one.values) for one in reasons(was)}
    after = {(one.criterion, one.verdict, one.values) for one in reasons(now)}
    found = tuple(
        one
        for one in reasons(now)
        if (one.criterion, one.verdict, one.values) not in before and one.verdict is now.verdict
    )
    return found or tuple(
        one
        for one in reasons(was)
        if (one.criterion, one.verdict, one.values) not in after and one.verdict is was.verdict
    )


@use_case(right=Right.EXPORT_LISTS, undo=Undo.HARMLESS, audit="directory.call_list_made")
def call_list_paper(workspace: Workspace, slug: str, language: str, progress: Progress = _silent) -> bytes:
    """The call list on paper: only people who agreed to be called. The making of it stands in the journal."""
    from app.accounts.journal import record
    from app.accounts.use_case import writing
    from app.funding.leaflets import call_leaflet
    from reports.pdf.leaflet import render_leaflet

    found = who_is_eligible(workspace, slug, progress=progress)
    lines = [one for one in found.lines if one.agreed_to_calls]
    with writing(workspace) as session:
        record(session, "directory.call_list_made", "directory_entry", found.listed.id, {"people": len(lines)})
    today = workspace.clock.today()
    return render_leaflet(call_leaflet(found.listed.entry, lines, language, workspace.agency.name, today))


def _mine(workspace: Workspace, query: Any) -> Any:
    return query.where(Person.agency_id == workspace.agency.id)


def _ranked(
    crowd: Crowd[UUID], groups: dict[Verdict, int], entry: Entry, enablers: Sequence[Entry]
) -> tuple[list[_Ranked], int]:
    """Open first, then one thing away, then to ask; and how many are one thing away."""
    open_to = [(crowd.who[place], Verdict.ELIGIBLE, None) for place in crowd.places(groups[Verdict.ELIGIBLE])]
    near: list[_Ranked] = []
    rest: list[_Ranked] = []
    seen: dict[object, WouldChange | None] = {}
    for verdict in (Verdict.ASK, Verdict.NOT_ELIGIBLE):
        for place in crowd.places(groups[verdict]):
            facts = crowd.facts[place]
            if facts not in seen:
                seen[facts] = next(iter(close_to(entry, facts, enablers)), None)
            change = seen[facts]
            if change is not None:
                near.append((crowd.who[place], verdict, change))
            elif verdict is Verdict.ASK:
                rest.append((crowd.who[place], verdict, None))
    return [*open_to, *near, *rest], len(near)


def _people(workspace: Workspace, session: Session, today: date) -> Iterator[tuple[UUID, Facts]]:
    """Everybody's facts, by columns: a mapped row for each of 100,000 people would be ten times as slow."""
    papers: dict[UUID, list[Paper]] = {}
    columns = (
        IdentityDocument.person_id,
        IdentityDocument.type,
        IdentityDocument.issued_on,
        IdentityDocument.expires_on,
    )
    query = _mine(workspace, select(*columns).join(Person, Person.id == IdentityDocument.person_id))
    for person_id, kind, issued, expires in session.execute(query):
        papers.setdefault(person_id, []).append(Paper(kind, None, expires, issued))
    projects: dict[UUID, tuple[str | None, str | None]] = {}
    joined = select(ProjectMember.person_id, Project.stage, Project.legal_form).join(Project)
    joined = joined.order_by(Project.is_current, Project.created_at)
    for person_id, stage, form in session.execute(joined):
        projects[person_id] = (stage.value if stage else None, form.value if form else None)
    wanted: dict[UUID, tuple[int | None, str]] = {}
    needs = _mine(workspace, select(Need.person_id, Need.amount_centimes, Need.purpose).join(Person))
    for person_id, amount, purpose in session.execute(needs.order_by(Need.number)):
        wanted[person_id] = (amount, purpose)
    known: dict[object, Any] = {}
    columns_of = (Person.id, Person.sex, Person.birth_date, Person.birth_precision, Person.city, Person.has_account,
                  Person.nationality, Person.other_nationalities, Person.declared_situation)  # fmt: skip
    for row in session.execute(_mine(workspace, select(*columns_of)).execution_options(yield_per=2_000)):
        person_id, sex, born, precision, city, account, nationality, others, declared = row
        held = papers.get(person_id, ())
        key = (tuple(held), nationality, tuple(others or ()), declared)
        found = known.get(key)
        if found is None:
            found = known[key] = situations_at(
                held, MOROCCO if MOROCCO in (others or ()) else nationality, declared, today
            )
        project = projects.get(person_id, (None, None))
        birth = BirthDate(born, Precision(precision.value)) if born and precision else None
        yield person_id, Facts(
            on=today, situations=found.situations, uncertain=found.uncertain, lapsed=found.lapsed,
            born=(birth.earliest, birth.latest) if birth else None, sex=sex.value if sex else None, city=city,
            stage=project[0], legal_form=project[1], has_account=account,
            need_amount=wanted.get(person_id, (None, None))[0], need_purpose=wanted.get(person_id, (None, None))[1],
        )  # fmt: skip


def _lines(workspace: Workspace, session: Session, ranked: Sequence[_Ranked], today: date) -> tuple[CallLine, ...]:
    wanted = {person_id: (verdict, change) for person_id, verdict, change in ranked}
    agreed = who_agreed(session, wanted, "contact", today)
    rows: dict[UUID, tuple[Any, ...]] = {}
    columns = (
        Person.id,
        Person.code,
        Person.family_name,
        Person.given_name,
        Person.name_ar,
        Person.known_as,
        Person.city,
    )
    ids = list(wanted)
    phones: dict[UUID, str] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        for row in session.execute(select(*columns).where(Person.id.in_(part))):
            rows[row[0]] = tuple(row)
        numbers = select(PersonPhone.person_id, PersonPhone.number).where(PersonPhone.person_id.in_(part))
        for person_id, number in session.execute(numbers.order_by(PersonPhone.position.desc())):
            phones[person_id] = number
    lines = []
    for person_id, (verdict, change) in wanted.items():
        _id, code, family, given, arabic, alias, city = rows[person_id]
        name = display_name(family, given, arabic) or alias or ""
        number = read_aloud(code, workspace.agency.label)
        lines.append(
            CallLine(person_id, number, name, phones.get(person_id), city, verdict, change, person_id in agreed)
        )
    return tuple(lines)
