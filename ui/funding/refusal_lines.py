"""A refusal as evidence on an entry, in words: when, by whom, on what, of somebody who was what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.funding.field_names import field_name
from app.funding.wordings import LABELS
from app.people.situations import SITUATION_LABELS
from resources.i18n import current_language, format_date, format_list, tr

if TYPE_CHECKING:
    from app.referrals.evidence import Lesson, Proposal


def fact_text(lesson: Lesson) -> str:
    """What the person was on that criterion; their situations where it asks for those, or nothing else is known."""
    if lesson.fact is None:
        return format_list(tr(SITUATION_LABELS.get(one, one)) for one in lesson.situations) or tr("inconnue")
    words = {"yes": tr("oui"), "no": tr("non")}
    return words.get(lesson.fact) or (tr(LABELS[lesson.fact]) if lesson.fact in LABELS else lesson.fact)


def refusal_line(lesson: Lesson) -> str:
    """The refusal in one line: it begins the reason of a change."""
    provider = lesson.provider.get(current_language(), "")
    said = tr("Refus du {date} par {provider}", date=format_date(lesson.on), provider=provider)
    if lesson.criterion is None:
        return said
    return f"{said} : {field_name(lesson.criterion, current_language())}, {fact_text(lesson)}"


def proposal_lines(proposal: Proposal) -> list[str]:
    """What stands over the fields: the refusal, the provider's words, and whether the fields say it already."""
    lines = [refusal_line(proposal.lesson)]
    if proposal.lesson.words:
        lines.append(f"« {proposal.lesson.words} »")
    if proposal.is_complete:
        lines.append(tr("Proposé dans les champs ci-dessous : vérifiez auprès de l’organisme, corrigez, enregistrez."))
    else:
        lines.append(tr("Le refus ne dit pas quoi changer : demandez-le à l’organisme, puis écrivez-le ici."))
    return lines
