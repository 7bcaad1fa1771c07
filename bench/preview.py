"""From Enter on an option to the slip's preview on the screen, warm, on the embedded base; against a picture of the same size.

The window's milliseconds are told twice: by the clock, and as the processor's time of the whole process, which a busy
machine stretches less. The reference is the paper alone, read, rendered and drawn by the use cases without a window.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from bench.measure import Result, Size, apart, median, percentile

_PREVIEWS = {Size.FULL: 40, Size.QUICK: 15, Size.TINY: 2}
_WARM = 3
_DPI = 110
_ENTRY = "amappe_hcr_agr"


@dataclass(frozen=True, slots=True)
class _Shown:
    """Milliseconds of each preview: by the clock, and of the processor."""

    wall: tuple[float, ...]
    cpu: tuple[float, ...]


def run(size: Size) -> list[Result]:
    """Both sides in processes of their own."""
    count = _PREVIEWS[size]
    window, straight = apart(_in_window, count), apart(_straight, count)
    note = (
        f"Enter on an option until the picture is painted; {count} times, warm; against its use cases without a window"
    )
    return [
        Result("Enter to preview, p50", median(window.wall), median(straight.wall), "ms", note),
        Result("Enter to preview, p95", percentile(window.wall, 0.95), percentile(straight.wall, 0.95), "ms", note),
        Result("Enter to preview, CPU", median(window.cpu), median(straight.cpu), "ms", f"{note}; processor's time"),
    ]


def _in_window(count: int) -> _Shown:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from ui import minute
    from ui.application import make_application, make_window
    from ui.warming import warm

    application = make_application()
    wall, cpu = [], []
    with tempfile.TemporaryDirectory() as folder:
        base = str(Path(folder) / "base.wasl")
        minute.found_demo(base)
        window = make_window(base)
        window.resize(1366, 768)
        window.show()
        warm(window)
        minute.wait_until(window.jobs.idle)
        page = minute.sign_in(window)
        page.go("people", person_id=_someone(base))
        people = page.view("people")
        minute.wait_until(lambda: getattr(people.side.currentWidget(), "dossier", None) is not None)  # type: ignore[attr-defined]
        panel = people.side.currentWidget()  # type: ignore[attr-defined]
        minute.wait_until(lambda: panel.funding.model.rowCount() > 0)
        for _ in range(_WARM + count):
            minute.wait_until(window.jobs.idle)
            panel.funding.table.setFocus()
            panel.funding.choose(_ENTRY)
            began, spent = time.perf_counter(), time.process_time()
            QTest.keyClick(panel.funding.table, Qt.Key.Key_Return)
            refer = panel._stack.currentWidget()
            while refer.preview._image is None:
                minute.rest(1)
            refer.preview.grab()
            wall.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - spent) * 1000)
            minute.wait_until(window.jobs.idle)
            refer.back()
        window.close()
    application.processEvents()
    return _Shown(tuple(wall[_WARM:]), tuple(cpu[_WARM:]))


def _straight(count: int) -> _Shown:
    from app.accounts.entrance import sign_in, sign_out
    from app.funding.directory import entry_providers
    from app.referrals.cases import SlipOptions
    from app.referrals.counter import pages_of
    from app.referrals.referring import preview_slip
    from ui import minute

    wall, cpu = [], []
    with tempfile.TemporaryDirectory() as folder:
        base = str(Path(folder) / "base.wasl")
        minute.found_demo(base)
        person_id = _someone(base)
        workspace = sign_in(base, "amina", minute.PASSWORD)
        for _ in range(_WARM + count):
            began, spent = time.perf_counter(), time.process_time()
            providers = entry_providers(workspace, _ENTRY)[1]
            running = next(one for one in providers if one.role == "runs")
            content = preview_slip(workspace, person_id, _ENTRY, SlipOptions(provider=running.slug)).content
            pages_of(content, _DPI)
            wall.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - spent) * 1000)
        sign_out(workspace)
    return _Shown(tuple(wall[_WARM:]), tuple(cpu[_WARM:]))


def _someone(base: str) -> UUID:
    from app.accounts.entrance import sign_in, sign_out
    from app.people.finding import search_people
    from ui import minute

    workspace = sign_in(base, "amina", minute.PASSWORD)
    try:
        return search_people(workspace, "mamadou d", 10)[0].id
    finally:
        sign_out(workspace)
