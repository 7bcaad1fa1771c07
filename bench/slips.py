"""Slips rendered one after the other, each of another person, against bare pages with as many texts of as many letters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from io import BytesIO
from typing import TYPE_CHECKING

from bench.measure import Result, Size, apart, median, percentile, timed, timed_in_turn
from bench.memory import memory_grown_by, peak_memory

if TYPE_CHECKING:
    from reports.pdf.slip import SlipData

_SLIPS = {Size.FULL: 1_000, Size.QUICK: 100, Size.TINY: 2}
_WARM = 5
_BATCH = {Size.FULL: 200, Size.QUICK: 50, Size.TINY: 2}
"""Slips of one print job."""
_FONT = "Bare"


@dataclass(frozen=True, slots=True)
class _Texts:
    """How much text a slip carries."""

    strings: int
    letters: int


def run(size: Size) -> list[Result]:
    """Milliseconds a slip, warm, and by how much the peak of memory grows over all of them."""
    count = _SLIPS[size]
    texts, ours, bare = apart(_timings, count)
    grown, bare_grown = apart(_memory_of_slips, count), apart(_memory_of_pages, count, texts)
    note = f"{count} slips, warm; against a reportlab page with {texts.strings} texts of {texts.letters} letters in all"
    return [
        Result(
            "slip p50", median(ours) * 1000, median(bare) * 1000, "ms", f"{note}; memory is growth of the peak", grown,
            bare_grown,
        ),
        Result("slip p95", percentile(ours, 0.95) * 1000, percentile(bare, 0.95) * 1000, "ms", note),
        _batch(_BATCH[size], texts),
    ]  # fmt: skip


def _batch(count: int, texts: _Texts) -> Result:
    """One print job: each slip rendered and its two copies marked, from a cold start, with the whole memory it takes."""
    seconds, memory = apart(_job, count)
    bare, bare_memory = apart(_bare_job, count, texts)
    note = f"{count} slips of A4 and A5 in turn, two marked copies each, from a cold start; peak of the process"
    return Result("slips in a job", seconds, bare, "s", note, memory, bare_memory)


def _job(count: int) -> tuple[float, float | None]:
    from reports.pdf.copies import copies_for
    from reports.pdf.slip import render_slip

    def work() -> None:
        for place in range(count):
            slip = replace(_slip(place), paper_format=("a4", "a5")[place % 2])
            copies_for(render_slip(slip), slip.languages, ("person", "agency"))

    return timed(work), peak_memory()


def _bare_job(count: int, texts: _Texts) -> tuple[float, float | None]:
    return timed(lambda: [_bare_page(texts, place) for place in range(count)]), peak_memory()


def _timings(count: int) -> tuple[_Texts, list[float], list[float]]:
    from reports.pdf.slip import render_slip

    texts = _texts_of(render_slip(_slip(0)))
    for place in range(_WARM):
        render_slip(_slip(place))
        _bare_page(texts, place)
    ours, bare = timed_in_turn(
        range(_WARM, _WARM + count), lambda place: render_slip(_slip(place)), lambda place: _bare_page(texts, place)
    )
    return texts, ours, bare


def _memory_of_slips(count: int) -> float | None:
    from reports.pdf.slip import render_slip

    for place in range(_WARM):
        render_slip(_slip(place))
    return memory_grown_by(lambda: [len(render_slip(_slip(_WARM + place))) for place in range(count)])


def _memory_of_pages(count: int, texts: _Texts) -> float | None:
    for place in range(_WARM):
        _bare_page(texts, place)
    return memory_grown_by(lambda: [len(_bare_page(texts, _WARM + place)) for place in range(count)])


def _texts_of(content: bytes) -> _Texts:
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        shown = [
            step.operands[0]
            for step in pikepdf.parse_content_stream(pdf.pages[0])
            if str(step.operator) in ("Tj", "TJ")
        ]
        parts = [part for text in shown for part in (text if isinstance(text, pikepdf.Array) else [text])]
        letters = sum(len(bytes(part)) for part in parts if isinstance(part, pikepdf.String))
    return _Texts(len(shown), letters)


def _bare_page(texts: _Texts, place: int) -> bytes:
    """The least that a page with an embedded font costs: no layout, no Arabic, no codes, no tags."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from resources.places import FONTS

    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(_FONT, str(FONTS / "IBMPlexSansArabic-Regular.ttf")))
    out = BytesIO()
    canvas = Canvas(out, pageCompression=1, invariant=1, initialFontName=_FONT)
    text = f"Bon d’orientation de {_name(place)}, ".ljust(texts.letters // texts.strings, "e")
    for line in range(texts.strings):
        canvas.setFont(_FONT, 9)
        canvas.drawString(40, 800 - 11 * line, text[: texts.letters // texts.strings])
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _name(place: int) -> str:
    syllables = ("ba", "da", "ko", "li", "ma", "nou", "ra", "sse", "ti", "vo")
    return "".join(syllables[place // 10**digit % 10] for digit in range(3)).capitalize() + "-Essai"


def _slip(place: int) -> SlipData:
    from reports.pdf.slip import SlipAppointment, SlipData

    day = date(2026, 11, 24)
    return SlipData(
        number=f"RAB-26-{place:05}-7", code=f"200100260{place:05}", issued_on=day,
        agency={"fr": "Agence Banc d’essai", "ar": "وكالة التجربة"}, agency_phone="+212537000000", agent="Amina Essai",
        person=f"{_name(place).upper()} {_name(place * 7)}", person_ar="محمدو تجربة", extras=(),
        purpose=f"Acheter une machine à coudre pour l’atelier {place}", amount_centimes=1_500_000 + 100 * place,
        entry={"fr": "Option d’essai pour groupes", "ar": "خيار تجريبي للمجموعات", "en": "Trial option for groups"},
        provider={"fr": "Organisme d’essai", "ar": "مؤسسة تجريبية", "en": "Trial body"}, branch="Antenne d’essai",
        address="12, avenue de l’Essai\nRabat", phone="+212537111111", hours="lun.-ven. 09:00-16:00",
        address_confirmed=True, phone_first=False,
        documents=(
            {"fr": "Carte de réfugié ou récépissé", "ar": "بطاقة لاجئ أو وصل", "en": "Refugee card or receipt"},
            {"fr": "Deux photos d’identité", "ar": "صورتان شخصيتان", "en": "Two photographs"},
        ),
        appointment=SlipAppointment(date(2026, 12, 1), time(9, 30), "Permanence d’essai", "Bureau 3"),
        consent={
            "fr": "J’accepte que l’agence transmette les seules données écrites sur ce bon, pour étudier ma demande.",
            "ar": "أوافق على أن ترسل الوكالة المعطيات المكتوبة على هذه الورقة فقط، لدراسة طلبي.",
            "en": "I agree that the agency passes on only the data written on this slip, to study my request.",
        },
        consent_on=day, consent_is_model=True,
    )  # fmt: skip
