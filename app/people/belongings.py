"""Whatever belongs to a person: every table that points to one, and what a merge does with it.

One list for all who must miss nothing: the merge of two people and its undoing, the printed copy, the erasure. A test
walks the mapped classes and fails when a table points to a person and is not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.models import (
    Appointment,
    Attachment,
    Base,
    CallBack,
    Consent,
    DossierRequest,
    HouseholdMember,
    IdentityDocument,
    ImportedRow,
    Interaction,
    Need,
    PersonKey,
    PersonMerge,
    PersonPhone,
    PersonSound,
    ProjectMember,
    Referral,
    RetentionReview,
    TwinPair,
    WalkIn,
)


class OnMerge(StrEnum):
    """What becomes of the rows of the person that is merged into another."""

    MOVED = "moved"
    """They are the survivor's from now on."""

    ONCE = "once"
    """The same, but what the survivor has already (equal in the columns of `same`; none: any at all) is kept once."""

    NUMBERED = "numbered"
    """They are counted on after the survivor's, in the column of `same`."""

    PAIRED = "paired"
    """A pair of people: the survivor takes the place, once, and never beside itself."""

    DERIVED = "derived"
    """Made again from the rest."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """One column that points to a person."""

    mapped: type[Base]
    column: str = "person_id"
    on_merge: OnMerge = OnMerge.MOVED
    same: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The table's name."""
        return str(self.mapped.__tablename__)


BELONGINGS = (
    Belonging(PersonPhone, on_merge=OnMerge.ONCE, same=("number",)),
    Belonging(IdentityDocument, on_merge=OnMerge.ONCE, same=("type", "number", "issued_on", "expires_on", "status")),
    Belonging(HouseholdMember, on_merge=OnMerge.ONCE),
    Belonging(Attachment),
    Belonging(ProjectMember, on_merge=OnMerge.ONCE, same=("project_id",)),
    Belonging(Need, on_merge=OnMerge.NUMBERED, same=("number",)),
    Belonging(Consent),
    Belonging(Interaction),
    Belonging(Referral),
    Belonging(Appointment),
    Belonging(WalkIn),
    Belonging(CallBack),
    Belonging(DossierRequest),
    Belonging(RetentionReview),
    Belonging(ImportedRow),
    Belonging(PersonMerge, "survivor_id"),
    Belonging(TwinPair, "left_id", OnMerge.PAIRED),
    Belonging(TwinPair, "right_id", OnMerge.PAIRED),
    Belonging(PersonKey, on_merge=OnMerge.DERIVED),
    Belonging(PersonSound, on_merge=OnMerge.DERIVED),
)
"""Every one of them, in the order in which a merge takes them."""
