"""Who changes verdict when conditions are edited, as a list: from what, to what, and why."""

from __future__ import annotations

from app.funding.callers import Moved
from resources.i18n import current_language, tr
from ui.models.paged import Column, PagedModel
from ui.signs import sign_of, word_of


def moved_model() -> PagedModel:
    """The columns of the list."""
    return PagedModel(
        [
            Column("name", tr("Nom"), lambda one: one.name, 160, is_name=True),
            Column("before", tr("Avant"), lambda one: word_of(one.before), 125, sign=lambda one: sign_of(one.before)),
            Column("after", tr("Après"), lambda one: word_of(one.after), 125, sign=lambda one: sign_of(one.after)),
            Column("why", tr("Pourquoi"), _why, 300),
        ]
    )


def _why(one: Moved) -> str:
    return " ".join(reason.in_language(current_language()) for reason in one.why)
