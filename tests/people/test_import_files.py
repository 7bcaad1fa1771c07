"""A foreign file is read in a child process: whatever it is, it is either understood or refused, and the program lives."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.errors import BadFile, sentence
from app.people.imports.files import open_sheet
from app.people.imports.planning import plan_import
from app.workspace import Workspace
from reports.excel.delimited import guess_encoding

ODS = Path(__file__).parents[1] / "data" / "imports" / "personnes.ods"
TEXT = "Prénom;Nom;Ville\nEssai;Inventé;Salé\n"
ARABIC = "الاسم الشخصي;الاسم العائلي\nتجربة;مختلق\n"


def workbook(file: Path, *rows: list[object]) -> Path:
    """A real workbook with these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file


def archive(file: Path, parts: dict[str, bytes]) -> Path:
    """A zip archive with these parts."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in parts.items():
            writer.writestr(name, content)
    return file


def test_cells_of_a_workbook_become_the_texts_somebody_would_type(workspace: Workspace, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "liste.xlsx",
        ["id", "phone", "birth_date", "note"],
        ["00012", 661000001, datetime(1990, 3, 12), 1.5],  # noqa: DTZ001 - a spreadsheet knows no zone
        [None, "0661000001", date(1990, 3, 12), True],
    )
    assert open_sheet(workspace, file).rows[1:] == (
        ("00012", "661000001", "1990-03-12", "1.5"),
        ("", "0661000001", "1990-03-12", "oui"),
    )


def test_days_of_a_workbook_that_counts_from_1904_are_the_days_it_shows(workspace: Workspace, tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["nom", "né le"])
    book.active.append(["Essai", date(1990, 3, 12)])
    book.save(tmp_path / "mac.xlsx")
    assert open_sheet(workspace, tmp_path / "mac.xlsx").rows[1] == ("Essai", "1990-03-12")


def test_titles_merged_above_the_header_are_no_header(workspace: Workspace, tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["Liste des participants au forum", None, None],
        [None],
        ["Nom", "Prénom", "Tél"],
        ["Essai", "Un", "0661"],
    ):
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    book.save(tmp_path / "titre.xlsx")
    plan = plan_import(workspace, open_sheet(workspace, tmp_path / "titre.xlsx").rows)
    assert plan.columns.header == 2
    assert [row.read.form.given_name for row in plan.rows] == ["Un"]


def test_the_first_visible_sheet_with_something_in_it_is_taken(workspace: Workspace, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "vide"
    hidden = book.create_sheet("caché")
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    book.create_sheet("liste").append(["nom"])
    book.save(tmp_path / "trois.xlsx")
    sheet = open_sheet(workspace, tmp_path / "trois.xlsx")
    assert (sheet.name, sheet.rows) == ("liste", (("nom",),))


def test_a_value_merged_down_a_column_belongs_to_each_of_its_rows(workspace: Workspace, tmp_path: Path) -> None:
    book = Workbook()
    for row in (["nom", "dossier"], ["a", "D1"], ["b", None], ["c", "D2"]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.save(tmp_path / "fusion.xlsx")
    assert [row[1] for row in open_sheet(workspace, tmp_path / "fusion.xlsx").rows] == ["dossier", "D1", "D1", "D2"]


def test_a_sheet_of_libreoffice_is_read(workspace: Workspace) -> None:
    rows = open_sheet(workspace, ODS).rows
    assert rows[2][:3] == ("N°", "Prénom", "Nom")
    assert rows[3][4] == "1991-03-12"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(TEXT, "utf-8"), (TEXT, "utf-8-sig"), (TEXT, "utf-16"), (TEXT, "cp1252"), (ARABIC, "cp1256"), (ARABIC, "utf-8")],
)
def test_a_text_file_is_read_in_the_encoding_it_was_written_in(
    text: str, encoding: str, workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "liste.csv").write_bytes(text.encode(encoding))
    rows = open_sheet(workspace, tmp_path / "liste.csv").rows
    assert rows == tuple(tuple(line.split(";")) for line in text.splitlines())


def test_an_encoding_said_by_hand_is_obeyed(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_bytes("nom\ní".encode("cp1252"))
    assert guess_encoding("nom\ní".encode("cp1252")) == "cp1252"
    assert open_sheet(workspace, tmp_path / "liste.csv", "cp1256").rows[1] != ("í",)
    with pytest.raises(BadFile) as refused:
        open_sheet(workspace, tmp_path / "liste.csv", "utf-8")
    assert refused.value.key == "file.encoding"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator: str, workspace: Workspace, tmp_path: Path) -> None:
    lines = [["Nom", "Note"], ["Essai", '"a; b, c"'], ["Inventé", "x"]]
    (tmp_path / "liste.csv").write_text("\n".join(separator.join(line) for line in lines))
    assert open_sheet(workspace, tmp_path / "liste.csv").rows[1] == ("Essai", "a; b, c")


def test_the_apostrophe_against_formulas_comes_off(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("nom;tel\nd'Essai;'+212661000001\n")
    assert open_sheet(workspace, tmp_path / "liste.csv").rows[1] == ("d'Essai", "+212661000001")


def _bomb(file: Path) -> Path:
    return archive(file, {"xl/worksheets/sheet1.xml": b"0" * (60 << 20)})


def _lying_bomb(file: Path) -> Path:
    """An archive that says its parts are small."""
    archive(file, {f"xl/p{n}.xml": b"\0" * (90 << 20) for n in range(5)})
    content = bytearray(file.read_bytes())
    size = (90 << 20).to_bytes(4, "little")
    while (place := content.find(size)) >= 0:
        content[place : place + 4] = (1 << 10).to_bytes(4, "little")
    file.write_bytes(content)
    return file


def _entities(file: Path) -> Path:
    doctype = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    return archive(file, {"xl/workbook.xml": doctype})


def _macros(file: Path) -> Path:
    return archive(file, {"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"\0\1"})


def _climbing(file: Path) -> Path:
    return archive(file, {"../../etc/profile": b"x", "xl/workbook.xml": b"<x/>"})


def _many_parts(file: Path) -> Path:
    return archive(file, {f"p{n}": b"" for n in range(2_001)})


def _sparse(file: Path) -> Path:
    book = Workbook()
    book.active["A1"] = "nom"
    book.active["XFD1048576"] = "x"
    book.save(file)
    return file


def _protected(file: Path) -> Path:
    plain = BytesIO()
    Workbook().save(plain)
    with file.open("wb") as stream:
        OOXMLFile(plain).encrypt("phrase de test", stream)
    return file


def _broken(file: Path) -> Path:
    workbook(file, ["nom"])
    file.write_bytes(file.read_bytes()[:900])
    return file


def _picture(file: Path) -> Path:
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    return file


def _empty(file: Path) -> Path:
    file.touch()
    return file


def _empty_sheet(file: Path) -> Path:
    return workbook(file)


def _missing(file: Path) -> Path:
    return file


def _large(file: Path) -> Path:
    file.write_bytes(b"nom\n" + b"x" * (26 << 20))
    return file


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (_bomb, "file.bomb"), (_lying_bomb, None), (_entities, "file.entities"), (_macros, "file.macros"),
        (_climbing, "file.unsafe"), (_many_parts, "file.bomb"), (_sparse, "file.too_large"),
        (_protected, "file.old_or_protected"), (_broken, "file.not_a_sheet"), (_picture, "file.not_a_sheet"),
        (_empty, "file.empty"), (_empty_sheet, "file.empty"), (_missing, "file.missing"), (_large, "file.too_large"),
    ],
)  # fmt: skip
def test_a_hostile_or_useless_file_is_refused_with_what_to_do(
    make: Callable[[Path], Path], key: str | None, workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(BadFile) as refused:
        open_sheet(workspace, make(tmp_path / "liste.xlsx"))
    assert key is None or refused.value.key == key
    for language in ("fr", "ar", "en"):
        message, what_to_do = sentence(refused.value, language)
        assert "liste.xlsx" in message
        assert what_to_do
        assert not what_to_do.startswith("error.")
