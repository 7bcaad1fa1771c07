"""`wasl people duplicates`: pairs over the registry, best first, as a document and as a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import main
from tests.conftest import PASSWORD


@pytest.fixture
def base(base_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A base with two dossiers of one person and one of another."""
    monkeypatch.setenv("WASL_BASE", str(base_file))
    monkeypatch.setenv("WASL_PASSWORD", PASSWORD)
    for given, family, phone in (
        ("Aminata", "Essai", "0661000001"),
        ("Aminatou", "ESSAI", "+212661000001"),
        ("Chidi", "Fictif", ""),
    ):
        assert (
            main(["people", "add", "--given", given, "--family", family, *(("--phone", phone) if phone else ())]) == 0
        )
    return base_file


def test_pairs_come_best_first_with_both_numbers(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()

    assert main(["people", "duplicates", "--json", "--min", "0.4"]) == 0

    pairs = json.loads(capsys.readouterr().out)["pairs"]
    assert [(pair["left"][:4], pair["right"][:4]) for pair in pairs] == [("RAB-", "RAB-")]
    assert 0.4 <= pairs[0]["score"] <= 1
    assert "Même téléphone." in pairs[0]["agrees"]


def test_the_table_says_what_agrees_and_nothing_is_queued_unasked(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["people", "duplicates", "--queue"]) == 0

    assert "Même téléphone." in capsys.readouterr().out


def test_a_least_score_beyond_one_is_a_wrong_command_line(base: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["people", "duplicates", "--min", "2"])

    assert ended.value.code == 2
