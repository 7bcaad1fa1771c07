"""An entry's conditions and its calls in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.funding.criterion_words import in_plain_words
from app.funding.entries import Entry
from app.funding.field_names import field_name
from app.funding.wordings import LABELS
from resources.i18n import format_date, format_list, tr
from ui.signs import word_of

if TYPE_CHECKING:
    from app.funding.checks import CheckLine


def criterion_lines(entry: Entry, language: str) -> list[str]:
    """Each condition as one sentence, with what stands beside it."""
    lines = []
    for criterion in entry.criteria:
        text = in_plain_words(criterion).get(language)
        marks = [tr("ne décide pas")] * (not criterion.decides) + [tr("déduit")] * criterion.inferred
        if criterion.checked_on:
            marks.append(tr("dit au téléphone le {date}", date=format_date(criterion.checked_on, style="numeric")))
        lines.append(f"{text} ({format_list(marks)})" if marks else text)
    return lines


def check_line(check: CheckLine, entry: Entry, language: str) -> str:
    """One answer of one call, in one line."""
    field, _, about = check.field.partition(":")
    if field == "all":
        said = tr("tout est encore exact")
    else:
        label = field_name(field.removesuffix("_exclusive"), language)
        what = tr(LABELS[about]) if about in LABELS else about
        answer = {"yes": tr("oui"), "no": tr("non")}.get(check.answer or "", check.answer or "")
        said = " : ".join(part for part in (label, what, word_of(answer)) if part)
    who = tr("répondu par {who}", who=check.answered_by) if check.answered_by else ""
    return "  ·  ".join(part for part in (format_date(check.on), check.by or "", who, said) if part)
