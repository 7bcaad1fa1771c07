"""Where the shipped fonts and icons stand, from source and in the bundle alike."""

from __future__ import annotations

from pathlib import Path

RESOURCES = Path(__file__).parent
FONTS = RESOURCES / "fonts"
ICONS = RESOURCES / "icons"
DOCS = RESOURCES.parent / "docs"

FAMILY = "IBM Plex Sans Arabic"
FACES = (
    "IBMPlexSansArabic-Regular.ttf",
    "IBMPlexSansArabic-SemiBold.ttf",
    "NotoSans-Regular.ttf",
    "NotoSans-SemiBold.ttf",
)


def icon_svg(name: str) -> str:
    """The SVG text of an icon. Raises FileNotFoundError for a name we do not ship."""
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8")
