"""A person's legal situation, derived from the papers valid on a day. Pure rules of PRODUCT.md P2 and CLI.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.people.papers import SITUATION_OF_PAPER, Paper, Validity
from resources.i18n import MOROCCO, tr_noop

MOROCCAN = "marocain"
PERMIT_OF_UNSTATED_KIND = "carte_immatriculation|carte_residence"
UNKNOWN_SITUATION = "unknown"


class Declared(StrEnum):
    """Situations no paper proves: the person says so. Values of the base's column and of the catalogue."""

    NO_DOCUMENT = "sans_document"
    PASSPORT_ONLY = "passeport_seul"


class Source(StrEnum):
    """Why a situation holds."""

    SEEN = "seen"
    COPIED = "copied"
    DECLARED = "declared"
    NATIONALITY = "nationality"


@dataclass(frozen=True, slots=True)
class SituationReason:
    """One situation and why it holds: a paper (how it is known, how long it holds), the nationality, a declaration."""

    situation: str
    source: str
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class SituationSet:
    """The situations of a person on a day; an empty `situations` means unknown, which is not "sans document".

    `uncertain`: would hold if the papers of `unknown_validity` are valid: they make "ask". `lapsed`: held until the
    papers of `to_renew` expired, and held by nothing else now.
    """

    situations: frozenset[str]
    uncertain: frozenset[str]
    lapsed: frozenset[str]
    to_renew: tuple[Paper, ...]
    unknown_validity: tuple[Paper, ...]
    reasons: tuple[SituationReason, ...]

    @property
    def is_unknown(self) -> bool:
        """Whether nothing valid is recorded and nothing declared."""
        return not self.situations


SITUATION_LABELS: dict[str, str] = {
    MOROCCAN: tr_noop("Marocain·e"),
    "carte_residence": tr_noop("Carte de résidence"),
    "carte_immatriculation": tr_noop("Carte d'immatriculation"),
    PERMIT_OF_UNSTATED_KIND: tr_noop("Titre de séjour (type non précisé)"),
    "refugie_bra": tr_noop("Réfugié·e reconnu·e par l'État (BRA)"),
    "recepisse": tr_noop("Récépissé"),
    "refugie_hcr": tr_noop("Réfugié·e sous mandat du HCR"),
    "demandeur_asile_hcr": tr_noop("Demandeur·se d'asile (HCR)"),
    Declared.PASSPORT_ONLY: tr_noop("Passeport seul"),
    Declared.NO_DOCUMENT: tr_noop("Sans document"),
    UNKNOWN_SITUATION: tr_noop("Situation inconnue"),
}
"""What to call each situation: sentences for `tr`, in the precedence of reports (P2).

A permit of unstated kind is not in P2's list: it stands after the two kinds it may be.
"""


def situations_at(papers: Iterable[Paper], nationality: str | None, declared: str | None, on: date) -> SituationSet:
    """The situations on `on`. `nationality` is ISO alpha-3; `declared` a value of Declared, or None.

    A paper gives its situation while valid, whether seen, copied or declared; without expiry its validity is unknown
    and it gives none. A declared lack of papers ends when a valid paper that gives a situation is recorded.
    """
    giving = [(paper, SITUATION_OF_PAPER[paper.type]) for paper in papers if paper.type in SITUATION_OF_PAPER]
    by_validity = {paper: paper.validity(on) for paper, _ in giving}
    valid = (Validity.VALID, Validity.ENDS_SOON)
    reasons = [SituationReason(MOROCCAN, Source.NATIONALITY)] if nationality == MOROCCO else []
    reasons += [SituationReason(given, paper.known, paper) for paper, given in giving if by_validity[paper] in valid]
    if not reasons and declared:
        reasons.append(SituationReason(declared, Source.DECLARED))

    held = frozenset(reason.situation for reason in reasons)
    unsure = [
        (paper, given)
        for paper, given in giving
        if by_validity[paper] is Validity.UNKNOWN and not _already_answered(given, held)
    ]
    ended = [
        (paper, given)
        for paper, given in giving
        if by_validity[paper] is Validity.EXPIRED and not _already_replaced(given, held)
    ]
    return SituationSet(
        situations=held,
        uncertain=frozenset(given for _, given in unsure),
        lapsed=frozenset(given for _, given in ended),
        to_renew=tuple(paper for paper, _ in ended),
        unknown_validity=tuple(paper for paper, _ in unsure),
        reasons=tuple(reasons),
    )


def report_situation(found: SituationSet) -> str:
    """The one situation a report counts, by the precedence of P2; UNKNOWN_SITUATION when there is none."""
    return next(
        (situation for situation in SITUATION_LABELS if situation in found.situations),
        UNKNOWN_SITUATION,
    )


_PERMITS = frozenset({"carte_immatriculation", "carte_residence", PERMIT_OF_UNSTATED_KIND})


def _already_answered(situation: str, held: frozenset[str]) -> bool:
    """Whether asking about it would tell nothing new: a permit of unstated kind, beside one whose kind is known."""
    return situation in held or (situation == PERMIT_OF_UNSTATED_KIND and bool(held & _PERMITS))


def _already_replaced(situation: str, held: frozenset[str]) -> bool:
    """Whether an expired paper needs no renewal: any valid permit replaces an expired permit."""
    return situation in held or (situation in _PERMITS and bool(held & _PERMITS))
