"""Builders of invented entries and people for the tests of matching."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from app.funding.entries import Entry, Pack
from app.funding.entry_reader import read_entry
from app.funding.facts import Facts, facts_from_words
from app.funding.located import items_of
from app.funding.pack import shipped_pack

TODAY = date(2026, 11, 23)
ALL = [
    "marocain",
    "carte_immatriculation",
    "carte_residence",
    "recepisse",
    "refugie_bra",
    "refugie_hcr",
    "demandeur_asile_hcr",
    "passeport_seul",
    "sans_document",
]


def texts(word: str) -> dict[str, object]:
    """One word in three languages."""
    return {"fr": word, "ar": word, "en": word}


def an_entry(
    entry_id: str = "an_option", state: str | dict[str, object] = "open", situations: object = None, **criteria: object
) -> Entry:
    """An open entry that accepts every situation and asks nothing else, unless told otherwise."""
    lists = situations or {"accepted": ALL, "refused": [], "unknown": []}
    return read_entry(
        items_of(
            {
                "id": entry_id,
                "kind": "funding",
                "title": texts("Essai"),
                "providers": [],
                "availability": state if isinstance(state, dict) else {"state": state},
                "sources": ["https://example.org/essai"],
                "source_date": "2018",
                "confidence": "to_verify",
                "terms": {},
                "criteria": {"situations": lists, **criteria},
            }
        )
    )


def someone(**words: object) -> Facts:
    """A person as the command line says it, on the day of the catalogue unless told otherwise."""
    return facts_from_words({"on": TODAY.isoformat(), **words})


@lru_cache(maxsize=1)
def the_catalogue() -> Pack:
    """The catalogue that ships."""
    return shipped_pack()


def the_entry(entry_id: str) -> Entry:
    """One entry of the catalogue that ships."""
    entry = the_catalogue().entry(entry_id)
    assert entry is not None, entry_id
    return entry
