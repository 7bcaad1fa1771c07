"""The lock files: what they pin, read by the tests and by the list of licences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^ ;\\]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Lock:
    """One lock file: its text, and the version pinned for each package."""

    name: str
    text: str

    @property
    def pins(self) -> dict[str, str]:
        """Package to version, in the file's order."""
        return {found["name"]: found["version"] for found in _PIN.finditer(self.text)}


def lock(name: str) -> Lock:
    """The lock called `name`: run, dev or bundle."""
    return Lock(name, (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8"))
