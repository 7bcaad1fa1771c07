"""Of the questions of the development set (invented people), how many find the one meant among five: a sample, by sound alone."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from uuid import UUID

from app.people.search_keys import query_plan
from app.people.skeleton import name_words
from app.people.sound_index import SoundIndex, SoundQuestion, SoundRow
from app.people.sound_rows import read_words, written_words

_DATA = Path(__file__).parents[1] / "data"
_KINDS = {"name": 0.82, "name_year": 0.9, "cross_script": 0.78}
_EVERY = 3


def rows(name: str) -> list[dict[str, str]]:
    with gzip.open(_DATA / name, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_person_meant_is_among_the_first_five() -> None:
    index = SoundIndex()
    people = rows("search_dev_registry.csv.gz")
    index.add([
        SoundRow(UUID(int=int(one["id"][1:])), read_words(written_words([one["family_name"], one["given_name"]])),
                 int(one["birth_date"][:4]) if one["birth_date"] else None, one["sex"] or None)
        for one in people
    ])  # fmt: skip
    questions = rows("search_dev_queries.csv.gz")
    for kind, bar in _KINDS.items():
        asked = [one for one in questions if one["kind"] == kind][::_EVERY]
        found = 0
        for one in asked:
            plan = query_plan(one["text"])
            words = tuple(dict.fromkeys(name_words(" ".join(plan.words))))
            best = index.nearest(SoundQuestion(words, plan.is_begun, plan.birth_year), 5)
            found += UUID(int=int(one["expected_id"][1:])) in [person for person, _ in best]
        assert found / len(asked) >= bar, (kind, found, len(asked))
