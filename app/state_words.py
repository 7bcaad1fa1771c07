"""The states of things as people read them, once for the window and the command line; how each looks is ui/signs.py's."""

from __future__ import annotations

from datetime import date

from resources.i18n import format_date, tr, tr_noop

STATE_WORDS: dict[str, str] = {
    "eligible": tr_noop("Éligible"),
    "ask": tr_noop("À demander"),
    "not_eligible": tr_noop("Non éligible"),
    "closed": tr_noop("Fermé"),
    "prepared": tr_noop("Préparé"),
    "issued": tr_noop("Émis"),
    "handed_over": tr_noop("Remis"),
    "received": tr_noop("Reçu"),
    "awaiting_person": tr_noop("Attend la personne"),
    "waiting": tr_noop("En attente"),
    "decided": tr_noop("Décidé"),
    "accepted": tr_noop("Accepté"),
    "refused": tr_noop("Refusé"),
    "funded": tr_noop("Financé"),
    "started": tr_noop("Activité lancée"),
    "other_help": tr_noop("Autre aide"),
    "nothing": tr_noop("Rien obtenu"),
    "open": tr_noop("Ouvert"),
    "call_based": tr_noop("Par appels"),
    "suspended": tr_noop("Suspendu"),
    "unknown": tr_noop("On ne sait pas"),
    "came": tr_noop("Venu·e"),
    "no_show": tr_noop("Absent·e"),
    "excused": tr_noop("Excusé·e"),
    "cancelled": tr_noop("Annulé par nous"),
    "result_known": tr_noop("Résultat connu"),
    "unreachable": tr_noop("Injoignable"),
    "no_answer": tr_noop("Sans réponse"),
    "redirected": tr_noop("Réorienté"),
    "consent_withdrawn": tr_noop("Accord retiré"),
    "declined": tr_noop("A renoncé"),
    "hand_over": tr_noop("Remis"),
    "reopen": tr_noop("Rouvert"),
    "need_open": tr_noop("À orienter"),
    "need_under_way": tr_noop("En cours"),
    "need_accepted": tr_noop("Accepté"),
    "need_met": tr_noop("Satisfait"),
    "need_unmet": tr_noop("Non satisfait"),
    "planned": tr_noop("Prévu"),
}
OWNER_WORDS = {
    "agency": tr_noop("agence"), "provider": tr_noop("organisme"), "agent": tr_noop("agent·e"), "person": tr_noop("la personne"),
}  # fmt: skip
"""Whose turn it is."""


def said(state: str | None) -> str:
    """The word of a state in the current language; nothing for nothing, what is no state of ours as it stands."""
    if state is None:
        return ""
    return tr(STATE_WORDS[state]) if state in STATE_WORDS else str(state)


def said_owner(owner: str | None) -> str:
    """Whose turn it is, in a word."""
    return tr(OWNER_WORDS[owner]) if owner in OWNER_WORDS else owner or ""


def said_day(day: date | None) -> str:
    """A day as people read it; nothing for none."""
    return format_date(day) if day is not None else ""


SLIP_WORDS = {
    "to_print": tr_noop("à imprimer"), "printed": tr_noop("imprimé"), "failed": tr_noop("pas imprimé"), "cancelled": tr_noop("annulé"),
}  # fmt: skip


def said_slip(state: str) -> str:
    """Whether a slip left the printer, in a word."""
    return tr(SLIP_WORDS[state]) if state in SLIP_WORDS else state
