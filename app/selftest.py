"""Whether everything Wasl stands on is there and works: imports and uses each library, reads each kind of shipped file.

A bundle is judged by this on a bare machine: one that lacks a library fails here and not at a counter.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

_ARABIC = "ورقة التوجيه"


def run_selftest(report: Path) -> int:
    """Runs every check and writes `{"ok", "checks": [{"name", "ok", "detail", "ms"}]}`; gives the exit code."""
    checks = [_outcome(name, check) for name, check in _CHECKS.items()]
    whole = all(check["ok"] for check in checks)
    report.write_text(json.dumps({"ok": whole, "checks": checks}, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0 if whole else 1


def _outcome(name: str, check: Callable[[], str]) -> dict[str, object]:
    began = time.perf_counter()
    try:
        ok, detail = True, check()
    except Exception as error:  # house: whatever is wrong with a library is what this is here to tell
        ok, detail = False, f"{type(error).__name__}: {error}"
    return {"name": name, "ok": ok, "detail": detail, "ms": round((time.perf_counter() - began) * 1000)}


def _counter() -> str:
    """A base founded, somebody registered and matched, a report made: the encrypted engine, migrations, catalogue."""
    from app.accounts.entrance import Founding, found_base, sign_in, sign_out
    from app.errors import NotSignedIn
    from app.funding.matching import match_person
    from app.indicators.reporting import export_donor
    from app.people.finding import search_people
    from app.people.forms import PersonForm
    from app.people.registration import register_person

    with tempfile.TemporaryDirectory() as folder:
        base = str(Path(folder) / "selftest.wasl")
        founded = found_base(base, Founding(agency_name="Essai", user_name="essai", password="phrase de controle"))
        sign_out(founded.workspace)
        try:
            sign_in(base, "essai", "une autre phrase")
        except NotSignedIn:
            pass
        else:
            raise RuntimeError("a wrong password opened the base")
        workspace = sign_in(base, "essai", "phrase de controle")
        person = register_person(workspace, PersonForm(given_name="Essai", family_name="Contrôle", name_ar="تجربة"))
        found = search_people(workspace, "تجربة")
        verdicts = match_person(workspace, person.id)
        today = workspace.clock.today()
        workbook = export_donor(workspace, "enabel", today, today, "ar").content
        sign_out(workspace)
    if [hit.id for hit in found] != [person.id]:
        raise RuntimeError("the person registered was not found")
    return f"{len(verdicts.judged)} entries judged, workbook of {len(workbook)} bytes"


def _paper() -> str:
    """An Arabic line shaped onto an archivable page, and looked at again."""
    from reports.pdf.raster import page_images
    from reports.pdf.sheet import Sheet
    from reports.pdf.tagging import archived
    from reports.text import Style

    sheet = Sheet((300, 200), 20, "Essai", ("fr", "ar"))
    sheet.text(_ARABIC, Style(size=14, right_to_left=True), 20, 260)
    sheet.qr("20010026000427", 20, 150, 60)
    sheet.barcode("20010026000427", 120, 150, 30)
    content = archived(sheet.finish())
    pages = page_images(content, 72)
    return f"{len(content)} bytes, {len(pages)} page"


def _sheets() -> str:
    """A workbook written, protected, and read back through the child process."""
    from msoffcrypto.format.ooxml import OOXMLFile
    from openpyxl import Workbook

    from reports.excel.reading import read_sheet

    book, plain, locked = Workbook(), BytesIO(), BytesIO()
    book.create_sheet("liste", 0).append(["nom", _ARABIC])
    book.save(plain)
    OOXMLFile(BytesIO(plain.getvalue())).encrypt("phrase", locked)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "essai.xlsx"
        file.write_bytes(plain.getvalue())
        rows = read_sheet(file).rows
    if rows != (("nom", _ARABIC),):
        raise RuntimeError("the sheet came back otherwise")
    return f"{len(locked.getvalue())} bytes protected"


def _words() -> str:
    """Dates, money, countries and plurals in three languages; holidays, the Hijri calendar, phones, time zones."""
    import phonenumbers

    from app.appointments.calendar import holiday_name, in_ramadan
    from resources.i18n import LANGUAGES, country_name, format_date, has_words, words
    from resources.zone import morocco

    morocco()
    if not holiday_name(date(2026, 11, 6)) or not in_ramadan(date(2026, 3, 1)):
        raise RuntimeError("the calendars do not answer")
    if not phonenumbers.is_valid_number(phonenumbers.parse("+212537111111")):
        raise RuntimeError("the phone rules do not answer")
    if not has_words("Nouvelle personne", "ar"):
        raise RuntimeError("the Arabic words are missing")
    said = [format_date(date(2026, 11, 24), lang, style="long") for lang in LANGUAGES]
    said += [country_name("GIN", lang) for lang in LANGUAGES] + [words("ar").trn("{n} personne", "{n} personnes", 3)]
    return " · ".join(said)


def _server() -> str:
    """The driver of the agency's server."""
    import psycopg

    return f"libpq {psycopg.pq.version()}"


def _screen() -> str:
    """The window's parts."""
    from ui.selftest import look

    return look()


_CHECKS: dict[str, Callable[[], str]] = {
    "counter": _counter, "paper": _paper, "sheets": _sheets, "words": _words, "server": _server, "screen": _screen,
}  # fmt: skip
