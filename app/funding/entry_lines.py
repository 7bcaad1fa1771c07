"""An entry of the directory as lines for people (`wasl funding show`): what is known, where it comes from, what is not known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.funding.criterion_words import in_plain_words
from app.funding.field_names import term_name, unknown_names
from app.state_words import said, said_day
from resources.i18n import current_language, format_money, format_phone, tr

if TYPE_CHECKING:
    from app.funding.criteria import Criterion
    from app.funding.directory import ListedEntry, ListedProvider
    from app.funding.entries import Entry


def entry_lines(listed: ListedEntry, providers: Iterable[ListedProvider]) -> list[str]:
    """A block after the other; what the sources leave open stands in a line of its own."""
    entry, language = listed.entry, current_language()
    checked = (
        tr("vérifiée le {date}", date=said_day(listed.last_checked_on))
        if listed.last_checked_on
        else tr("jamais vérifiée")
    )
    lines = [f"{entry.id}  {entry.title.get(language)}", f"  {said(entry.availability.state)}  ·  {checked}"]
    blocks = (
        (tr("Organismes et guichets"), [line for one in providers for line in _provider(one, language)]),
        (tr("Combien, et à quel coût"), _terms(entry, language)),
        (tr("Papiers à apporter"), [one.text.get(language) for one in entry.documents]),
        (tr("Conditions"), [_criterion(one, language) for one in entry.criteria]),
        (tr("Ce qu’on ne sait pas"), [unknown_names(entry, language)] if entry.unknown else []),
        (tr("Sources"), [*entry.provenance.sources, *([str(entry.provenance.date)] if entry.provenance.date else [])]),
    )
    for title, rows in blocks:
        if rows:
            lines += [title, *(f"  {row}" for row in rows)]
    return lines


def _provider(one: ListedProvider, language: str) -> list[str]:
    lines = [f"{one.name.get(language)}  ({one.slug})"]
    for branch in one.branches:
        phone = format_phone(branch.phone) if branch.phone else ""
        unsure = "" if branch.is_confirmed else tr("adresse à confirmer")
        lines.append(
            "  " + "  ·  ".join(part for part in (branch.name, branch.address, branch.city, phone, unsure) if part)
        )
    return lines


def _terms(entry: Entry, language: str) -> list[str]:
    lines = []
    for term in entry.terms:
        value = format_money(term.centimes) if term.centimes is not None else ""
        value = value or (term.text.get(language) if term.text else "")
        lines.append(f"{term_name(term, language)} : {value or tr('on ne sait pas : à demander')}")
    return lines


def _criterion(criterion: Criterion, language: str) -> str:
    text = in_plain_words(criterion).get(language)
    return text if criterion.decides else f"{text} ({tr('ne décide pas')})"
