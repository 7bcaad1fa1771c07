"""How each state looks: its word, icon and tone, once for the whole window."""

from __future__ import annotations

from collections.abc import Callable

from resources.i18n import tr, tr_noop
from ui.theme import Tone, icon
from ui.widgets.basic import Badge

_SIGNS: dict[str, tuple[str, str, Tone]] = {
    "eligible": (tr_noop("Éligible"), "circle-check", Tone.GOOD),
    "ask": (tr_noop("À demander"), "circle-question-mark", Tone.ASK),
    "not_eligible": (tr_noop("Non éligible"), "circle-x", Tone.BAD),
    "closed": (tr_noop("Fermé"), "ban", Tone.MUTED),
    "prepared": (tr_noop("Préparé"), "pencil", Tone.MUTED),
    "issued": (tr_noop("Émis"), "file-text", Tone.ACCENT),
    "handed_over": (tr_noop("Remis"), "send", Tone.ACCENT),
    "received": (tr_noop("Reçu"), "check", Tone.ACCENT),
    "awaiting_person": (tr_noop("Attend la personne"), "clock", Tone.ASK),
    "waiting": (tr_noop("En attente"), "clock", Tone.ASK),
    "decided": (tr_noop("Décidé"), "check-check", Tone.GOOD),
    "accepted": (tr_noop("Accepté"), "circle-check", Tone.GOOD),
    "refused": (tr_noop("Refusé"), "circle-x", Tone.BAD),
    "funded": (tr_noop("Financé"), "coins", Tone.GOOD),
    "started": (tr_noop("Activité lancée"), "briefcase", Tone.GOOD),
    "other_help": (tr_noop("Autre aide"), "heart-handshake", Tone.GOOD),
    "nothing": (tr_noop("Rien obtenu"), "x", Tone.MUTED),
    "open": (tr_noop("Ouvert"), "door-open", Tone.GOOD),
    "call_based": (tr_noop("Par appels"), "calendar", Tone.ASK),
    "suspended": (tr_noop("Suspendu"), "ban", Tone.MUTED),
    "unknown": (tr_noop("On ne sait pas"), "circle-question-mark", Tone.ASK),
    "came": (tr_noop("Venu·e"), "check", Tone.GOOD),
    "no_show": (tr_noop("Absent·e"), "x", Tone.BAD),
    "excused": (tr_noop("Excusé·e"), "info", Tone.MUTED),
    "cancelled": (tr_noop("Annulé par nous"), "ban", Tone.MUTED),
    "result_known": (tr_noop("Résultat connu"), "check-check", Tone.GOOD),
    "unreachable": (tr_noop("Injoignable"), "phone", Tone.MUTED),
    "no_answer": (tr_noop("Sans réponse"), "clock", Tone.MUTED),
    "redirected": (tr_noop("Réorienté"), "arrow-up-right", Tone.MUTED),
    "consent_withdrawn": (tr_noop("Accord retiré"), "shield-alert", Tone.MUTED),
    "declined": (tr_noop("A renoncé"), "user", Tone.MUTED),
    "hand_over": (tr_noop("Remis"), "send", Tone.ACCENT),
    "reopen": (tr_noop("Rouvert"), "refresh-cw", Tone.ACCENT),
    "need_open": (tr_noop("À orienter"), "circle", Tone.ASK),
    "need_under_way": (tr_noop("En cours"), "clock", Tone.ACCENT),
    "need_accepted": (tr_noop("Accepté"), "circle-check", Tone.GOOD),
    "need_met": (tr_noop("Satisfait"), "check-check", Tone.GOOD),
    "need_unmet": (tr_noop("Non satisfait"), "circle-x", Tone.BAD),
    "planned": (tr_noop("Prévu"), "calendar", Tone.ACCENT),
}


def word_of(state: str) -> str:
    """The word of a state in the current language."""
    return tr(_SIGNS[state][0]) if state in _SIGNS else state


def sign_of(state: str) -> tuple[str, Tone]:
    """The icon and tone of a state."""
    return _SIGNS[state][1:] if state in _SIGNS else ("circle", Tone.MUTED)


def badge(state: str) -> Badge:
    """A badge that says a state."""
    icon_name, tone = sign_of(state)
    return Badge(word_of(state), icon_name, tone)


def drawings() -> list[Callable[[], object]]:
    """One step for each sign, that draws it ahead: a list of verdicts would draw them all within one frame."""
    return [lambda sign=sign: icon(*sign) for sign in {sign[1:] for sign in _SIGNS.values()}]
