"""Copies of a stored paper: each says whom it is for, and a second print says that it is one. The stored bytes stay."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from pikepdf import Pdf

from reports.pdf.pairs import PAIRS
from reports.pdf.tagging import saved, stamp
from resources.i18n import tr_noop, words

WHOM = {
    "person": tr_noop("Exemplaire de la personne"),
    "agency": tr_noop("Exemplaire de l’agence"),
    "provider": tr_noop("Exemplaire de l’organisme"),
}
"""What a copy says at its head: sentences for `tr`."""


def copies_for(content: bytes, languages: str, whom: Sequence[str], *, is_duplicate: bool = False) -> bytes:
    """One file with a copy for each of `whom` (none: the paper as it is), stamped where something is to be said."""
    speaks = [words(language) for language in PAIRS[languages]]
    marks = []
    for one in whom or ("",):
        said = (["DUPLICATA"] if is_duplicate else []) + ([WHOM[one]] if one else [])
        marks.append("  ·  ".join(dict.fromkeys(speak.tr(text) for text in said for speak in speaks)))
    if not any(marks) and len(marks) == 1:
        return content
    with Pdf.open(BytesIO(content)) as stored, Pdf.open(BytesIO(content)) as out:
        pages = len(out.pages)
        for _ in marks[1:]:
            out.pages.extend(stored.pages)
        for place, mark in enumerate(marks):
            for page in out.pages[place * pages : (place + 1) * pages] if mark else ():
                stamp(page, mark)
        return saved(out)
