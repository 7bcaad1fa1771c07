"""Start to first paint: the program's sign-in against a bare Qt window, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.base import make_base
from bench.measure import Result, Size, apart, in_turn, median
from bench.memory import most

_ROOT = Path(__file__).resolve().parents[1]
_REPEATS = {Size.FULL: 15, Size.QUICK: 5, Size.TINY: 1}
_FOLDERS = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA")


@dataclass(frozen=True, slots=True)
class _Start:
    """Milliseconds until the paint, those the processor worked, and the peak of memory in MB."""

    wall: float
    cpu: float
    memory: float | None


def run(size: Size) -> list[Result]:
    """Wall time and processor time, warm: both have been started once before."""
    with tempfile.TemporaryDirectory() as folder:
        base = str(Path(folder) / "base.wasl")
        apart(make_base, base)
        # The first start of each fills the caches of the disk, and is not counted.
        ours, bare = in_turn(
            range(1 + _REPEATS[size]), lambda _: _start("program", base, folder), lambda _: _start("bare", base, folder)
        )
    ours, bare = ours[1:], bare[1:]
    repeats = f"median of {len(ours)}"
    memory, bare_memory = most(one.memory for one in ours), most(one.memory for one in bare)
    return [
        Result(
            "start, first paint", median(one.wall for one in ours), median(one.wall for one in bare), "ms",
            f"sign-in against a bare window with a label; {repeats}", memory, bare_memory,
        ),
        Result(
            "start, processor", median(one.cpu for one in ours), median(one.cpu for one in bare), "ms",
            f"the same starts, time of the processor; {repeats}",
        ),
    ]  # fmt: skip


def _start(kind: str, base: str, folder: str) -> _Start:
    environment = {**os.environ, **dict.fromkeys(_FOLDERS, folder)}
    began = time.monotonic()
    command = [sys.executable, "-m", "bench.windows", kind, base]
    done = subprocess.run(command, cwd=_ROOT, env=environment, capture_output=True, check=True)
    at, cpu, *memory = (float(word) for word in done.stdout.split())
    return _Start((at - began) * 1000, cpu * 1000, memory[0] if memory else None)
