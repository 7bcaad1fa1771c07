"""What the phonetic index keeps of a person, as text in the base: each word of their names with its sound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from app.people.skeleton import name_words, sound
from db.sounds import SoundsOf

if TYPE_CHECKING:
    from db.models import Person

ALGORITHM = 1
"""To be raised when names are folded, parted or sounded otherwise: every base then makes its index again."""

_NAMES = ("family_name", "given_name", "name_ar", "known_as")
_MOST_WORDS = 16
_LONGEST = 40


def sounds_of(person: Person) -> SoundsOf:
    """The row of one person."""
    columns = ("id", *_NAMES, "birth_date", "sex")
    return sounds_of_values({name: getattr(person, name) for name in columns})


def sounds_of_values(person: Mapping[Any, Any]) -> SoundsOf:
    """The row of one person from the values of their columns."""
    born, sex = person.get("birth_date"), person.get("sex")
    return SoundsOf(
        person["id"], written_words(person.get(name) for name in _NAMES), born.year if born else None,
        str(sex) if sex else None,
    )  # fmt: skip


def written_words(names: Iterable[str | None]) -> str:
    """`word:sound` parted by spaces, each word once."""
    words = dict.fromkeys(word[:_LONGEST] for name in names if name for word in name_words(name))
    return " ".join(f"{word}:{sound(word)}" for word in list(words)[:_MOST_WORDS])


def read_words(text: str) -> tuple[tuple[str, str], ...]:
    """The words with their sounds again."""
    return tuple((word, said) for word, _, said in (one.partition(":") for one in text.split(" ")) if word)
