"""Pages as pictures: for the screen, and for printers that want dots."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as rows of red, green, blue bytes."""

    width: int
    height: int
    rgb: bytes


def page_images(content: bytes, dpi: int) -> list[PageImage]:
    """Every page at `dpi` dots an inch, on white."""
    document = pypdfium2.PdfDocument(content)
    try:
        images = []
        for page in document:
            picture = page.render(scale=dpi / 72, rev_byteorder=True).to_pil().convert("RGB")
            images.append(PageImage(picture.width, picture.height, picture.tobytes()))
        return images
    finally:
        document.close()


def page_size(content: bytes) -> tuple[float, float]:
    """Width and height of the first page, in points."""
    document = pypdfium2.PdfDocument(content)
    try:
        width, height = document[0].get_size()
        return float(width), float(height)
    finally:
        document.close()
