"""What is made from declarations is up to date."""

from __future__ import annotations

import pytest

from tests.tooling.house_rules import ROOT
from tests.tooling.make import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_made_page_is_what_its_declarations_say(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == PAGES[name](), "run: python3 dev.py make"
