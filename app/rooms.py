"""Every room that others meet only through a list they add themselves to; imported when a base is opened or founded."""

from __future__ import annotations

import app.funding.directory
import app.people.consents
import app.people.registration
import app.referrals.answers
from app.accounts import founding

founding.INSTALLERS[:] = [app.funding.directory.install_catalogue, app.people.consents.install_wordings]
