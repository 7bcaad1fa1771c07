"""The duplicates of the registry as a list or a file tells them: numbers, names, and the sentences for and against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from app.accounts.numbers import read_aloud
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.people.duplicates import Progress, find_duplicates
from app.people.likeness import PERHAPS_SAME, Likeness
from app.people.names import display_name
from db.models import Person
from resources.i18n import tr

if TYPE_CHECKING:
    from app.workspace import Workspace

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class NamedPair:
    """Two dossiers by their numbers and names."""

    left: str
    left_name: str
    right: str
    right_name: str
    likeness: Likeness

    def agreeing(self) -> list[str]:
        """What the two have in common, in words."""
        return [tr(term.sentence) for term in self.likeness.terms if term.agrees]

    def differing(self) -> list[str]:
        """What tells them apart, in words."""
        return [tr(term.sentence) for term in self.likeness.terms if not term.agrees]

    def cells(self) -> tuple[str, ...]:
        """One line of a table."""
        score = f"{self.likeness.score:.2f}"
        names = (self.left, self.left_name, self.right, self.right_name)
        return (score, *names, " ".join(self.agreeing()), " ".join(self.differing()))

    def document(self) -> dict[str, object]:
        """The same for another program."""
        return {
            "left": self.left, "right": self.right, "score": round(self.likeness.score, 4), "left_name": self.left_name,
            "right_name": self.right_name, "agrees": self.agreeing(), "differs": self.differing(),
        }  # fmt: skip


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="twins.swept")
def list_duplicates(
    workspace: Workspace, minimum: float = PERHAPS_SAME, progress: Progress = lambda done, total: None
) -> list[NamedPair]:
    """What find_duplicates finds, with the numbers and names of the dossiers."""
    found = find_duplicates(workspace, minimum, progress)
    ids = sorted({one for pair in found for one in (pair.left_id, pair.right_id)})
    names: dict[UUID, tuple[str, str]] = {}
    with reading(workspace) as session:
        for start in range(0, len(ids), _AT_ONCE):
            query = select(
                Person.id, Person.code, Person.family_name, Person.given_name, Person.name_ar, Person.known_as
            )
            for key, code, family, given, arabic, known_as in session.execute(
                query.where(Person.id.in_(ids[start : start + _AT_ONCE]))
            ):
                shown = display_name(family, given, arabic) or known_as or ""
                names[key] = (read_aloud(code, workspace.agency.label), shown)
    return [
        NamedPair(*names[pair.left_id], *names[pair.right_id], pair.likeness)
        for pair in found
        if pair.left_id in names and pair.right_id in names
    ]
