"""The slip as it was last looked at and found good: `python -m tests.reports.golden` keeps today's pictures in golden/.

One page a format and language pair, grey and small: enough to see that something moved, grew, vanished or turned round,
too coarse for the letters' edges, which differ from one renderer to the next.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageStat

from reports.pdf.slip import render_slip
from tests.reports.gallery import FORMATS, PAIRS
from tests.reports.slips import a_slip

KEPT = Path(__file__).with_name("golden")
_DPI = 50
_SOFT = 1.5
"""Both sides are blurred so much, in dots, before they are compared."""


def names() -> Iterator[tuple[str, str]]:
    """Every language pair and format."""
    return ((pair, paper) for pair in PAIRS for paper in FORMATS)


def kept(pair: str, paper: str) -> Path:
    """Where the picture of one stands."""
    return KEPT / f"bon-{pair}-{paper}.png"


def picture(pair: str, paper: str) -> Image.Image:
    """The slip of today, in grey."""
    words = ["pdftoppm", "-r", str(_DPI), "-gray", "-png", "-singlefile", "-"]
    content = render_slip(a_slip("full", paper, languages=pair))
    done = subprocess.run(words, input=content, check=True, capture_output=True)
    return Image.open(BytesIO(done.stdout)).convert("L")


def apart(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    """How far two pictures are from one another: on the whole and where they differ most, of 255."""
    if one.size != other.size:
        return 255.0, 255
    soft = [side.filter(ImageFilter.GaussianBlur(_SOFT)) for side in (one, other)]
    between = ImageStat.Stat(ImageChops.difference(*soft))
    return between.mean[0], int(between.extrema[0][1])


def main() -> int:
    """Keeps them all."""
    KEPT.mkdir(exist_ok=True)
    for pair, paper in names():
        picture(pair, paper).save(kept(pair, paper), optimize=True)
    sys.stdout.write(f"{len(list(names()))} pictures in {KEPT}: look at each before you commit it\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
