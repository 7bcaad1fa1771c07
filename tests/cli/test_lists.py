"""Lists and imports from the command line: filters, files, repeated groups, what is said on standard error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import main
from tests.conftest import PASSWORD

KOBO = Path(__file__).parents[1] / "data" / "imports" / "kobo.xlsx"


@pytest.fixture
def wasl(base_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Runs a command on a base of its own; gives its exit code, its answer and what it said."""
    monkeypatch.setenv("WASL_BASE", str(base_file))
    monkeypatch.setenv("WASL_PASSWORD", PASSWORD)

    def run(*words: str) -> tuple[int, object, str]:
        code = main(["--json", *words])
        told = capsys.readouterr()
        return code, json.loads(told.out) if told.out.strip() else None, told.err

    return run


def test_a_form_is_imported_then_listed_kept_and_exported(wasl, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, told, said = wasl("people", "import", str(KOBO))
    assert (code, told["new"], told["rejected"]) == (0, 3, 0)
    assert "--repeat membres_menage=persons" in said

    code, told, _ = wasl("people", "import", str(KOBO), "--repeat", "membres_menage=persons")
    assert (code, told["known"], told["new"] + told["twins"]) == (0, 3, 3)

    code, told, _ = wasl("people", "list", "--filter", "city=rabat", "--columns", "name,city", "--save", "À Rabat")
    assert (code, told["total"]) == (0, 4)
    assert {person["city"] for person in told["people"]} == {"Rabat"}

    code, told, _ = wasl(
        "people", "list", "--saved", "À Rabat", "--filter", "sex=F", "--out", str(tmp_path / "liste.csv")
    )
    assert (code, told["count"]) == (0, 3)
    assert len((tmp_path / "liste.csv").read_text("utf-8-sig").splitlines()) == 4

    assert wasl("people", "list", "--labels", str(tmp_path / "etiquettes.pdf"))[0] == 0
    assert (tmp_path / "etiquettes.pdf").read_bytes().startswith(b"%PDF")
    assert wasl("people", "list", "--call-list", str(tmp_path / "appels.pdf"))[0] == 7
    assert wasl("people", "list", "--filter", "age=vieux")[0] == 7
    assert wasl("people", "list", "--saved", "Inconnue")[0] == 6
    assert wasl("people", "list", "--out", str(tmp_path / "liste.docx"))[0] == 8
