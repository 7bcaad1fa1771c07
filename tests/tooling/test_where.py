"""The page that says where each rule lives tells the truth."""

from __future__ import annotations

import importlib
import re

import pytest

from tests.tooling.house_rules import ROOT

_NAMES = re.findall(r"\| `([\w.]+)` \|", (ROOT / "docs" / "where.md").read_text(encoding="utf-8"))


def test_twenty_questions_are_answered() -> None:
    assert len(_NAMES) == len(set(_NAMES)) == 20


@pytest.mark.parametrize("name", _NAMES)
def test_every_name_is_there(name: str) -> None:
    module, _, thing = name.rpartition(".")
    assert hasattr(importlib.import_module(module), thing)
