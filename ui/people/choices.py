"""The lists one chooses from when speaking of a person; the words are those of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.i18n import tr, tr_noop

if TYPE_CHECKING:
    from app.people.forms import PaperForm

Choices = tuple[tuple[str, str], ...]
SEXES: Choices = (("F", tr_noop("Femme")), ("M", tr_noop("Homme")))
YES_NO: Choices = (("yes", tr_noop("Oui")), ("no", tr_noop("Non")))
STAGES: Choices = (
    ("idea", tr_noop("Idée")),
    ("creation", tr_noop("Création")),
    ("existing", tr_noop("Activité existante")),
)
LEGAL_FORMS: Choices = (
    ("none", tr_noop("Aucune")), ("individual", tr_noop("Entreprise individuelle")),
    ("auto_entrepreneur", tr_noop("Auto-entrepreneur")), ("cooperative", tr_noop("Coopérative")),
    ("company", tr_noop("Société")), ("association", tr_noop("Association")),
)  # fmt: skip


PAPER_STATUSES: Choices = (
    ("seen", tr_noop("vue")), ("copied", tr_noop("copiée")), ("declared", tr_noop("déclarée")),
)  # fmt: skip


def translated(choices: Choices) -> list[tuple[str, str]]:
    """The same with their labels in the current language."""
    return [(value, tr(label)) for value, label in choices]


def paper_choices() -> list[tuple[str, str]]:
    """The kinds of papers."""
    from app.people.papers import PAPER_LABELS

    return [(str(kind), tr(label)) for kind, label in PAPER_LABELS.items()]


def paper_label(kind: str) -> str:
    """What to call a kind of paper."""
    from app.people.papers import PAPER_LABELS

    return tr(PAPER_LABELS[kind]) if kind in PAPER_LABELS else kind


def paper_form(
    kind: str, number: str | None, expires: str | None, issued: str | None = None, status: str = "seen"
) -> PaperForm:
    """A paper as typed. Raises Refused for a date that cannot be."""
    from app.people.forms import PaperForm
    from app.people.papers import parse_day

    return PaperForm(kind, number, parse_day(issued or ""), parse_day(expires or ""), status)
