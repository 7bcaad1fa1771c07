"""What a bench gives, and how it measures: sides in turn, medians, a process of its own where state would tell."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
C = TypeVar("C")
R = TypeVar("R")
S = TypeVar("S")


START = "spawn"
"""How a process apart is begun: a fresh interpreter, whose imports are its own. The suite, which measures nothing, forks."""


class Size(StrEnum):
    """How much is measured: FULL for figures to quote, QUICK for a look, TINY only proves that a bench runs."""

    FULL = "full"
    QUICK = "quick"
    TINY = "tiny"


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table: `ours` and `reference` in `unit`, less is better; memory in MB where it matters."""

    name: str
    ours: float
    reference: float
    unit: str
    note: str
    memory: float | None = None
    reference_memory: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the reference."""
        return self.ours / self.reference if self.reference else float("inf")


def timed(call: Callable[[], object]) -> float:
    """The seconds of one call."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def cpu_timed(call: Callable[[], object]) -> float:
    """The seconds of processor one call took in this thread: what else the machine does is not in them."""
    began = time.thread_time()
    call()
    return time.thread_time() - began


def in_turn(cases: Iterable[C], ours: Callable[[C], R], reference: Callable[[C], S]) -> tuple[list[R], list[S]]:
    """Both sides on each case, going first every other time: what else the machine does hits both."""
    mine: list[R] = []
    theirs: list[S] = []
    for place, case in enumerate(cases):
        if place % 2 == 0:
            mine.append(ours(case))
            theirs.append(reference(case))
        else:
            theirs.append(reference(case))
            mine.append(ours(case))
    return mine, theirs


def timed_in_turn(
    cases: Iterable[C], ours: Callable[[C], object], reference: Callable[[C], object]
) -> tuple[list[float], list[float]]:
    """The same, giving the seconds of each call."""
    return in_turn(cases, lambda case: timed(lambda: ours(case)), lambda case: timed(lambda: reference(case)))


def median(values: Iterable[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below or at which `share` (0 to 1) of them lie."""
    return sorted(values)[round(share * (len(values) - 1))]


def apart(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Runs a function of a module in a fresh interpreter: its imports, caches and peak of memory are its own."""
    with ProcessPoolExecutor(1, mp_context=get_context(START)) as pool:
        return pool.submit(function, *args, **kwargs).result()
