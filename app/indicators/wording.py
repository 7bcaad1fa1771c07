"""What the words in the columns of a report are called."""

from __future__ import annotations

from app.people.situations import SITUATION_LABELS
from resources.i18n import Words, country_name, tr_noop

_WORDS = {
    "F": tr_noop("Femmes"), "M": tr_noop("Hommes"), "?": tr_noop("On ne sait pas"), "yes": tr_noop("Oui"), "no": tr_noop("Non"),
    "informed": tr_noop("informé·e"), "mobilised": tr_noop("mobilisé·e"), "oriented": tr_noop("orienté·e"),
    "referred": tr_noop("référé·e"), "accompanied": tr_noop("accompagné·e"),
    "issued": tr_noop("Émis"), "handed_over": tr_noop("Remis"), "received": tr_noop("Reçu"),
    "awaiting_person": tr_noop("Attend la personne"), "waiting": tr_noop("En attente"), "decided": tr_noop("Décidé"),
    "closed": tr_noop("Clos"), "prepared": tr_noop("Préparé"),
    "accepted": tr_noop("Accepté"), "refused": tr_noop("Refusé"), "undecided": tr_noop("Pas encore de décision"),
    "funded": tr_noop("Financé"), "started": tr_noop("Activité lancée"), "other_help": tr_noop("Autre aide"),
    "nothing": tr_noop("Rien obtenu"), "no_result": tr_noop("Pas encore de résultat"),
    "came": tr_noop("Venu·e"), "no_show": tr_noop("Absent·e"), "excused": tr_noop("Excusé·e"),
    "cancelled": tr_noop("Annulé par nous"), "planned": tr_noop("Prévu"),
}  # fmt: skip


def label(word: str, speak: Words) -> str:
    """A word of a column as people read it."""
    if word in _WORDS:
        return speak.tr(_WORDS[word])
    if word in SITUATION_LABELS:
        return speak.tr(SITUATION_LABELS[word])
    return country_name(word, speak.language) if len(word) == 3 and word.isupper() else word
