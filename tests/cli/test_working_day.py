"""A working day through the command line: the main job from init to the donor's report."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from tests.conftest import PASSWORD

Wasl = Callable[..., Any]


@pytest.fixture
def wasl(base_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Wasl:
    """Runs a command on this test's base; gives its JSON answer, or its exit code with the error's kind."""
    monkeypatch.setenv("WASL_BASE", str(base_file))
    monkeypatch.setenv("WASL_PASSWORD", PASSWORD)

    def run(*words: str) -> Any:
        code = main([*words, "--json"])
        said = capsys.readouterr()
        if code:
            return code, json.loads(said.err.splitlines()[-1])["error"]["kind"]
        return json.loads(said.out)

    return run


@pytest.fixture
def dossier(wasl: Wasl) -> str:
    paper = "carte_immatriculation:X-1:2099-01-01"
    words = ("--given", "Mamadou", "--family", "Essai", "--name-ar", "محمدو تجربة", "--city", "Rabat", "--paper", paper)
    return str(wasl("people", "add", *words)["dossier"])


def consented(wasl: Wasl, dossier: str) -> None:
    wasl("consent", "record", dossier, "dossier")
    wasl("consent", "record", dossier, "sharing", "--to", "amappe")


def test_a_person_is_found_by_another_spelling_and_by_number(wasl: Wasl, dossier: str) -> None:
    assert wasl("people", "search", "mamadu essai")["results"][0]["dossier"] == dossier
    assert wasl("people", "search", dossier)["results"][0]["dossier"] == dossier


def test_every_option_has_a_verdict_with_reasons_in_three_languages(wasl: Wasl, dossier: str) -> None:
    entries = wasl("funding", "match", dossier)["entries"]

    assert len(entries) == 45
    verdicts = {entry["id"]: entry["verdict"] for entry in entries}
    assert verdicts["auto_entrepreneur"] == "eligible"
    assert verdicts["reseau_entreprendre_maroc"] == "ask"
    assert verdicts["forsa"] == "closed"
    assert all(reason["text"][lang] for entry in entries for reason in entry["reasons"] for lang in ("fr", "ar", "en"))


def test_no_slip_leaves_without_both_consents(wasl: Wasl, dossier: str, tmp_path: Path) -> None:
    issue = (
        "referrals",
        "issue",
        dossier,
        "amappe_hcr_agr",
        "--provider",
        "amappe",
        "--out",
        str(tmp_path / "bon.pdf"),
    )

    assert wasl(*issue) == (5, "consent_missing")
    wasl("consent", "record", dossier, "dossier")
    assert wasl(*issue) == (5, "consent_missing")
    assert not (tmp_path / "bon.pdf").exists()


def test_the_slip_its_answer_and_the_report(wasl: Wasl, dossier: str, tmp_path: Path) -> None:
    consented(wasl, dossier)
    wasl("appointments", "book", dossier, "--at", "2099-12-01T10:00")
    out = tmp_path / "bon.pdf"

    issued = wasl("referrals", "issue", dossier, "amappe_hcr_agr", "--provider", "amappe", "--out", str(out))
    answered = wasl("referrals", "answer", issued["code"], "accepted", "--source", "coupon")
    ended = wasl("referrals", "result", issued["number"], "funded", "--amount", "9000")
    report = wasl("report", "enabel", "--from", "2000-01-01", "--to", "2099-12-31", "--out", str(tmp_path / "r.xlsx"))

    assert out.read_bytes().startswith(b"%PDF")
    assert answered["decision"] == "accepted"
    assert (ended["progress"], ended["result"]) == ("closed", "funded")
    assert report["figures"]["referrals_issued"] is None
    assert wasl("referrals", "answer", issued["code"], "received") == (7, "refused")


def test_the_slip_reads_back_as_pdf_text_and_codes(wasl: Wasl, dossier: str, tmp_path: Path) -> None:
    consented(wasl, dossier)
    out = tmp_path / "bon.pdf"
    code = wasl("referrals", "issue", dossier, "amappe_hcr_agr", "--provider", "amappe", "--out", str(out))["code"]

    fonts = subprocess.run(["pdffonts", out], check=True, capture_output=True, text=True).stdout
    text = subprocess.run(["pdftotext", out, "-"], check=True, capture_output=True, text=True).stdout
    subprocess.run(["pdftoppm", "-r", "203", "-gray", "-png", out, tmp_path / "page"], check=True)
    read = subprocess.run(["zbarimg", "-q", tmp_path / "page-1.png"], check=True, capture_output=True, text=True).stdout

    assert "Helvetica" not in fonts
    assert "Mamadou" in text
    assert read.split() == [f"QR-Code:{code}", f"CODE-128:{code}"]


def test_a_wrong_check_digit_is_refused_and_an_unknown_number_not_found(wasl: Wasl, dossier: str) -> None:
    wrong = dossier[:-1] + str((int(dossier[-1]) + 1) % 10)

    assert wasl("people", "show", wrong) == (7, "refused")
    assert wasl("referrals", "answer", "20010026999998", "accepted")[0] in (6, 7)


def test_withdrawing_the_consent_stops_the_open_referral(wasl: Wasl, dossier: str, tmp_path: Path) -> None:
    consented(wasl, dossier)
    wasl("referrals", "issue", dossier, "amappe_hcr_agr", "--provider", "amappe", "--out", str(tmp_path / "bon.pdf"))

    wasl("consent", "withdraw", dossier, "sharing", "--to", "amappe")

    assert wasl("referrals", "list", "--open")["referrals"] == []


def test_a_backup_restores_to_the_same_dossiers_and_verifies(
    wasl: Wasl, dossier: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, again = tmp_path / "s.waslsave", tmp_path / "again.wasl"
    wasl("backup", "--out", str(save))
    wasl("restore", str(save), "--to", str(again))

    monkeypatch.setenv("WASL_BASE", str(again))
    assert wasl("people", "show", dossier)["dossier"] == dossier
    assert wasl("verify") == {"ok": True, "findings": []}
    assert wasl("restore", str(save), "--to", str(again)) == (8, "bad_file")


def test_the_demonstration_fills_a_base_that_can_be_searched(wasl: Wasl) -> None:
    assert wasl("demo", "--people", "30", "--seed", "7") == {"people": 30}
    assert len(wasl("people", "search", "essai")["results"]) > 0


def test_a_list_is_imported_tried_first_and_its_rejects_come_back(wasl: Wasl, tmp_path: Path) -> None:
    listed = tmp_path / "liste.csv"
    listed.write_text(
        "id;given_name;family_name;birth_date\n1;Essai;Un;1990\n2;Essai;Deux;31/02/1990\n3;ESSAI;UN;1990\n"
    )
    rejects = tmp_path / "rejets.csv"

    tried = wasl("people", "import", str(listed), "--dry-run")
    done = wasl("people", "import", str(listed), "--rejects", str(rejects))
    again = wasl("people", "import", str(listed))

    counts = ("new", "known", "twins", "rejected")
    assert [tried[word] for word in counts] == [done[word] for word in counts]
    assert sum(done[word] for word in counts) == 3
    assert done["rejected"] == 1
    assert done["rejects_file"] == str(rejects)
    assert "Deux" in rejects.read_text("utf-8-sig")
    assert (again["new"], again["twins"], again["known"]) == (0, 0, 2)


def test_a_file_that_cannot_be_taken_is_said_so_with_exit_8(wasl: Wasl, tmp_path: Path) -> None:
    assert wasl("people", "import", str(tmp_path / "absente.xlsx")) == (8, "bad_file")


def test_two_dossiers_of_one_person_become_one_and_two_again(wasl: Wasl, dossier: str) -> None:
    twin = wasl("people", "add", "--given", "Essai", "--family", "Doublon")["dossier"]

    merge = wasl("people", "merge", dossier, twin)["merge"]
    assert wasl("people", "show", twin)["dossier"] == dossier

    assert wasl("people", "unmerge", merge)["dossier"] == twin
    assert wasl("people", "show", twin)["dossier"] == twin
