"""The self-test that judges a bundle passes from source, and tells what is wrong where something is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.selftest import _CHECKS, run_selftest
from tests.tooling.house_rules import ROOT


def test_everything_wasl_stands_on_is_there(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    done = subprocess.run(
        [sys.executable, "-m", "app", "--selftest", str(report)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = json.loads(report.read_text(encoding="utf-8"))
    assert [check for check in told["checks"] if not check["ok"]] == [], done.stderr
    assert done.returncode == 0


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise ImportError("no such library")

    for name in list(_CHECKS):
        monkeypatch.delitem(_CHECKS, name)
    monkeypatch.setitem(_CHECKS, "server", broken)
    assert run_selftest(tmp_path / "report.json") == 1
    assert "no such library" in (tmp_path / "report.json").read_text()
