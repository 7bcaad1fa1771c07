"""The protection sheet: HCR's facts and lines to fill, edited by the agency, printed without a trace of who."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import func, select

from app.accounts.undo import undo_last
from app.cli import main
from app.errors import Refused
from app.funding.protection import (
    THEMES,
    ServiceLine,
    edited_line,
    protection_lines,
    protection_paper,
    remove_line,
    save_line,
)
from app.funding.texts import Texts
from app.workspace import Workspace
from db.models import AuditRow
from tests.conftest import PASSWORD


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def named(theme: str, name: str, phone: str | None = None, position: int = 0) -> ServiceLine:
    return ServiceLine(theme, position, Texts(name, name, name), phone)


def test_it_ships_with_what_is_known_of_hcr_and_nothing_else(workspace: Workspace) -> None:
    lines = protection_lines(workspace)

    assert [one.theme for one in lines] == list(THEMES)
    assert [one.theme for one in lines if one.name is not None] == ["hcr"]
    assert lines[0].phone == "05 37 54 54 00"
    assert lines[0].source == "https://help.unhcr.org/morocco"


def test_reading_and_printing_leave_no_trace(workspace: Workspace) -> None:
    def rows() -> int:
        with workspace.database.read() as session:
            return session.scalar(select(func.count()).select_from(AuditRow)) or 0

    before = rows()
    protection_lines(workspace)
    for language in ("fr", "ar", "en"):
        protection_paper(workspace, language)

    assert rows() == before


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_paper_holds_the_number_and_room_for_what_is_missing(workspace: Workspace, language: str) -> None:
    said = text_of(protection_paper(workspace, language))

    assert "05 37 54 54 00" in said
    assert "Amina" not in said


def test_the_agency_fills_changes_and_removes_its_lines(either: Workspace) -> None:
    save_line(either, named("violence", "Centre Essai", "0801 000 000"))
    save_line(either, named("violence", "Autre Essai", "112233", position=1))
    lines = {(one.theme, one.position): one for one in protection_lines(either)}
    assert lines["violence", 0].phone == "0801 000 000"
    assert lines["violence", 0].checked_on == either.clock.today()
    assert lines["hcr", 0].phone == "05 37 54 54 00"

    remove_line(either, "violence", 1)
    assert ("violence", 1) not in {(one.theme, one.position) for one in protection_lines(either)}
    undo_last(either)
    assert ("violence", 1) in {(one.theme, one.position) for one in protection_lines(either)}
    assert "Centre Essai" in text_of(protection_paper(either, "fr"))


@pytest.mark.parametrize("line", [
    named("violence", " "), named("nowhere", "Essai"), named("health", "Essai", "pas de numéro"), named("health", "x" * 401),
])  # fmt: skip
def test_what_cannot_stand_on_the_sheet_is_refused(workspace: Workspace, line: ServiceLine) -> None:
    before = protection_lines(workspace)
    with pytest.raises(Refused):
        save_line(workspace, line)

    assert protection_lines(workspace) == before


@pytest.mark.parametrize("phone", ["0800 000 000", "0801 00 00 00", "177"])
def test_service_numbers_and_short_codes_are_phones(workspace: Workspace, phone: str) -> None:
    save_line(workspace, named("health", "Essai", phone))

    assert next(one for one in protection_lines(workspace) if one.theme == "health").phone == phone


def test_what_is_typed_in_one_language_keeps_the_others_where_they_say_the_same() -> None:
    line = ServiceLine("hcr", 0, Texts("A", "ب", "C"), hours=Texts("9 h", "9", "9am"))
    same = edited_line(line, {"fr": "A", "ar": "ب", "en": "C", "hours": "9 h"}, "fr")
    changed = edited_line(line, {"fr": "A", "hours": "10 h"}, "fr")

    assert same == line
    assert changed == replace(line, name=Texts("A", "A", "A"), hours=Texts("10 h", "10 h", "10 h"))


def test_from_the_command_line(base_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WASL_PASSWORD", PASSWORD)
    out = tmp_path / "protection.pdf"

    assert main(["--base", str(base_file), "funding", "protection", "--language", "ar", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    nowhere = str(tmp_path / "no" / "where.pdf")
    assert main(["--base", str(base_file), "funding", "protection", "--out", nowhere]) == 8
