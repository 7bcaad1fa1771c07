"""Scores of many pairs, on the cores there are; where no further process can be started, on this one."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from app.people.likeness import score_from
from app.people.likeness_features import words_to_compare
from app.people.look import PersonLook
from app.people.word_likeness import tell_likeness
from app.people.word_pairs import pairs_likeness

Look2 = tuple[PersonLook, PersonLook]

AT_ONCE = 1_000
FEW = 4_000
"""Up to so many pairs a further process costs more than it brings."""
_MOST_PROCESSES = 4


def scores_of(pairs: Sequence[Look2], minimum: float) -> list[float]:
    """The score of each pair, or 0 where it is below `minimum`."""
    hear_together(pairs)
    return [score_from(left, right, minimum) for left, right in pairs]


def hear_together(pairs: Iterable[Look2]) -> None:
    """Compares the words of the pairs in one go, so that scoring each finds its words compared."""
    tell_likeness(pairs_likeness({words for pair in pairs for words in words_to_compare(*pair)}))


def scored(pairs: Iterable[Look2], minimum: float) -> Iterator[list[float]]:
    """The scores of the pairs in their order, AT_ONCE at a time; 0 for one below `minimum`."""
    coming = iter(pairs)
    first = list(islice(coming, FEW))
    if len(first) < FEW or (os.cpu_count() or 1) < 2:
        yield from _here(first, minimum)
        yield from _in_batches(coming, minimum)
        return
    yield from _beside(first, coming, minimum)


def _beside(first: list[Look2], coming: Iterator[Look2], minimum: float) -> Iterator[list[float]]:
    """By other processes, begun anew so that no lock of this one is copied; what they cannot do is done here."""
    waiting: list[tuple[list[Look2], Future[list[float]] | None]] = []
    workers = min(_MOST_PROCESSES, os.cpu_count() or 1)
    pool: ProcessPoolExecutor | None = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    try:
        for batch in _batches(first, coming):
            future = None
            if pool is not None:
                try:
                    future = pool.submit(scores_of, batch, minimum)
                except (OSError, BrokenProcessPool, RuntimeError):
                    pool = None
            waiting.append((batch, future))
            if len(waiting) > 2 * workers:
                yield _result(*waiting.pop(0), minimum)
        while waiting:
            yield _result(*waiting.pop(0), minimum)
    finally:
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


def _result(batch: list[Look2], future: Future[list[float]] | None, minimum: float) -> list[float]:
    if future is None:
        return scores_of(batch, minimum)
    try:
        return future.result()
    except (OSError, BrokenProcessPool):
        return scores_of(batch, minimum)


def _batches(first: list[Look2], coming: Iterator[Look2]) -> Iterator[list[Look2]]:
    for start in range(0, len(first), AT_ONCE):
        yield first[start : start + AT_ONCE]
    while batch := list(islice(coming, AT_ONCE)):
        yield batch


def _here(pairs: list[Look2], minimum: float) -> Iterator[list[float]]:
    for start in range(0, len(pairs), AT_ONCE):
        yield scores_of(pairs[start : start + AT_ONCE], minimum)


def _in_batches(coming: Iterator[Look2], minimum: float) -> Iterator[list[float]]:
    while batch := list(islice(coming, AT_ONCE)):
        yield scores_of(batch, minimum)
