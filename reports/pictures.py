"""Scans and photos: told apart by what they are, made smaller and freed of what a camera adds, shown as pages."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from reports.errors import UnreadableFile, UnsafeFile
from reports.pdf.raster import PageImage, page_images

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
MOST_PAGES = 40
MOST_DOTS = 60_000_000
KEPT_SIDE = 2_400
"""The longest side of a picture that is kept, in dots: a paper stays readable, a phone's photo becomes small."""
_QUALITY = 86


def media_type_of(content: bytes) -> str | None:
    """What the bytes are, whatever the file is called; None for what Wasl does not keep."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    return PNG if content.startswith(b"\x89PNG\r\n\x1a\n") else None


def kept(content: bytes, media_type: str) -> tuple[bytes, str]:
    """What is stored: a PDF as it is, a picture upright, at most KEPT_SIDE, without place, date or camera.

    Raises UnreadableFile for a damaged file, UnsafeFile for one that holds more than a counter's PC can show.
    """
    if media_type == PDF:
        _pages(content)
        return content, PDF
    return _jpeg(_picture(content), KEPT_SIDE), JPEG


def thumbnail(content: bytes, media_type: str, side: int) -> bytes:
    """A small JPEG of a picture or of the first page. Raises UnreadableFile."""
    return _jpeg(_first_page(content) if media_type == PDF else _picture(content), side)


def shown_pages(content: bytes, media_type: str, dpi: int = 110) -> list[PageImage]:
    """The pages to show in the window, from memory. Raises UnreadableFile."""
    if media_type == PDF:
        _pages(content)
        return page_images(content, dpi)
    picture = _picture(content)
    return [PageImage(picture.width, picture.height, picture.tobytes())]


def _picture(content: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_DOTS:
                raise UnsafeFile
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            if upright.mode in ("RGBA", "LA", "P"):
                flat = Image.new("RGB", upright.size, "white")
                seen = upright.convert("RGBA")
                flat.paste(seen, mask=seen.getchannel("A"))
                return flat
            return upright.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableFile from error


def _jpeg(picture: Image.Image, side: int) -> bytes:
    small = picture.copy()
    small.thumbnail((side, side))
    out = BytesIO()
    small.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _pages(content: bytes) -> int:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile from error
    try:
        pages = len(document)
    finally:
        document.close()
    if not 0 < pages <= MOST_PAGES:
        raise UnsafeFile
    return pages


def _first_page(content: bytes) -> Image.Image:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile from error
    try:
        picture: Image.Image = document[0].render(scale=0.5).to_pil()
        return picture.convert("RGB")
    finally:
        document.close()
