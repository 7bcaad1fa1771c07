"""`wasl people compare --lines`: no base, no password; a line in, a number out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from app.cli import main

AWA = {"given_name": "Awa", "family_name": "Inventée", "birth_date": "1991-03-12", "phone": "0661000001"}


def compared(*lines: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[float]:
    """What the command answers to these lines."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    assert main(["people", "compare", "--lines"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_pair_gets_one_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("WASL_BASE", str(tmp_path / "none.wasl"))
    same = json.dumps({"left": AWA, "right": {**AWA, "given_name": "AWA"}})
    other = json.dumps({"left": AWA, "right": {"given_name": "Chidi", "family_name": "Fictif", "sex": None}})
    nothing = json.dumps({"left": {}, "right": {}})

    one, two, three = compared(same, other, "", nothing, monkeypatch=monkeypatch, capsys=capsys)

    assert one >= 0.9
    assert two < 0.1
    assert three < 0.5


@pytest.mark.parametrize("line", ["no json", "[1]", '{"left": {}}', '{"left": "x", "right": {}}'])
def test_a_line_that_is_no_pair_is_said(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(line))

    with pytest.raises(SystemExit) as ended:
        main(["people", "compare", "--lines"])

    assert ended.value.code == 2


@pytest.mark.parametrize(
    "text", ["x" * 2000, "\u202eA\u200b" * 500, "é " * 1000, "\x00\ud800", "𓀀" * 2000, "12/13/1990" * 50]
)
def test_hostile_texts_are_compared_calmly(text: str) -> None:
    from datetime import date

    from app.people.comparing import FIELDS, compare_line

    hostile = dict.fromkeys(FIELDS, text)
    line = json.dumps({"left": hostile, "right": AWA})

    assert 0 <= compare_line(line, date(2026, 11, 24)) < 0.5
    assert 0 <= compare_line(json.dumps({"left": hostile, "right": hostile}), date(2026, 11, 24)) <= 1
