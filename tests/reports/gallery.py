"""Every paper in every language pair: `python -m tests.reports.gallery [--out DIR] [--records full bare …]`.

Each is left as a PDF, as a grey picture at 300 dots an inch and as a photocopy of it (blurred, then black or white), and
the codes of both are read again. Prints what was made, and ends with 1 when a code was not read.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

from PIL import Image, ImageFilter

from app.accounts.entrance import sign_in, sign_out
from app.appointments.booking import book, list_hosts, set_outcome
from app.referrals.bordereau import bordereau_paper, week_of
from app.referrals.letters import appointment_letter, referral_letter
from app.workspace import Workspace
from reports.pdf.slip import render_slip
from tests.referrals.papers import PROVIDER, a_person, a_slip_issued
from tests.reports.slips import RECORDS, a_slip
from ui import minute

PAIRS = ("fr-ar", "en-ar", "en-fr")
FORMATS = ("a4", "a5", "80mm")
_DPI = 300
_BLUR, _THRESHOLD = 1.4, 150


def papers(records: list[str]) -> Iterator[tuple[str, bytes, str | None]]:
    """Name, bytes and the code that must be read on it (None: it has none)."""
    for record in records:
        for pair in PAIRS:
            for paper in FORMATS:
                slip = a_slip(record, paper, languages=pair)
                yield f"bon-{record}-{pair}-{paper}", render_slip(slip), slip.code
    with tempfile.TemporaryDirectory() as folder:
        base = str(Path(folder) / "gallery.wasl")
        minute.found_demo(base)
        workspace = sign_in(base, "amina", minute.PASSWORD)
        yield from _letters(workspace)
        sign_out(workspace)


def _letters(workspace: Workspace) -> Iterator[tuple[str, bytes, str | None]]:
    slip = a_slip_issued(workspace)
    person_id, host = a_person(workspace, "Awa"), list_hosts(workspace)[0]
    today = workspace.clock.today()
    coming = book(workspace, person_id, host.id, _next_monday(workspace), time(10, 0), 30).id
    for pair in PAIRS:
        for kind in ("certificate", "withdrawal"):
            yield f"lettre-{kind}-{pair}", referral_letter(workspace, kind, slip.code, pair).content, slip.code
        yield f"lettre-convocation-{pair}", appointment_letter(workspace, "convocation", coming, pair).content, None
        yield f"bordereau-{pair}", bordereau_paper(workspace, PROVIDER, *week_of(today), pair).content, None
    set_outcome(workspace, coming, "came")
    for pair in PAIRS:
        yield f"lettre-attendance-{pair}", appointment_letter(workspace, "attendance", coming, pair).content, None


def _next_monday(workspace: Workspace) -> date:

    today = workspace.clock.today()
    return today + timedelta(days=7 - today.weekday())


def pictures(file: Path) -> Iterator[tuple[Path, Path]]:
    """Each page in grey, and its photocopy."""
    words = ["pdftoppm", "-r", str(_DPI), "-gray", "-png", file, file.with_suffix("")]
    subprocess.run(words, check=True, capture_output=True)
    for grey in sorted(file.parent.glob(f"{file.stem}-[0-9]*.png")):
        copied = grey.with_name(f"{grey.stem}-copie.png")
        blurred = Image.open(grey).convert("L").filter(ImageFilter.GaussianBlur(_BLUR))
        blurred.point(lambda dot: 255 if dot > _THRESHOLD else 0).convert("1").save(copied)
        yield grey, copied


def codes_in(picture: Path) -> list[str]:
    """What a reader finds, by kind."""
    found = subprocess.run(["zbarimg", "-q", picture], capture_output=True, text=True, check=False)
    return sorted(set(found.stdout.split()))


def main() -> int:
    """Makes them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/papers"))
    parser.add_argument("--records", nargs="+", choices=sorted(RECORDS), default=["full", "long", "bare", "hostile"])
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    unread = made = 0
    for name, content, code in papers(options.records):
        file = options.out / f"{name}.pdf"
        file.write_bytes(content)
        read = []
        for grey, copied in pictures(file):
            for picture in (grey, copied):
                found = codes_in(picture)
                right = code is None or any(one.endswith(code) for one in found)
                unread += not right
                read.append("ok" if right and code else "-" if code is None else f"NOT READ {picture.name}")
        made += 1
        sys.stdout.write(f"{name}: {' '.join(read)}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{made} papers in {options.out}, {unread} pictures whose code was not read\n")
    return 1 if unread else 0


if __name__ == "__main__":
    sys.exit(main())
