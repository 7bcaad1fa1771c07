"""The whole job through the real window, as an agent does it, in French and in Arabic."""

from __future__ import annotations

from pathlib import Path

import pytest

from resources.i18n import use_language
from ui import minute
from ui.application import make_application, make_window


@pytest.mark.screen
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_known_person_leaves_with_a_slip_in_under_25_keys(tmp_path: Path, language: str) -> None:
    base = str(tmp_path / "minute.wasl")
    make_application()
    minute.found_demo(base, language)
    window = make_window(base)
    window.show()
    player = minute.Player(window, tmp_path)

    try:
        minute.play(player)
    finally:
        window.close()
        use_language("fr")

    slips = list(tmp_path.glob("bon-*.pdf"))
    assert player.keys < 25
    assert len(slips) == 1
    assert slips[0].read_bytes().startswith(b"%PDF")
