"""A dossier as lines for people (`wasl people show`): every field under its name, every code in a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.people.dates import format_birth
from app.people.fields import DISABILITIES, EDUCATIONS, LABELS, PAPER_LANGUAGES
from app.people.households import PLACES
from app.people.papers import PAPER_LABELS
from app.people.phones import read_phones
from app.people.situations import SITUATION_LABELS
from app.people.timeline_words import CONSENT_ANSWERS, PURPOSES
from app.state_words import said, said_day
from resources.i18n import country_name, current_language, format_money, format_phone, language_name, tr, tr_noop

if TYPE_CHECKING:
    from app.people.forms import ConsentCard, Dossier, PaperCard

_YES_NO = {"yes": tr_noop("Oui"), "no": tr_noop("Non")}
_CHOICES: dict[str, Mapping[str, str]] = {
    "sex": {"F": tr_noop("Femme"), "M": tr_noop("Homme")}, "has_account": _YES_NO, "needs_interpreter": _YES_NO,
    "carer_consents": _YES_NO, "education": dict(EDUCATIONS), "disability": dict(DISABILITIES),
    "paper_language": dict(PAPER_LANGUAGES), "declared_situation": {str(key): label for key, label in SITUATION_LABELS.items()},
    "stage": {"idea": tr_noop("Idée"), "creation": tr_noop("Création"), "existing": tr_noop("Activité existante")},
    "legal_form": {
        "none": tr_noop("Aucune"), "individual": tr_noop("Entreprise individuelle"), "auto_entrepreneur": tr_noop("Auto-entrepreneur"),
        "cooperative": tr_noop("Coopérative"), "company": tr_noop("Société"), "association": tr_noop("Association"),
    },
}  # fmt: skip
_PAPER_STATUS = {"seen": tr_noop("vue"), "copied": tr_noop("copiée"), "declared": tr_noop("déclarée")}
Short = Mapping[str, object]


def show_lines(
    whole: Dossier,
    fields: Mapping[str, str],
    household: Sequence[Short],
    referrals: Sequence[Short],
    meetings: Sequence[Short],
) -> list[str]:
    """The dossier, a block after the other; what is not known takes no line."""
    card = whole.card
    lines = ["  ".join(part for part in (card.number, card.display_name, card.name_ar) if part)]
    lines += [f"  {tr(LABELS[name])} : {_field(whole, name, text)}" for name, text in fields.items() if name in LABELS]
    situations = [tr(SITUATION_LABELS[one]) for one in sorted(whole.situations.situations)]
    for title, rows in (
        (tr("Situations"), situations),
        (tr("Pièces"), [_paper(one) for one in whole.papers]),
        (tr("Accords"), [_consent(one) for one in whole.consents]),
        (tr("Besoins"), [_joined(f"{n.number}", n.purpose, n.amount_centimes and format_money(n.amount_centimes)) for n in whole.needs]),
        (tr("Foyer"), [_joined(one["dossier"], _place(one["place"])) for one in household]),
        (tr("Référencements"), [_referral(one) for one in referrals]),
        (tr("Rendez-vous"), [_meeting(one) for one in meetings]),
    ):  # fmt: skip
        if rows:
            lines += [title, *(f"  {row}" for row in rows)]
    return lines


def _field(whole: Dossier, name: str, text: str) -> str:
    if name in _CHOICES:
        known = _CHOICES[name]
        return tr(known[text]) if text in known else text
    if name == "birth" and whole.form.birth is not None:
        return format_birth(whole.form.birth)
    if name in ("nationality", "languages"):
        named = country_name if name == "nationality" else language_name
        return ", ".join(named(part.strip()) for part in text.split(",") if part.strip())
    if name == "phone":
        return " / ".join(_joined(format_phone(number), who) for number, who, _ in read_phones(text))
    return format_phone(text) if name == "carer_phone" else text


def _paper(one: PaperCard) -> str:
    form = one.form
    ends = tr("expire le {date}", date=said_day(form.expires_on)) if form.expires_on else tr("fin inconnue")
    label = tr(PAPER_LABELS[form.type]) if form.type in PAPER_LABELS else form.type
    return _joined(
        label, form.number, ends, tr(_PAPER_STATUS[form.status]) if form.status in _PAPER_STATUS else form.status
    )


def _consent(one: ConsentCard) -> str:
    purpose = tr(PURPOSES[one.purpose]) if one.purpose in PURPOSES else one.purpose
    if one.recipient:
        purpose += f" ({one.recipient.get(current_language(), '')})"
    answer = tr(CONSENT_ANSWERS[one.answer]) if one.answer in CONSENT_ANSWERS else one.answer
    over = tr("n’est plus en vigueur") if one.answer == "given" and not one.in_force else ""
    return _joined(f"{purpose} : {answer}", said_day(one.answered_on), over)


def _referral(one: Short) -> str:
    return _joined(
        one["code"], one["option"], *(said(str(one[key])) for key in ("progress", "decision", "result") if one[key])
    )


def _meeting(one: Short) -> str:
    day, _, at = str(one["at"]).partition("T")
    return _joined(f"{said_day(date.fromisoformat(day))} {at}", one["host"], said(str(one["outcome"] or "planned")))


def _place(place: object) -> str:
    known = dict(PLACES)
    return tr(known[str(place)]) if str(place) in known else ""


def _joined(*parts: object) -> str:
    return "  ·  ".join(str(part) for part in parts if part)
