"""What looks wrong in an entry without being impossible: shown beside it, never corrected, never silent."""

from __future__ import annotations

import re

from app.funding.entries import Entry
from app.funding.field_names import field_name
from resources.i18n import NO_BREAK_SPACE, current_language, format_money, tr

_PERCENT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*%")
HIGHEST_RATE = 30
"""A yearly rate above this many percent is shown as suspicious. Our own choice: DOMAIN.md 1.2 has up to 45 % a year from
old press, and no current rate."""
LARGEST_MAD = 10_000_000
"""An amount above this is shown as suspicious for a counter of micro-entrepreneurs."""


def suspicions(entry: Entry) -> tuple[str, ...]:
    """A sentence, in the current language, for each figure that should be asked again."""
    found = []
    language = current_language()
    for term in entry.terms:
        if term.centimes is not None and term.centimes > LARGEST_MAD * 100:
            found.append(
                tr("Montant surprenant, à vérifier : {name} {value}", name=field_name(term.name, language),
                   value=format_money(term.centimes))
            )  # fmt: skip
        if term.name == "rate" and term.text is not None:
            rates = [float(each.replace(",", ".")) for each in _PERCENT.findall(term.text.fr)]
            found += [
                tr("Taux surprenant, à vérifier : {value}", value=f"{rate:g}{NO_BREAK_SPACE}%")
                for rate in rates
                if rate > HIGHEST_RATE
            ]
    lowest, highest = entry.term("amount_min"), entry.term("amount_max")
    if lowest and highest and (lowest.centimes or 0) > (highest.centimes or lowest.centimes or 0):
        found.append(tr("Le montant minimum est plus grand que le montant maximum."))
    return tuple(found)
