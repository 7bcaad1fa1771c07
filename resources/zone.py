"""Morocco's time by the zone data pinned with Wasl.

Its clock is announced late (from September 2026 it stays on GMT, says release 2026f), and a system's own data may be years
old: two counters must never disagree on an hour.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

_KEY = "Africa/Casablanca"


@lru_cache(1)
def morocco() -> ZoneInfo:
    """The zone `Africa/Casablanca`, never the system's."""
    region, city = _KEY.split("/")
    # A part at a time: in the bundle the data are a folder without its module, which takes no more at once.
    with (files("tzdata") / "zoneinfo" / region / city).open("rb") as data:
        return ZoneInfo.from_file(data, key=_KEY)
