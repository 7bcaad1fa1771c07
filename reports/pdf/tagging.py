"""The structure of a PDF: which marked contents are paragraphs, in which order and language; archive copies (PDF/A-2b)."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from reports.errors import NotPrintable

if TYPE_CHECKING:
    from reports.pdf.sheet import Tags

_ROLL = 240
"""Points: a page as narrow as a roll, which has hardly a margin."""
_COUNTRY = {"fr": "fr-MA", "ar": "ar-MA", "en": "en"}


def tagged(content: bytes, tags: Tags) -> bytes:
    """The same pages with their structure tree."""
    with Pdf.open(BytesIO(content)) as pdf:
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
        parents: list[list[Any]] = [[] for _ in pdf.pages]
        children = []
        for page, mark, language in tags.marks:
            element = pdf.make_indirect(
                Dictionary(
                    Type=Name.StructElem, S=Name.P, P=document, K=mark, Pg=pdf.pages[page].obj,
                    Lang=String(_COUNTRY[language]),
                )
            )  # fmt: skip
            children.append(element)
            parents[page].append(element)
        document.K = Array(children)
        numbers: list[Any] = []
        for place, elements in enumerate(parents):
            numbers += [place, pdf.make_indirect(Array(elements))]
            pdf.pages[place].obj.StructParents = place
            pdf.pages[place].obj.Tabs = Name.S
            if "/Trans" in pdf.pages[place].obj:
                del pdf.pages[place].obj["/Trans"]  # an empty transition that PDF/A refuses
        root.K = document
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Lang = String(_COUNTRY[tags.first])
        return saved(pdf)


def archived(content: bytes) -> bytes:
    """The PDF/A-2b copy to keep. Raises NotPrintable when it would not meet that standard."""
    from pikepdf import pdfa

    with Pdf.open(BytesIO(content)) as pdf:
        return _prepared(pdfa, pdf)


def stamp(page: Any, text: str) -> None:
    """Puts a line at the head of a page, above everything that is set there."""
    box = page.mediabox
    with Pdf.open(BytesIO(_stamp(float(box[2]), float(box[3]), text))) as overlay:
        page.add_overlay(overlay.pages[0], None)


@lru_cache(64)
def _stamp(width: float, height: float, text: str) -> bytes:
    """The stamp alone on a page of that size: a print job needs the same few again and again."""
    from reports.pdf.sheet import Sheet
    from reports.text import Style

    over = Sheet((width, height), 12, text, ("fr", "ar"))
    style = Style(
        size=9, bold=True, colour=(0.59, 0.22, 0.17), align="middle", most_lines=1, floor=7, right_to_left=False
    )
    over.text(text, style, 8, width - 16, top=height - (2 if width < _ROLL else 9))
    return over.finish()


def _prepared(pdfa: Any, pdf: Pdf) -> bytes:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = str(pdf.docinfo.get("/Title", "Wasl"))
    pdfa.prepare(pdf, "2b")
    out = BytesIO()
    report = pdfa.save(pdf, out, "2b", deterministic_id=True)
    if report.violations:
        raise NotPrintable(str(report.violations[0]))
    return out.getvalue()


def saved(pdf: Pdf) -> bytes:
    """The same bytes for the same pages."""
    out = BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return out.getvalue()
