"""What to call the fields of an entry: the names of its terms, and of what is not known of it."""

from __future__ import annotations

from app.funding.entries import Entry, Term
from resources.i18n import tr_noop, words

FIELD_NAMES = {
    "amount_min": tr_noop("montant minimum"),
    "amount_max": tr_noop("montant maximum"),
    "rate": tr_noop("taux"),
    "fees": tr_noop("frais"),
    "duration": tr_noop("durée"),
    "guarantee": tr_noop("garantie"),
    "documents": tr_noop("papiers à apporter"),
    "target": tr_noop("pour qui"),
    "category": tr_noop("famille"),
    "instrument": tr_noop("ce qui est donné"),
    "source_date": tr_noop("date de la source"),
    "web": tr_noop("site"),
    "phone": tr_noop("téléphone"),
    "address": tr_noop("adresse"),
    "availability": tr_noop("si c’est ouvert"),
    "situations": tr_noop("papiers et situations acceptés"),
    "age_min": tr_noop("âge minimum"),
    "age_max": tr_noop("âge maximum"),
    "sex": tr_noop("femmes ou hommes"),
    "stage": tr_noop("étape du projet"),
    "legal_form": tr_noop("forme juridique"),
    "account_required": tr_noop("compte bancaire exigé ou non"),
    "cities": tr_noop("villes"),
    "need_min": tr_noop("besoin minimum"),
    "need_max": tr_noop("besoin maximum"),
    "purpose": tr_noop("objet du besoin"),
    "groups": tr_noop("groupes de conditions"),
    "sector": tr_noop("secteur"),
    "group_loan": tr_noop("prêt de groupe"),
    "other": tr_noop("autres conditions"),
}
"""Field of the catalogue → its name (a French msgid)."""


def field_name(name: str, language: str) -> str:
    """The name of a field; one that a pack brought and Wasl has no word for comes back as it is."""
    return words(language).tr(FIELD_NAMES[name]) if name in FIELD_NAMES else name.replace("_", " ")


def term_name(term: Term, language: str) -> str:
    """The name of a term: its own label, else that of its field; with a capital, since it begins a line."""
    name = term.label.get(language) if term.label else field_name(term.name, language)
    return name[:1].upper() + name[1:]


def unknown_names(entry: Entry, language: str) -> str:
    """What the sources leave open, in one line: "ce qu'on ne sait pas"."""
    return ("، " if language == "ar" else ", ").join(field_name(name, language) for name in entry.unknown)
