"""Papers through the command line: replaced, printed into a folder, written about, listed, answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_working_day import Wasl, consented, dossier, wasl  # noqa: F401 - fixtures

PASSWORD = "un mot de passe d’essai"


@pytest.fixture
def code(wasl: Wasl, dossier: str, tmp_path: Path) -> str:  # noqa: F811
    consented(wasl, dossier)
    issued = wasl(
        "referrals", "issue", dossier, "amappe_hcr_agr", "--provider", "amappe", "--out", str(tmp_path / "b.pdf")
    )
    return str(issued["code"])


def test_a_slip_is_replaced_and_its_old_code_still_answers(wasl: Wasl, code: str, tmp_path: Path) -> None:  # noqa: F811
    out = str(tmp_path / "nouveau.pdf")
    made = wasl("referrals", "replace", code, "--format", "a5", "--reason", "essai", "--out", out)

    assert (made["replaces"], Path(out).read_bytes()[:4]) == (code, b"%PDF")
    assert wasl("referrals", "replace", code, "--out", out) == (7, "refused")
    versions = wasl("referrals", "versions", code)
    assert (versions["held"], versions["valid"], versions["replaced"]) == (code, made["code"], True)
    assert wasl("referrals", "answer", code, "accepted")["code"] == made["code"]


def test_what_waits_is_printed_into_a_folder(wasl: Wasl, code: str, tmp_path: Path) -> None:  # noqa: F811
    assert wasl("referrals", "print") == {"to_print": []}
    assert wasl("referrals", "print", "--out", str(tmp_path / "nulle part")) == (6, "not_found")

    done = wasl("referrals", "print", "--code", code, "--out", str(tmp_path), "--copies", "person,agency")

    assert (done["printed"], done["failed"], len(list(tmp_path.glob("RAB*.pdf")))) == (1, [], 1)


def test_letters_in_the_agency_s_words(wasl: Wasl, code: str, tmp_path: Path) -> None:  # noqa: F811
    body = tmp_path / "mots.txt"
    body.write_text("{agency} a orienté {person}.", "utf-8")
    wording = ("referrals", "wording", "certificate", "fr", "--title", "Maison", "--body-file", str(body))
    assert wasl(*wording)["edition"] == 1

    out = str(tmp_path / "lettre.pdf")
    assert wasl("referrals", "letter", "certificate", "--code", code, "--out", out)["file"] == out
    assert wasl("referrals", "letter", "attendance", "--code", code, "--out", out) == (7, "refused")


def test_a_list_goes_out_and_its_answers_come_back(wasl: Wasl, code: str, tmp_path: Path) -> None:  # noqa: F811
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSWORD, "utf-8")
    out = str(tmp_path / "liste.xlsx")
    assert wasl("referrals", "bordereau", "amappe", "--out", out) == (8, "bad_file")
    listed = ("referrals", "bordereau", "amappe", "--from", "2026-01-01", "--to", "2100-01-01")
    assert wasl(*listed, "--file-password-file", str(secret), "--out", out)["lines"] == 1
    assert wasl(*listed, "--out", str(tmp_path / "liste.pdf"))["lines"] == 1

    answers = tmp_path / "réponses.csv"
    answers.write_text(f"Bon;Réponse\n{code};C1\n20010026000000;accepté\n", "utf-8")
    read = ("referrals", "read-answers", "amappe", str(answers))
    first = wasl(*read)
    assert (first["recorded"], first["unknown_words"], len(first["bad"])) == (0, ["C1"], 2)
    assert wasl(*read, "--means", "C1=accepted", "--dry-run")["new"] == 1
    assert wasl(*read)["recorded"] == 1
    again = wasl(*read)
    assert (again["recorded"], again["known"]) == (0, 1)
    assert wasl("referrals", "list")["referrals"][0]["decision"] == "accepted"
