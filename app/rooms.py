"""Every room that others meet only through a list they add themselves to; imported when a base is opened or founded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import app.funding.directory
import app.people.consents
import app.people.paper_number_rule
import app.people.registration
import app.people.wording_editions
import app.referrals.answers
from app.accounts import entrance, founding
from app.upkeep.erased_ids import listed_beside_base

if TYPE_CHECKING:
    from app.workspace import Workspace

founding.INSTALLERS[:] = [app.funding.directory.install_catalogue, app.people.wording_editions.install_wordings]


def _erase_again(workspace: Workspace) -> None:
    if listed_beside_base(workspace.database.location):
        from app.upkeep.erasure import after_opening  # seldom: not before the window paints

        after_opening(workspace)


entrance.AFTER_OPENING[:] = [_erase_again]
