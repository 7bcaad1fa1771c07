"""Two records of eight texts, as a file or another program holds them, compared without a base."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from app.people.likeness import PersonLook, likeness_score, look_of_texts

FIELDS = ("given_name", "family_name", "sex", "birth_date", "nationality", "phone", "doc_type", "doc_number")
"""The fields of one record; each may be empty or missing."""


def compare_line(line: str, today: date) -> float:
    """The score of `{"left": {…}, "right": {…}}`. Raises ValueError when the line is not that."""
    pair = json.loads(line)
    if not isinstance(pair, dict):
        raise ValueError("not a pair")
    left, right = (_look(pair.get(side), today) for side in ("left", "right"))
    return round(likeness_score(left, right), 6)


def look_of_record(record: Mapping[str, object], today: date) -> PersonLook:
    """The look of one record: what is empty, null or missing is unknown."""
    texts = {name: str(record.get(name) or "") for name in FIELDS}
    return look_of_texts(**texts, today=today)


def _look(record: object, today: date) -> PersonLook:
    if not isinstance(record, Mapping):
        raise ValueError("not a record")
    return look_of_record(record, today)
