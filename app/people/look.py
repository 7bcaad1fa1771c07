"""What is known of a person, as far as it helps to recognise them."""

from __future__ import annotations

from dataclasses import dataclass

from app.people.dates import BirthDate
from app.people.papers import Paper


@dataclass(frozen=True, slots=True)
class PersonLook:
    """What is known of a person, as far as it helps to recognise them. Phones and papers as kept in the base."""

    given: str = ""
    family: str = ""
    name_ar: str = ""
    sex: str | None = None
    birth: BirthDate | None = None
    nationality: str | None = None
    phones: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
