"""A text of the directory in the three languages, and which of them we translated ourselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """One text in French, Arabic and English.

    `from_source` names the languages whose words come from the source; the others are our own translation and are
    shown with "traduction Wasl, à relire" (PRODUCT.md U1). A name without Arabic spelling stays in Latin letters.
    """

    fr: str
    ar: str
    en: str
    from_source: tuple[str, ...] = ()

    def get(self, language: str) -> str:
        """The text in `language` ("fr", "ar" or "en")."""
        return {"fr": self.fr, "ar": self.ar, "en": self.en}[language]

    def is_ours(self, language: str) -> bool:
        """Whether the text in `language` is our translation, still to be read over by a native reader."""
        given = {self.get(source) for source in self.from_source}
        return language not in self.from_source and self.get(language) not in given


def in_three(say: Callable[[str], str]) -> Texts:
    """The text that `say` gives for each language; our own words, written in French."""
    return Texts(say("fr"), say("ar"), say("en"), ("fr",))
