"""The memory of this process. Imports next to nothing: it is read in processes whose start is measured."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable


def peak_memory() -> float | None:
    """The most memory this process has had in use, in MB; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    if sys.platform == "linux":
        # Not getrusage here: its figure begins with that of the process which started this one.
        with open("/proc/self/status", encoding="ascii", errors="replace") as lines:
            return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), None)
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def most(values: Iterable[float | None]) -> float | None:
    """The largest, None where the system told nothing."""
    return max((value for value in values if value is not None), default=None)


def memory_grown_by(call: Callable[[], object]) -> float | None:
    """By how many MB the peak of this process rises during a call; None where the system does not tell."""
    before = peak_memory()
    call()
    after = peak_memory()
    return None if before is None or after is None else after - before
