"""What the row of each criterion of an entry is known by: its field, and for groups, of which there may be several, a number."""

from __future__ import annotations

from collections.abc import Iterator

from app.funding.criteria import Criterion
from app.funding.entries import Entry


def row_keys(entry: Entry) -> Iterator[tuple[str, Criterion]]:
    """Each criterion with the key of its row."""
    groups = 0
    for criterion in entry.criteria:
        groups += bool(criterion.parts)
        yield (f"{criterion.key.value}:{groups}" if criterion.parts else criterion.key.value), criterion
