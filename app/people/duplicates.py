"""Going over the registry for dossiers that may be of one person, and queueing them for review. Nobody is ever merged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.people.blocking import Candidates
from app.people.likeness import PERHAPS_SAME, Likeness, likeness
from app.people.look import PersonLook
from app.people.registry_looks import registry_looks
from app.people.scoring import scored
from app.people.twin_pairs import agency_pairs, pair_key
from db.models import TwinPair, TwinState

if TYPE_CHECKING:
    from app.workspace import Workspace

Progress = Callable[[int, int], None]

_QUEUED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two dossiers that may be one person's, with what agrees and what differs."""

    left_id: UUID
    right_id: UUID
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Sweep:
    """What going over the registry came to: pairs that may be one person, and how many of them are new in the queue."""

    found: int
    queued: int


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="twins.swept")
def find_duplicates(
    workspace: Workspace, minimum: float = PERHAPS_SAME, progress: Progress = lambda done, total: None
) -> list[Duplicate]:
    """Pairs of the agency's registry that look at least so alike, best first, but for those said to be different.

    Stopped by what `progress` raises: nothing is written.
    """
    with reading(workspace) as session:
        looks = registry_looks(session, workspace.agency.id)
        different = agency_pairs(session, workspace.agency.id, TwinState.DIFFERENT)
    ids, known = list(looks), list(looks.values())
    pairs = [pair for pair in _pairs(known, progress) if pair_key(ids[pair[0]], ids[pair[1]]) not in different]
    scores: list[float] = []
    for some in scored(((known[left], known[right]) for left, right in pairs), minimum):
        scores += some
        progress(len(known) + len(scores), len(known) + len(pairs))
    alike = [pair for pair, score in zip(pairs, scores, strict=True) if score >= minimum]
    found = [Duplicate(ids[a], ids[b], likeness(known[a], known[b])) for a, b in alike]
    return sorted(found, key=lambda one: (-one.likeness.score, one.left_id, one.right_id))


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.HARMLESS, audit="twins.queued")
def queue_duplicates(
    workspace: Workspace, minimum: float = PERHAPS_SAME, progress: Progress = lambda done, total: None
) -> Sweep:
    """Goes over the registry and queues for review what it finds; stopped half-way, it is simply begun again."""
    found = find_duplicates(workspace, minimum, progress)
    queued = 0
    for start in range(0, len(found), _QUEUED_AT_ONCE):
        with writing(workspace) as session:
            queued += _queue(session, workspace.agency.id, found[start : start + _QUEUED_AT_ONCE])
    return Sweep(len(found), queued)


def _pairs(looks: list[PersonLook], progress: Progress) -> list[tuple[int, int]]:
    candidates = Candidates(looks)
    pairs: list[tuple[int, int]] = []
    for place in range(len(looks)):
        pairs += [(place, other) for other in candidates.of(place)]
        if place % 1_000 == 0:
            progress(place, 2 * len(looks))
    return pairs


def _queue(session: Session, agency_id: UUID, found: list[Duplicate]) -> int:
    known = agency_pairs(session, agency_id)
    new = [one for one in found if pair_key(one.left_id, one.right_id) not in known]
    for one in new:
        left, right = pair_key(one.left_id, one.right_id)
        session.add(
            TwinPair(left_id=left, right_id=right, score=round(one.likeness.score, 4), state=TwinState.TO_REVIEW)
        )
    return len(new)
