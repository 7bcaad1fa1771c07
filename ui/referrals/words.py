"""The coded reasons of a refusal in words."""

from __future__ import annotations

from resources.i18n import tr_noop
from ui.people.choices import Choices

REASONS: Choices = (
    ("criterion_not_met", tr_noop("Un critère n’est pas rempli")), ("no_funds", tr_noop("Plus de fonds")),
    ("papers_missing", tr_noop("Papiers manquants")), ("not_reached", tr_noop("Non joignable")),
    ("duplicate", tr_noop("Déjà demandé")), ("changed_mind", tr_noop("A changé d’avis")), ("other", tr_noop("Autre")),
)  # fmt: skip
