"""A verdict in lines: why, what would change it and into what, what is not known, what to beware of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.funding.changes import Means
from app.funding.field_names import unknown_names
from resources.i18n import current_language, tr
from ui.signs import word_of

if TYPE_CHECKING:
    from app.funding.matching import Judged


def first_reason(one: Judged) -> str:
    """The reason that decides, in one line."""
    telling = [r for r in one.reasons if r.verdict == one.verdict.verdict] or list(one.reasons)
    return telling[0].in_language(current_language()) if telling else ""


def verdict_lines(one: Judged) -> list[str]:
    """Everything there is to say of it, for the panel under the list."""
    language = current_language()
    lines = [reason.in_language(language) for reason in one.reasons]
    if changes := change_lines(one):
        lines += ["", tr("Ce qui changerait ce verdict :"), *changes]
    if names := unknown_names(one.listed.entry, language):
        lines += ["", tr("Ce qu’on ne sait pas : {what}", what=names)]
    lines += [note.get(language) for note in one.listed.entry.notes[:1]]
    return lines


def change_lines(one: Judged) -> list[str]:
    """Each step or question once, with the verdict each outcome would give."""
    language = current_language()
    outcomes: dict[str, list[str]] = {}
    for change in one.changes:
        said = one.say(change).get(language)
        verdict = word_of(change.verdict)
        if change.means is Means.PROVIDER_ANSWER:
            good = change.after in ("accepts", "open")
            verdict = f"{tr('oui') if good else tr('non')} : {verdict}"
        elif change.means is Means.QUESTION:
            verdict = f"{word_of(str(change.after))} : {verdict}" if isinstance(change.after, bool) else verdict
        outcomes.setdefault(said, []).append(verdict)
    separator = "؛ " if language == "ar" else " ; "
    return [f"→ {said}  ({separator.join(dict.fromkeys(verdicts))})" for said, verdicts in outcomes.items()]
