"""Anything over 150 ms: reads side by side, writes of a window one after the other, results and errors brought home.

`jobs.read(key, function, …, done=…)`: a newer read of the same key makes the older one's result stale: it is dropped.
A function that declares a `progress` argument gets one: `progress(done, total)` reports, and raises Cancelled when asked to stop.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot

from app.errors import WaslError

SHOWN_AFTER_MS = 150


class Cancelled(Exception):
    """The person asked to stop; nothing is told."""


class Job(QObject):
    """One piece of work under way."""

    finished = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int)

    def __init__(self, key: str, title: str, call: Callable[[], Any], parent: QObject) -> None:
        super().__init__(parent)
        self.key = key
        self.title = title
        self.call = call
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Asks it to stop at its next report of progress."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    def report(self, done: int, total: int) -> None:
        """Called by the work itself, in its thread. Raises Cancelled."""
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total)


class _Work(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job

    def run(self) -> None:
        try:
            result = self.job.call()
        except BaseException as error:  # house: carried home to the window's thread, where known ones become words
            if shiboken6.isValid(self.job):
                self.job.failed.emit(error)
        else:
            if shiboken6.isValid(self.job):
                self.job.finished.emit(result)


class Jobs(QObject):
    """The runner of a window."""

    started = Signal(object)
    ended = Signal(object)
    error = Signal(object)
    unforeseen = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers = QThreadPool(self)
        self._readers.setMaxThreadCount(3)
        self._writer = QThreadPool(self)
        self._writer.setMaxThreadCount(1)
        self._newest: dict[str, Job] = {}
        self.running: list[Job] = []

    def read(
        self,
        key: str,
        function: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[WaslError], None] | None = None,
        title: str = "",
        **kwargs: Any,
    ) -> Job:
        """Runs beside others; only the newest of `key` comes home. `failed` replaces the window's own message."""
        job = self._job(key, title, function, args, kwargs)
        self._newest[key] = job
        self._start(self._readers, job, done, failed)
        return job

    def write(
        self,
        function: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[WaslError], None] | None = None,
        title: str = "",
        **kwargs: Any,
    ) -> Job:
        """Runs after every write asked for before it."""
        job = self._job("", title, function, args, kwargs)
        self._start(self._writer, job, done, failed)
        return job

    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self.running

    def finish(self, milliseconds: int = 30_000) -> bool:
        """Waits for what is under way (closing the window, switching user): nothing asked for is lost."""
        for job in self.running:
            if job.key:
                job.cancel()
        return self._writer.waitForDone(milliseconds) and self._readers.waitForDone(milliseconds)

    def _job(self, key: str, title: str, function: Callable[..., Any], args: Any, kwargs: dict[str, Any]) -> Job:
        job = Job(key, title, lambda: None, self)
        if "progress" in inspect.signature(function).parameters and "progress" not in kwargs:
            kwargs = {**kwargs, "progress": job.report}
        job.call = lambda: function(*args, **kwargs)
        return job

    def _start(
        self,
        pool: QThreadPool,
        job: Job,
        done: Callable[[Any], None] | None,
        failed: Callable[[WaslError], None] | None,
    ) -> None:
        home = _Home(self, job, done, failed)
        job.finished.connect(home.came)
        job.failed.connect(home.broke)
        self.running.append(job)
        QTimer.singleShot(SHOWN_AFTER_MS, job, lambda: self.started.emit(job))
        pool.start(_Work(job))

    def is_stale(self, job: Job) -> bool:
        """Whether a newer read of its key has been asked for."""
        return bool(job.key) and self._newest.get(job.key) is not job

    def over(self, job: Job) -> None:
        """Lets go of a job whose result has come home."""
        if job in self.running:
            self.running.remove(job)
        if self._newest.get(job.key) is job:
            del self._newest[job.key]
        self.ended.emit(job)
        job.deleteLater()


class _Home(QObject):
    """Where the result of one job arrives, in the window's thread."""

    def __init__(
        self,
        jobs: Jobs,
        job: Job,
        done: Callable[[Any], None] | None,
        failed: Callable[[WaslError], None] | None,
    ) -> None:
        super().__init__(job)
        self.jobs, self.job, self.done, self.failed = jobs, job, done, failed

    @Slot(object)
    def came(self, result: object) -> None:
        stale = self.jobs.is_stale(self.job)
        self.jobs.over(self.job)
        if self.done is not None and not stale and _alive(self.done):
            self.done(result)

    @Slot(object)
    def broke(self, error: BaseException) -> None:
        stale = self.jobs.is_stale(self.job)
        self.jobs.over(self.job)
        if isinstance(error, Cancelled) or stale:
            return
        if not isinstance(error, WaslError):
            self.jobs.unforeseen.emit(error)
        elif self.failed is not None:
            if _alive(self.failed):
                self.failed(error)
        else:
            self.jobs.error.emit(error)


def _alive(callback: Callable[..., Any]) -> bool:
    """Whether the widgets stand that a bound method belongs to, or that a lambda speaks of."""
    try:
        named = inspect.getclosurevars(callback).nonlocals.values() if inspect.isfunction(callback) else ()
    except ValueError:  # a name not given yet
        named = ()
    owners = [getattr(callback, "__self__", None), *named]
    return all(shiboken6.isValid(owner) for owner in owners if isinstance(owner, QObject))
