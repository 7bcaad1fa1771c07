"""The two workbooks that leave the house: the donor's (masked values) and the audit's (live formulas over pseudonyms)."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import or_, select

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotAllowed, NotFound, Refused
from app.indicators.counting import Counted, Records, count, gather
from app.indicators.definitions import COLUMNS, INDICATORS, SPLITS, Rows
from app.indicators.masking import masked, masked_one
from app.indicators.wording import label
from app.workspace import LOCAL_ZONE
from db.models import Agency, AppUser, ReportRun
from reports.excel.audit import AuditRows, render_audit
from reports.excel.donor import render_donor
from reports.excel.model import Breakdown, Condition, Figure, Report
from resources.i18n import Words, tr_noop, words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.workspace import Workspace

SETS = ("enabel",)
SHORTEST_FILE_PASSWORD = 8
_ROWS_TITLES = {
    Rows.PEOPLE: tr_noop("Personnes"), Rows.CONTACTS: tr_noop("Contacts"), Rows.REFERRALS: tr_noop("Référencements"),
    Rows.APPOINTMENTS: tr_noop("Rendez-vous"), Rows.SESSIONS: tr_noop("Séances"), Rows.HEADS: tr_noop("Têtes"),
    Rows.FOLLOW_UPS: tr_noop("Suivis à six mois"), Rows.NOT_REPORTED: tr_noop("Non rapportées"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exported:
    """A workbook, its hash, and the figures as they were handed over (None is masked)."""

    content: bytes
    sha256: str
    figures: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures on the screen, true and unmasked: inside the agency nobody is hidden from those who may see them."""

    figures: tuple[Figure, ...]
    breakdowns: tuple[Breakdown, ...]
    never_asked: int


@use_case(right=Right.VIEW_FIGURES, undo=Undo.HARMLESS, audit="report.shown")
def show_figures(workspace: Workspace, first: date, last: date, language: str = "fr") -> Shown:
    """The figures of one's own agency for a period. Raises Refused (a period that ends before it begins)."""
    _check_period(first, last)
    with reading(workspace) as session:
        counted = count(gather(workspace, session, workspace.agency.id, first, last))
    speak = words(language)
    figures: dict[str, int | None] = dict(counted.figures)
    return Shown(_figures(figures, speak), _breakdowns(counted, speak, hide=False), counted.never_asked)


@use_case(right=Right.EXPORT_REPORT, undo=Undo.FINAL, audit="report.exported")
def export_donor(
    workspace: Workspace, set_name: str, first: date, last: date, language: str = "fr", agency: str | None = None
) -> Exported:
    """The donor's workbook of a period. Raises NotFound (unknown set or agency), Refused (period)."""
    _check(set_name, first, last)
    with writing(workspace) as session:
        home = _agency(workspace, session, agency)
        counted = count(gather(workspace, session, home.id, first, last))
        figures = masked_figures(counted)
        breakdowns = _breakdowns(counted, words(language), hide=True)
        content = render_donor(_report(workspace, home, counted, figures, breakdowns, first, last, language))
        return _remember(workspace, session, home.id, set_name, first, last, language, content, figures)


@use_case(right=Right.EXPORT_AUDIT, undo=Undo.FINAL, audit="report.audit_exported")
def export_audit(
    workspace: Workspace,
    set_name: str,
    first: date,
    last: date,
    reason: str,
    file_password: str,
    language: str = "fr",
) -> Exported:
    """The audit's workbook, encrypted with `file_password`, unmasked, for one's own agency.

    Raises NotAllowed without another person's authorisation of the last 24 hours, Refused without a reason or with a
    short password (PRODUCT.md E2).
    """
    _check(set_name, first, last)
    if not reason.strip():
        raise Refused("audit.reason_missing")
    if len(file_password) < SHORTEST_FILE_PASSWORD:
        raise Refused("audit.password_short", letters=SHORTEST_FILE_PASSWORD)
    with writing(workspace) as session:
        until = session.get_one(AppUser, workspace.user.id).audit_granted_until
        if until is None or until < workspace.clock.now():
            raise NotAllowed("audit.not_granted")
        home = workspace.agency.id
        records = gather(workspace, session, home, first, last)
        counted = count(records)
        figures: dict[str, int | None] = dict(counted.figures)
        speak = words(language)
        report = _report(
            workspace, session.get_one(Agency, home), counted, figures, _breakdowns(counted, speak, hide=False), first, last,
            language,
        )  # fmt: skip
        content = render_audit(report, _pseudonymous(records, speak), file_password)
        return _remember(workspace, session, home, set_name, first, last, language, content, figures, reason.strip())


def masked_figures(counted: Counted) -> dict[str, int | None]:
    """The figures of the donor's workbook: one that counts words of a split is masked with that split's cells.

    Otherwise it would tell what is masked there: a part alone itself, several parts what is left.
    """
    shown: dict[str, int | None] = {}
    for one in INDICATORS:
        shown[one.key] = masked_one(counted.figures[one.key])
        for split in SPLITS:
            if split.rows is one.rows and tuple(one.where) == (split.column,):
                parts = masked(counted.splits[split.key])
                among = one.where[split.column]
                asked = [parts.get(among[0], 0)] if len(among) == 1 else list(parts.values())
                if None in asked:
                    shown[one.key] = None
    return shown


def _check(set_name: str, first: date, last: date) -> None:
    if set_name not in SETS:
        raise NotFound("report.set_unknown", set=set_name)
    _check_period(first, last)


def _check_period(first: date, last: date) -> None:
    if last < first:
        raise Refused("period.backwards")


def _agency(workspace: Workspace, session: Session, name: str | None) -> Agency:
    """One's own, or the one of that name, label or code: sums alone leave, and small ones are masked."""
    if name is None:
        return session.get_one(Agency, workspace.agency.id)
    asked = or_(Agency.name == name, Agency.label == name.upper(), Agency.code == name)
    found = session.scalars(select(Agency).where(asked)).first()
    if found is None:
        raise NotFound("agency.not_found", name=name)
    return found


def _remember(
    workspace: Workspace, session: Session, agency_id: UUID, set_name: str, first: date, last: date, language: str,
    content: bytes, figures: dict[str, int | None], reason: str | None = None,
) -> Exported:  # fmt: skip
    digest = hashlib.sha256(content).hexdigest()
    session.add(
        ReportRun(
            set_name=set_name, agency_id=agency_id, starts_on=first, ends_on=last, language=language,
            made_at=workspace.clock.now(), sha256=digest, figures=dict(figures), is_audit=reason is not None, reason=reason,
        )
    )  # fmt: skip
    return Exported(content, digest, figures)


def _report(
    workspace: Workspace, agency: Agency, counted: Counted, figures: dict[str, int | None],
    breakdowns: tuple[Breakdown, ...], first: date, last: date, language: str,
) -> Report:  # fmt: skip
    speak = words(language)
    return Report(
        title=speak.tr("Rapport pour Enabel"),
        agency=(agency.name_ar or agency.name) if language == "ar" else agency.name,
        first=first,
        last=last,
        language=language,
        made_at=workspace.clock.now().astimezone(LOCAL_ZONE),
        figures=_figures(figures, speak),
        breakdowns=breakdowns,
        quality=((speak.tr("Consentement aux statistiques jamais demandé"), masked_one(counted.never_asked)),),
    )


def _figures(figures: dict[str, int | None], speak: Words) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            one.key,
            speak.tr(one.title),
            speak.tr(one.definition),
            figures[one.key],
            one.rows.value,
            tuple(
                Condition(_place(one.rows, column), tuple(label(word, speak) for word in among))
                for column, among in one.where.items()
            ),
        )
        for one in INDICATORS
    )


def _breakdowns(counted: Counted, speak: Words, *, hide: bool) -> tuple[Breakdown, ...]:
    return tuple(
        Breakdown(
            speak.tr(one.title),
            tuple(
                (label(word, speak), value)
                for word, value in (masked(counted.splits[one.key]) if hide else counted.splits[one.key]).items()
            ),
            one.rows.value,
            _place(one.rows, one.column),
        )
        for one in SPLITS
    )


def _place(rows: Rows, column: str) -> int:
    return [name for name, _ in COLUMNS[rows]].index(column)


def _pseudonymous(records: Records, speak: Words) -> tuple[AuditRows, ...]:
    """The rows under numbers drawn anew for each export: nothing outside the base leads back to a dossier."""
    everyone = sorted({row.person_id for mine in records.values() for row in mine if row.person_id})
    secrets.SystemRandom().shuffle(everyone)
    names = {person_id: f"P{place:05d}" for place, person_id in enumerate(everyone, 1)}
    return tuple(
        AuditRows(
            kind.value,
            speak.tr(_ROWS_TITLES[kind]),
            tuple(speak.tr(title) for _, title in COLUMNS[kind]),
            tuple(
                (
                    names[row.person_id] if row.person_id else "",
                    row.on,
                    *(label(row.words[column], speak) for column, _ in COLUMNS[kind]),
                )
                for row in records[kind]
            ),
        )
        for kind in COLUMNS
    )
