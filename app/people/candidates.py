"""Who in the registry may be meant by what is known of somebody: by numbers, then by how the names sound.

For the search, for hints while registering and for whoever looks for twins. Candidates are not judged here: likeness.py does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from app.people.likeness import PersonLook
from app.people.papers import number_key
from app.people.phones import phone_digits
from app.people.search_index import nearest_by_sound
from app.people.search_keys import KeyKind
from app.people.skeleton import name_words
from db.search import people_by_numbers

if TYPE_CHECKING:
    from app.people.sound_index import SoundQuestion

_PHONE_TAIL = 8
_SHORTEST_NUMBER = 4
_MOST_BY_NUMBER = 60
_MOST_WORDS = 8


def candidates(session: Session, look: PersonLook, limit: int = 200) -> list[UUID]:
    """Up to `limit` people who may be this one, the likeliest first: same phone or paper, then names that sound alike.

    Spellings, scripts, order, a slip of the pen, glued and split names are all met; year of birth and sex favour, and never
    exclude. Dossiers of every agency: the caller shows each only as far as P11 allows.
    """
    return list(scored_candidates(session, look, limit))


def scored_candidates(session: Session, look: PersonLook, limit: int = 200) -> dict[UUID, float]:
    """The same, each with how well their names sound (about 0...1.3; 0 for those found by a number alone)."""
    by_number = people_of_numbers(session, look)
    by_sound = nearest_by_sound(session, question_of(look), limit)
    both = {person_id: by_sound.get(person_id, 0.0) for person_id in by_number}
    return dict(list((both | by_sound).items())[:limit])


def people_of_numbers(session: Session, look: PersonLook) -> list[UUID]:
    """Those with a phone or the number of a paper of this look, whatever its country code or punctuation."""
    phones = {phone_digits(phone)[-_PHONE_TAIL:] for phone in look.phones}
    papers = {number_key(paper.number) for paper in look.papers if paper.number}
    found = people_by_numbers(session, _long_enough(phones), [KeyKind.PHONE.value], _MOST_BY_NUMBER)
    found += people_by_numbers(session, _long_enough(papers), [KeyKind.PAPER.value], _MOST_BY_NUMBER)
    return list(dict.fromkeys(found))


def question_of(look: PersonLook) -> SoundQuestion:
    """What the phonetic index is asked for a person: the names as shown, else those in Arabic script."""
    from app.people.sound_index import SoundQuestion

    names: Sequence[str] = name_words(f"{look.given} {look.family}") or name_words(look.name_ar)
    year = look.birth.year if look.birth else None
    return SoundQuestion(tuple(dict.fromkeys(names))[:_MOST_WORDS], birth_year=year, sex=look.sex)


def _long_enough(numbers: Iterable[str]) -> list[str]:
    return sorted(number for number in numbers if len(number) >= _SHORTEST_NUMBER)
