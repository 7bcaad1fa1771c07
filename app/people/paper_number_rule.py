"""Rule P12: without the agency's CNDP number, no paper number is kept, wherever it could be written down.

Storing identity-card numbers needs a prior authorisation of the CNDP (law 09-08, DOMAIN.md §5.1). What is dropped does
not come back when the number of the CNDP is given later: it was never written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.accounts import drafts

if TYPE_CHECKING:
    from app.workspace import Workspace

NUMBER_KEYS = frozenset({"paper_number", "doc_number", "hcr_case"})
_LOOKS_LIKE_ONE = re.compile(r"(?=[^\W_]*\d{4})[^\W_]{5,}|\d{3,}(?:[-/ ]\d{2,})+")


def without_numbers(value: object) -> object:
    """What was typed without paper numbers: fields so named, and the `number` of anything that has a `type`."""
    if isinstance(value, list):
        return [without_numbers(one) for one in value]
    if not isinstance(value, dict):
        return value
    hidden = NUMBER_KEYS | ({"number"} if "type" in value else frozenset())
    return {key: "" if key in hidden and one else without_numbers(one) for key, one in value.items()}


def name_without_numbers(name: str) -> str:
    """A file's name, with whatever looks like a paper's number replaced by "…": `CIN AB123456.pdf` is `CIN ….pdf`."""
    stem, dot, ending = name.rpartition(".")
    kept = _LOOKS_LIKE_ONE.sub("…", stem if dot else ending)
    return f"{kept}{dot}{ending}" if dot else kept


def _clean_draft(workspace: Workspace, body: dict[str, object]) -> dict[str, object]:
    if workspace.agency.keeps_paper_numbers:
        return body
    cleaned = without_numbers(body)
    assert isinstance(cleaned, dict)
    return cleaned


drafts.BEFORE_KEEPING.append(_clean_draft)
