"""What the slip promises on paper, checked with other people's programs: one page, readable codes, whole words."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf, pdfa
from PIL import Image, ImageFilter

from reports.pdf.copies import WHOM, copies_for
from reports.pdf.raster import page_images
from reports.pdf.slip import PAIRS, SMALLEST_ARABIC_LABEL, SMALLEST_LABEL, lay_out, render_slip, unprintable_in
from reports.pdf.tagging import archived
from tests.reports.slips import CODE, FORMATS, FULL, NUMBER, RECORDS, a_slip

_SIZES = {"a4": (595, 842), "a5": (420, 595)}
_SHORT = ("full", "bare", "arabic", "unconfirmed", "preview")
"""Records that fit a page whole."""
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="needs poppler-utils and zbar-tools: dev.py test"
)


def said_by(program: str, *words: str) -> str:
    """What another program says."""
    return subprocess.run([program, *words], capture_output=True, text=True, check=True).stdout


def kept(tmp_path: Path, content: bytes) -> str:
    """The paper as a file."""
    (tmp_path / "bon.pdf").write_bytes(content)
    return str(tmp_path / "bon.pdf")


@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize("paper", FORMATS)
def test_every_record_stands_on_one_page_of_its_size_and_an_annex_at_most(
    record: str, paper: str, tmp_path: Path
) -> None:
    said = said_by("pdfinfo", kept(tmp_path, render_slip(a_slip(record, paper))))
    facts = dict(re.findall(r"^([\w ]+):\s+(.*)$", said, re.MULTILINE))
    width, height = map(float, re.findall(r"[\d.]+", facts["Page size"])[:2])

    assert facts["Pages"] == "1" or (record not in _SHORT and paper in _SIZES)
    assert facts["Tagged"] == "yes"
    assert facts["Title"]
    if paper in _SIZES:
        assert (round(width), round(height)) == _SIZES[paper]
    else:
        assert round(width) == 227  # 80 mm


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("paper", FORMATS)
def test_every_pair_of_languages_is_archivable_with_its_fonts_inside(pair: str, paper: str, tmp_path: Path) -> None:
    content = archived(render_slip(a_slip("full", paper, languages=pair)))
    fonts = said_by("pdffonts", kept(tmp_path, content)).splitlines()[2:]

    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
    assert not any("Helvetica" in line for line in fonts)


@pytest.mark.parametrize("record", RECORDS)
def test_whatever_was_typed_the_archived_copy_meets_its_standard(record: str) -> None:
    with Pdf.open(BytesIO(archived(render_slip(a_slip(record))))) as pdf:
        assert not pdfa.check(pdf, "2b").violations


@pytest.mark.parametrize("dpi", [150, 203, 300])
@pytest.mark.parametrize("paper", FORMATS)
def test_both_codes_read_from_a_grey_print(paper: str, dpi: int, tmp_path: Path) -> None:
    file = kept(tmp_path, render_slip(a_slip("full", paper)))
    said_by("pdftoppm", "-r", str(dpi), "-gray", "-singlefile", file, str(tmp_path / "bon"))
    read = set(said_by("zbarimg", "-q", "--nodbus", str(tmp_path / "bon.pgm")).split())
    assert read == {f"QR-Code:{CODE}", f"CODE-128:{CODE}"}


@pytest.mark.parametrize("paper", FORMATS)
def test_the_words_come_out_again_whole(paper: str, tmp_path: Path) -> None:
    text = said_by("pdftotext", kept(tmp_path, render_slip(a_slip("full", paper))), "-")
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", plain)
    french = re.findall(r"[A-Za-zÀ-ÿ]{3,}", " ".join((FULL.person, FULL.entry["fr"], FULL.consent["fr"])))
    arabic = re.findall(r"[\u0621-\u064a]{3,}", " ".join((FULL.entry["ar"], FULL.consent["ar"], FULL.person_ar or "")))

    assert NUMBER in plain
    assert [word for word in french if word not in plain] == []
    assert sum(word in plain for word in arabic) >= 0.95 * len(arabic)
    assert not _PRIVATE_USE.search(text)


@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize("paper", ["a4", "a5"])
@pytest.mark.parametrize("pair", PAIRS)
def test_nothing_runs_over_the_signatures_and_the_coupon(record: str, paper: str, pair: str) -> None:
    assert lay_out(a_slip(record, paper, languages=pair)).whole


@pytest.mark.parametrize("paper", FORMATS)
def test_the_phone_to_call_is_on_every_paper(paper: str, tmp_path: Path) -> None:
    text = said_by("pdftotext", kept(tmp_path, render_slip(a_slip("full", paper))), "-")
    assert "05 37 11 11 11" in text.replace("\u00a0", " ")


@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize("paper", FORMATS)
def test_nothing_is_printed_too_small_to_read(record: str, paper: str) -> None:
    sheet = lay_out(a_slip(record, paper))
    assert sheet.smallest >= SMALLEST_LABEL
    if record != "hostile":  # whose French texts have Arabic smuggled in
        assert sheet.smallest_arabic >= SMALLEST_ARABIC_LABEL


@pytest.mark.parametrize("record", ["full", "long"])
@pytest.mark.parametrize("paper", FORMATS)
@pytest.mark.parametrize("pair", ["fr-ar", "en-fr"])
def test_nothing_that_was_typed_is_lost(record: str, paper: str, pair: str, tmp_path: Path) -> None:
    data = a_slip(record, paper, languages=pair)
    text = said_by("pdftotext", kept(tmp_path, render_slip(data)), "-")
    plain = unicodedata.normalize("NFKC", text)

    first = PAIRS[pair][0]
    typed = [data.person, data.agent, data.purpose or "", data.address or "", data.entry[first], data.provider[first]]
    typed += [one[first] for one in data.documents] + [value for _, value in data.extras]
    if data.appointment:
        typed += [data.appointment.host, data.appointment.place or ""]
    assert [word for word in re.findall(r"\w{3,}", " ".join(typed)) if word not in plain] == []
    for number in ("05 37 11 11 11", *(value for _, value in data.extras)):
        assert number in plain.replace("\u00a0", " ")
    for whole in (data.purpose or "", data.consent[first]):
        assert re.sub(r"\W", "", whole)[-60:] in re.sub(r"\W", "", plain)


def test_a_version_says_what_it_replaces(tmp_path: Path) -> None:
    for paper in FORMATS:
        text = said_by("pdftotext", kept(tmp_path, render_slip(a_slip("full", paper, replaces="RAB-26-00041-8"))), "-")
        assert "remplace RAB-26-00041-8" in text.replace("\u00a0", " ")


def test_the_same_slip_gives_the_same_bytes() -> None:
    assert render_slip(FULL) == render_slip(FULL)


def test_a_preview_carries_no_number_and_no_code(tmp_path: Path) -> None:
    file = kept(tmp_path, render_slip(a_slip("preview")))
    said_by("pdftoppm", "-r", "150", "-gray", "-singlefile", file, str(tmp_path / "bon"))
    found = subprocess.run(["zbarimg", "-q", "--nodbus", str(tmp_path / "bon.pgm")], capture_output=True, check=False)
    assert NUMBER not in said_by("pdftotext", file, "-")
    assert found.stdout == b""


def test_an_address_nobody_confirmed_is_a_line_to_fill(tmp_path: Path) -> None:
    text = said_by("pdftotext", kept(tmp_path, render_slip(a_slip("unconfirmed"))), "-")
    assert "avenue de l’Essai" not in text
    assert "à confirmer" in text


def test_a_duplicate_is_the_stored_paper_with_its_word_and_nothing_else(tmp_path: Path) -> None:
    stored = archived(render_slip(FULL))
    before = said_by("pdftotext", kept(tmp_path, stored), "-").split()
    after = said_by("pdftotext", kept(tmp_path, copies_for(stored, "en-fr", (), is_duplicate=True)), "-").split()
    added = [word for word in after if word not in before]
    assert "DUPLICATA" in added
    assert [word for word in before if word not in after] == []


@pytest.mark.parametrize("paper", FORMATS)
def test_each_copy_says_whom_it_is_for_and_its_codes_still_read(paper: str, tmp_path: Path) -> None:
    content = copies_for(render_slip(a_slip("full", paper)), "fr-ar", tuple(WHOM), is_duplicate=True)
    file = kept(tmp_path, content)
    pages = said_by("pdftotext", file, "-").split("\f")
    assert [WHOM[whom] in " ".join(page.split()) for whom, page in zip(WHOM, pages, strict=False)] == [True] * 3
    said_by("pdftoppm", "-r", "203", "-gray", "-f", "3", "-singlefile", file, str(tmp_path / "bon"))
    read = set(said_by("zbarimg", "-q", "--nodbus", str(tmp_path / "bon.pgm")).split())
    assert read == {f"QR-Code:{CODE}", f"CODE-128:{CODE}"}


@pytest.mark.parametrize("paper", FORMATS)
def test_codes_read_from_a_photocopy(paper: str, tmp_path: Path) -> None:
    file = kept(tmp_path, render_slip(a_slip("full", paper)))
    said_by("pdftoppm", "-r", "300", "-gray", "-singlefile", file, str(tmp_path / "bon"))
    print_out = Image.open(tmp_path / "bon.pgm").filter(ImageFilter.GaussianBlur(1.2))
    print_out.point([0 if v < 140 else 255 if v > 215 else int((v - 140) * 3.4) for v in range(256)]).save(
        tmp_path / "copie.png"
    )
    read = set(said_by("zbarimg", "-q", "--nodbus", str(tmp_path / "copie.png")).split())
    assert read == {f"QR-Code:{CODE}", f"CODE-128:{CODE}"}


@pytest.mark.parametrize("paper", ["a4", "a5"])
@pytest.mark.parametrize("pair", PAIRS)
def test_nothing_is_printed_where_the_stamp_goes(paper: str, pair: str) -> None:
    width, height = (44, 18.5)
    page = page_images(render_slip(a_slip("full", paper, languages=pair)), 100)[0]
    margin = 14 if paper == "a4" else 9
    picture = Image.frombytes("RGB", (page.width, page.height), page.rgb).convert("L")
    dots = 100 / 25.4
    box = (
        page.width - (margin + width - 1) * dots, page.height - (margin * 0.7 + height - 1) * dots,
        page.width - (margin + 1) * dots, page.height - (margin * 0.7 + 1) * dots,
    )  # fmt: skip
    assert picture.crop(tuple(map(round, box))).getextrema() == (255, 255)  # type: ignore[arg-type]
    assert (width, height) >= (40, 18)


def test_signs_that_no_font_has_are_named_before_printing() -> None:
    assert unprintable_in(a_slip("full")) == ()
    assert unprintable_in(a_slip("full", person="DUPONT 漢 Éléonore ⵣ محمد")) == ("漢",)
    found = unprintable_in(a_slip("hostile"))
    assert set(found) >= {"漢", "字", "👩"}
    assert all(sign.isprintable() for sign in found)
