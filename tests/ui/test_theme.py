"""Every text can be read on its ground, in every theme (WCAG 2.2, AA: 4.5 to 1)."""

from __future__ import annotations

import pytest

from ui.theme import THEMES, Tokens, Tone


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("tone", Tone)
def test_a_badge_is_read_on_its_own_ground(theme: Tokens, tone: Tone) -> None:
    assert contrast(theme.ink_of(tone), theme.ground_of(tone)) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("ink", ["ink", "quiet", "accent", "good", "ask", "bad"])
@pytest.mark.parametrize("ground", ["ground", "paper"])
def test_words_are_read_on_every_ground(theme: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_main_button_is_read(theme: Tokens) -> None:
    assert contrast(theme.accent_ink, theme.accent) >= 4.5
