"""Nothing on the slip moved, grew, vanished or turned round since somebody last looked at it."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from tests.reports.golden import apart, kept, names, picture

_ON_THE_WHOLE, _AT_MOST = 1.0, 40
"""Another version of the renderer draws edges otherwise; a line that moved by a millimetre is far beyond."""


@pytest.mark.parametrize(("pair", "paper"), list(names()))
def test_the_slip_looks_as_it_was_found_good(pair: str, paper: str) -> None:
    mean, most = apart(picture(pair, paper), Image.open(kept(pair, paper)))

    assert mean <= _ON_THE_WHOLE
    assert most <= _AT_MOST


def test_what_moves_is_seen() -> None:
    good = Image.open(kept("fr-ar", "a4"))
    moved = ImageChops.offset(good, 0, 3)

    assert apart(good, moved)[1] > _AT_MOST
