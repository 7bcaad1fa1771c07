"""The papers a person may show: their kinds, what each gives, when it ends, and what looks odd about its number.

Kinds and situations are those of CLI.md; formats those of DOMAIN.md 2.2. Nothing here ever refuses a paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.errors import Refused
from app.people.names import ascii_digits, fold
from resources.i18n import tr_noop

EXPIRY_WATCH_DAYS = 60
"""How long before its end a paper is said to end soon, when no setting says otherwise."""


class PaperType(StrEnum):
    """The kinds of papers, the words of CLI.md."""

    CIN = "cin"
    CARTE_IMMATRICULATION = "carte_immatriculation"
    CARTE_RESIDENCE = "carte_residence"
    RESIDENCE_PERMIT = "residence_permit"
    RECEPISSE = "recepisse"
    BRA_CARD = "bra_card"
    BRA_RECEIPT = "bra_receipt"
    HCR_REFUGEE = "hcr_refugee"
    HCR_ASYLUM = "hcr_asylum"
    HCR_INDIVIDUAL = "hcr_individual"
    HCR_CASE = "hcr_case"
    PASSPORT = "passport"
    CONSULAR_CARD = "consular_card"
    UNSTATED = "unstated"
    """A number in a foreign list that does not say of what; gives no situation."""


class PaperKnown(StrEnum):
    """How the agent knows of a paper; the values are those of the base's column."""

    SEEN = "seen"
    COPIED = "copied"
    DECLARED = "declared"


class Validity(StrEnum):
    """Where a paper stands on a day."""

    VALID = "valid"
    ENDS_SOON = "ends_soon"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as rules see it. `type` may be a word of a later version, which then gives nothing."""

    type: str
    number: str | None = None
    expires_on: date | None = None
    issued_on: date | None = None
    known: str = PaperKnown.SEEN

    def validity(self, on: date, watch_days: int = EXPIRY_WATCH_DAYS) -> Validity:
        """Where it stands on `on`: the day it expires is its last valid one; without one nobody knows."""
        if self.issued_on is not None and self.issued_on > on:
            return Validity.NOT_YET
        if self.expires_on is None:
            return Validity.UNKNOWN
        if self.expires_on < on:
            return Validity.EXPIRED
        return Validity.ENDS_SOON if self.expires_on <= on + timedelta(days=watch_days) else Validity.VALID


PAPER_LABELS: dict[str, str] = {
    PaperType.CIN: tr_noop("CIN (carte nationale)"),
    PaperType.CARTE_IMMATRICULATION: tr_noop("Carte d'immatriculation"),
    PaperType.CARTE_RESIDENCE: tr_noop("Carte de résidence"),
    PaperType.RESIDENCE_PERMIT: tr_noop("Titre de séjour (type non précisé)"),
    PaperType.RECEPISSE: tr_noop("Récépissé de demande de titre"),
    PaperType.BRA_CARD: tr_noop("Carte de réfugié (BRA)"),
    PaperType.BRA_RECEIPT: tr_noop("Reçu d'audition (BRA)"),
    PaperType.HCR_REFUGEE: tr_noop("Carte ou certificat de réfugié (HCR)"),
    PaperType.HCR_ASYLUM: tr_noop("Attestation de demandeur d'asile (HCR)"),
    PaperType.HCR_INDIVIDUAL: tr_noop("Numéro individuel HCR"),
    PaperType.HCR_CASE: tr_noop("Numéro de dossier HCR (foyer)"),
    PaperType.PASSPORT: tr_noop("Passeport"),
    PaperType.CONSULAR_CARD: tr_noop("Carte consulaire"),
    PaperType.UNSTATED: tr_noop("Pièce de type non précisé"),
}
"""What to call each kind of paper: sentences for `tr`."""

SITUATION_OF_PAPER: dict[str, str] = {
    PaperType.CIN: "marocain",
    PaperType.CARTE_IMMATRICULATION: "carte_immatriculation",
    PaperType.CARTE_RESIDENCE: "carte_residence",
    PaperType.RESIDENCE_PERMIT: "carte_immatriculation|carte_residence",
    PaperType.RECEPISSE: "recepisse",
    PaperType.BRA_CARD: "refugie_bra",
    PaperType.HCR_REFUGEE: "refugie_hcr",
    PaperType.HCR_ASYLUM: "demandeur_asile_hcr",
}
"""The situation each paper gives while valid (CLI.md). The other kinds give none by themselves."""

HOUSEHOLD_PAPERS = frozenset({PaperType.HCR_CASE})
"""Papers whose number a whole household shares: never a key, weak evidence of a twin (DOMAIN.md 2.2)."""

RENEWED_NUMBER_PAPERS = frozenset({PaperType.PASSPORT, PaperType.BRA_RECEIPT})
"""Papers that get another number when renewed: two different numbers say nothing against one person."""


def clean_number(text: str | None) -> str:
    """A paper's number as it is kept: upper case, ASCII digits, single spaces."""
    return " ".join(ascii_digits(text or "").upper().split())


def number_key(number: str) -> str:
    """A paper's number as it is compared: letters and digits only."""
    return fold(number).replace(" ", "")


def paper_type(text: str) -> PaperType | None:
    """The kind someone typed or a file holds: our word, or one of the usual names in three languages."""
    folded = fold(text)
    if not folded:
        return None
    return _TYPES_BY_NAME.get(folded)


def parse_day(text: str) -> date | None:
    """A day as typed, day first or ISO, in the digits of any script; None for nothing.

    Raises Refused (`paper.date_impossible`).
    """
    parts = [part for part in re.split(r"[-/. ]+", ascii_digits(text).strip()) if part]
    if not parts:
        return None
    try:
        numbers = [int(part) for part in parts]
        year, month, day = numbers if len(parts[0]) == 4 else reversed(numbers)
        return date(year + 2000 if year < 100 else year, month, day)
    except (ValueError, OverflowError) as error:
        raise Refused("paper.date_impossible", value=text[:40]) from error


def parse_paper(text: str) -> Paper:
    """`TYPE[:NUMBER[:EXPIRES]]` of the command line, EXPIRES an ISO date.

    Raises Refused: `paper.unknown_type`, `paper.bad_date`.
    """
    typed, number, expires = (*(part.strip() for part in text.split(":", 2)), "", "")[:3]
    kind = paper_type(typed)
    if kind is None:
        raise Refused("paper.unknown_type", type=typed, known=", ".join(PaperType))
    try:
        expires_on = date.fromisoformat(expires) if expires else None
    except ValueError:
        raise Refused("paper.bad_date", date=expires) from None
    return Paper(kind, clean_number(number) or None, expires_on)


def paper_warnings(paper: Paper, on: date) -> tuple[str, ...]:
    """Sentences (for `tr`) on what looks odd about a paper: soft, the agent may be right."""
    found = []
    number = number_key(paper.number or "").upper()
    if number and paper.type in _USUAL_FORMATS and not _USUAL_FORMATS[paper.type].fullmatch(number):
        found.append(tr_noop("Ce numéro n'a pas la forme habituelle : vérifiez-le sur la pièce."))
    if paper.issued_on and paper.issued_on > on:
        found.append(tr_noop("La date de délivrance est à venir : vérifiez-la sur la pièce."))
    if paper.issued_on and paper.expires_on and paper.expires_on < paper.issued_on:
        found.append(tr_noop("La pièce expire avant d'être délivrée : vérifiez les deux dates."))
    return tuple(found)


# CIN: public sources disagree, so the widest of them. No public format was found for the others.
_USUAL_FORMATS: dict[str, re.Pattern[str]] = {
    PaperType.CIN: re.compile(r"[A-Z]{1,3}[0-9]{4,8}"),
    PaperType.PASSPORT: re.compile(r"(?=.*[0-9])[A-Z0-9]{6,12}"),
}

_USUAL_NAMES = {
    PaperType.CIN: "cin, cnie, carte nationale, carte d'identité nationale, national id, البطاقة الوطنية, بطاقة وطنية",
    PaperType.CARTE_IMMATRICULATION: "carte d'immatriculation, immatriculation, registration card, بطاقة التسجيل",
    PaperType.CARTE_RESIDENCE: "carte de résidence, résidence, residence card, بطاقة الإقامة",
    PaperType.RESIDENCE_PERMIT: "titre de séjour, carte de séjour, séjour, permit, رخصة الإقامة, سند الإقامة",
    PaperType.RECEPISSE: "récépissé, récépissé de demande, receipt, وصل, وصل الإيداع",
    PaperType.BRA_CARD: "carte bra, bra, bra card, carte de réfugié bra, بطاقة لاجئ",
    PaperType.BRA_RECEIPT: "reçu bra, récépissé bra, bra receipt",
    PaperType.HCR_REFUGEE: "carte hcr, carte de réfugié, réfugié hcr, refugee card, unhcr refugee card",
    PaperType.HCR_ASYLUM: "demandeur d'asile, attestation hcr, asylum seeker, asylum certificate, طالب لجوء",
    PaperType.HCR_INDIVIDUAL: "numéro individuel hcr, hcr individuel, individual number, unhcr individual number",
    PaperType.HCR_CASE: "dossier hcr, numéro de dossier hcr, case number, unhcr case number, hcr case",
    PaperType.PASSPORT: "passeport, passport, جواز السفر, جواز سفر",
    PaperType.CONSULAR_CARD: "carte consulaire, consular card, بطاقة قنصلية",
}
_TYPES_BY_NAME = {fold(kind): kind for kind in PaperType} | {
    fold(name): kind for kind, names in _USUAL_NAMES.items() for name in names.split(",")
}
