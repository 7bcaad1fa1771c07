"""What a command says to people is in their words and language: no code, no Python value, no brace."""

from __future__ import annotations

import re

import pytest

from app.cli import main
from tests.cli.test_working_day import Wasl, dossier, wasl

__all__ = ["dossier", "wasl"]

_CODE = re.compile(r"[{}<>]|\bNone\b|\bTrue\b|\b(?:not_eligible|auto_entrepreneur_status|no_show|six_months|unknown)\b")


@pytest.fixture
def said(wasl: Wasl, dossier: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Wasl:
    """Runs a command for people in a language; gives what stands on standard output."""
    wasl(
        "people",
        "set",
        dossier,
        "sex=F",
        "has_account=no",
        "birth=1988",
        "nationality=GIN",
        "stage=creation",
        "phone=0661000001:Fatou",
    )
    wasl("consent", "record", dossier, "dossier")
    wasl("needs", "add", dossier, "--purpose", "machine", "--amount", "1500")
    wasl("appointments", "book", dossier, "--at", "2030-12-03T10:00")

    def run(language: str, *words: str) -> str:
        monkeypatch.setenv("WASL_LANGUAGE", language)
        assert main(list(words)) == 0
        return capsys.readouterr().out

    return run


def test_a_dossier_is_shown_in_the_words_of_its_reader(said: Wasl, dossier: str) -> None:
    french, english, arabic = (said(language, "people", "show", dossier) for language in ("fr", "en", "ar"))

    for line in (
        "Sexe : Femme", "Naissance : 1988", "Nationalités : Guinée", "Compte bancaire : Non", "Téléphones : 06 61 00 00 01  ·  Fatou",
        "Étape du projet : Création", "Carte d'immatriculation  ·  X-1  ·  expire le jeu. 1er janv. 2099  ·  vue",
        "Tenir un dossier : donné", "1  ·  machine  ·  1\u00a0500\u00a0MAD", "mar. 3 déc. 2030 10:00  ·  Amina Essai  ·  Prévu",
    ):  # fmt: skip
        assert f"  {line}" in french, french
    assert "Sex : Woman" in english
    assert "الجنس : امرأة" in arabic
    assert not any(_CODE.search(text) for text in (french, english, arabic))


@pytest.mark.parametrize(
    "command",
    [
        "people search essai", "funding list", "funding show inmaa_microcredit", "funding stale", "hosts list", "users list",
        "appointments list --from 2030-12-03 --to 2030-12-03",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("dossier")
def test_lists_speak_words(
    wasl: Wasl, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WASL_LANGUAGE", "en")

    assert main(command.split()) == 0
    assert not _CODE.search(capsys.readouterr().out)
