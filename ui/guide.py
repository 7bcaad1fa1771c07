"""The guide as the window shows it: its sections, and which of them speaks of which screen.

In docs/guide.<language>.md a line `<!-- help: topic topic -->` before a heading says which screens the section is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from resources.places import DOCS

_MARK = re.compile(r"^<!-- help: ([\w ]+) -->\n## (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the guide and the screens it is for."""

    title: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole guide in one language, as Markdown without its marks."""

    text: str
    sections: tuple[Section, ...]

    def place_of(self, topic: str) -> int:
        """Which section is about a screen; the first one where none is."""
        return next((place for place, one in enumerate(self.sections) if topic in one.topics), 0)


def read_guide(language: str) -> Guide:
    """The guide in a language, else in French."""
    page = DOCS / f"guide.{language}.md"
    text = (page if page.exists() else DOCS / "guide.fr.md").read_text(encoding="utf-8")
    sections = tuple(Section(found[2].strip(), tuple(found[1].split())) for found in _MARK.finditer(text))
    return Guide(re.sub(r"^<!-- help: .* -->\n", "", text, flags=re.MULTILINE), sections)
