"""The coded words of this room in words people read."""

from __future__ import annotations

from typing import Any

from resources.i18n import current_language, format_number, tr, tr_noop, trn
from ui.people.choices import Choices

REASONS: Choices = (
    ("criterion_not_met", tr_noop("Un critère n’est pas rempli")), ("no_funds", tr_noop("Plus de fonds")),
    ("papers_missing", tr_noop("Papiers manquants")), ("not_reached", tr_noop("Non joignable")),
    ("duplicate", tr_noop("Déjà demandé")), ("changed_mind", tr_noop("A changé d’avis")), ("other", tr_noop("Autre")),
)  # fmt: skip
SOURCES: Choices = (
    ("coupon", tr_noop("le coupon")), ("call", tr_noop("l’organisme au téléphone")), ("person", tr_noop("la personne")),
)  # fmt: skip
CLOSINGS: Choices = (
    ("no_answer", tr_noop("Pas de réponse")), ("unreachable", tr_noop("Personne injoignable")), ("no_show", tr_noop("Ne s’est pas présenté·e")),
    ("declined", tr_noop("Y a renoncé")), ("redirected", tr_noop("Réorienté·e ailleurs")), ("cancelled", tr_noop("Annulé par nous")),
)  # fmt: skip


def owner_word(owner: str | None) -> str:
    """Whose turn it is."""
    return {"agency": tr("agence"), "provider": tr("organisme"), "agent": tr("agent·e")}.get(owner or "", "")


def criterion_name(key: str) -> str:
    """What to call a criterion of the directory."""
    from app.funding.field_names import field_name

    return field_name(key, current_language())


def figures_text(figures: Any) -> str:
    """What referring to a provider came to so far, in one line; nothing yet is said too."""
    if figures is None or not figures.issued:
        return tr("Jamais orienté vers cet organisme jusqu’ici.")
    parts = [
        trn("{n} bon émis", "{n} bons émis", figures.issued),
        tr("réponses : {n}", n=format_number(figures.answered)),
        tr("acceptés : {n}", n=format_number(figures.accepted)),
    ]
    if figures.median_days is not None:
        parts.append(trn("réponse en {n} jour (médiane)", "réponse en {n} jours (médiane)", figures.median_days))
    return "  ·  ".join(parts)


def known_answers(answered: int, issued: int) -> str:
    """The share of slips whose answer is known; there is none without a slip."""
    share = round(100 * answered / issued)
    return tr("réponse connue pour {share} % des bons ({n})", share=share, n=format_number(issued))


def silence_text(told: Any) -> str:
    """How much is still silent, in one line: for everyone who can raise the share of known answers."""
    parts = [
        trn("{n} référencement en cours", "{n} référencements en cours", told.open),
        trn("{n} en retard", "{n} en retard", told.late),
    ]
    if told.without_owner:
        parts.append(tr("sans personne ni date : {n}", n=format_number(told.without_owner)))
    if told.issued:
        parts.append(f"{known_answers(told.answered, told.issued)} {tr('en douze mois')}")
    return "  ·  ".join(parts)
