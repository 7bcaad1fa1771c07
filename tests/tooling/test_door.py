"""The door needs nothing but Python: it is what installs the rest."""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.tooling.house_rules import ROOT


def test_the_door_imports_the_standard_library_only() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert {name.partition(".")[0] for name in plain | named} <= sys.stdlib_module_names


def test_an_unknown_word_lists_the_commands_and_fails() -> None:
    outcome = subprocess.run([sys.executable, "dev.py", "dance"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert outcome.returncode == 1
    assert "dev.py test" in outcome.stderr


def test_hooks_fetch_nothing() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")

    assert "://" not in hooks
    assert "repo: local" in hooks
