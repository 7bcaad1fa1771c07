"""What the words of columns are called in the printed copy: never a code where there is a word for it."""

from __future__ import annotations

from app.people.consent_form import PURPOSE_LABELS
from app.people.fields import DISABILITIES, EDUCATIONS
from app.people.households import PLACES
from app.people.papers import PAPER_LABELS
from app.people.situations import SITUATION_LABELS
from resources.i18n import Words, country_name, language_name, tr_noop

_COUNTRIES = frozenset({"nationality", "other_nationalities"})
_LANGUAGES = frozenset({"languages", "paper_language", "language"})
_BY_COLUMN: dict[str, dict[str, str]] = {
    "type": {str(kind): label for kind, label in PAPER_LABELS.items()}, "purpose": PURPOSE_LABELS,
    "declared_situation": SITUATION_LABELS, "education": dict(EDUCATIONS), "disability": dict(DISABILITIES), "place": dict(PLACES),
    "sex": {"F": tr_noop("Femme"), "M": tr_noop("Homme")},
    "stage": {"idea": tr_noop("Idée"), "creation": tr_noop("Création"), "existing": tr_noop("Activité existante")},
    "legal_form": {
        "none": tr_noop("Aucune"), "individual": tr_noop("Entreprise individuelle"), "auto_entrepreneur": tr_noop("Auto-entrepreneur"),
        "cooperative": tr_noop("Coopérative"), "company": tr_noop("Société"), "association": tr_noop("Association"),
    },
    "status": {"seen": tr_noop("vue"), "copied": tr_noop("copiée"), "declared": tr_noop("déclarée")},
    "manner": {"oral": tr_noop("à l’oral, attesté par l’agent·e"), "signed": tr_noop("par écrit, signé"), "phone": tr_noop("par téléphone")},
    "answer": {"given": tr_noop("Donné"), "refused": tr_noop("Refusé"), "withdrawn": tr_noop("Retiré")},
    "source": {
        "coupon": tr_noop("le coupon"), "call": tr_noop("un appel"), "list": tr_noop("une liste"), "person": tr_noop("la personne"),
        "agency": tr_noop("l’agence"),
    },
    "owner": {"agency": tr_noop("l’agence"), "provider": tr_noop("l’organisme"), "person": tr_noop("la personne")},
    "verdict": {"eligible": tr_noop("Éligible"), "ask": tr_noop("À demander"), "not_eligible": tr_noop("Non éligible"), "closed": tr_noop("Fermé")},
    "shared_fields": {"phone": tr_noop("Téléphone"), "birth": tr_noop("Naissance")},
    "ending": {
        "result_known": tr_noop("résultat connu"), "refused": tr_noop("Refusé"), "unreachable": tr_noop("injoignable"),
        "no_show": tr_noop("ne s’est pas présenté·e"), "no_answer": tr_noop("sans réponse de l’organisme"),
        "redirected": tr_noop("réorienté·e"), "consent_withdrawn": tr_noop("accord retiré"), "cancelled": tr_noop("Annulé par nous"),
        "declined": tr_noop("la personne a renoncé"),
    },
    "state": {
        "to_print": tr_noop("à imprimer"), "printed": tr_noop("imprimé"), "failed": tr_noop("pas imprimé"),
        "cancelled": tr_noop("annulé"), "open": tr_noop("sans réponse"), "transferred": tr_noop("transmis"),
        "refused": tr_noop("Refusé"),
    },
    "kind": {
        "informed": tr_noop("informé·e"), "mobilised": tr_noop("mobilisé·e"), "oriented": tr_noop("orienté·e"),
        "referred": tr_noop("référé·e"), "accompanied": tr_noop("accompagné·e"), "note": tr_noop("Note"),
        "issue": tr_noop("bon émis"), "reopen": tr_noop("rouvert"), "photo": tr_noop("photo"), "paper": tr_noop("Pièce"),
        "other": tr_noop("autre"), "received": tr_noop("Reçu"), "waiting": tr_noop("En attente"), "accepted": tr_noop("Accepté"),
        "refused": tr_noop("Refusé"), "result": tr_noop("Résultat"), "close": tr_noop("Clos"), "hand_over": tr_noop("Remis"),
    },
}  # fmt: skip
_REPORT_COLUMNS = frozenset({"progress", "decision", "result", "outcome"})


def said_word(column: str, word: str, speak: Words) -> str:
    """A stored word as the reader says it; what is no word of ours (a name, a note) as it stands."""
    if column in _COUNTRIES:
        return country_name(word, speak.language)
    if column in _LANGUAGES:
        return " / ".join(language_name(one, speak.language) for one in word.split("-"))
    if column in _REPORT_COLUMNS:
        from app.indicators.wording import label

        return label(word, speak)
    head, _, tail = word.partition(":")
    known = _BY_COLUMN.get(column, {})
    if head in known and tail:
        return f"{speak.tr(known[head])} : {said_word('ending', tail, speak)}"
    return speak.tr(known[word]) if word in known else word
