"""Work beside the window: what is stale is dropped, what fails comes home in words, writes keep their order."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject

from app.errors import Refused, WaslError
from ui.application import make_application
from ui.jobs import Jobs
from ui.minute import rest, wait_until

Progress = Callable[[int, int], None]


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    make_application()
    runner = Jobs()
    yield runner
    assert runner.finish()
    wait_until(runner.idle)
    runner.deleteLater()


def test_only_the_newest_answer_of_a_key_comes_home(jobs: Jobs) -> None:
    gate = threading.Event()
    came: list[str] = []

    def slow() -> str:
        gate.wait(10)
        return "old"

    jobs.read("search", slow, done=came.append)
    jobs.read("search", lambda: "new", done=came.append)
    wait_until(lambda: came == ["new"])
    gate.set()
    wait_until(jobs.idle)

    assert came == ["new"]


def test_answers_of_other_keys_all_come_home(jobs: Jobs) -> None:
    came: list[str] = []
    for key in ("one", "two", "three", "four", "five"):
        jobs.read(key, lambda key=key: key, done=came.append)
    wait_until(jobs.idle)

    assert sorted(came) == ["five", "four", "one", "three", "two"]


def test_the_error_of_a_stale_read_says_nothing(jobs: Jobs) -> None:
    gate, told = threading.Event(), list[WaslError]()

    def fails() -> None:
        gate.wait(10)
        raise Refused("slip.not_found")

    jobs.error.connect(told.append)
    jobs.read("search", fails)
    jobs.read("search", lambda: None)
    gate.set()
    wait_until(jobs.idle)

    assert told == []


def test_writes_run_one_after_the_other_in_the_order_they_were_asked_for(jobs: Jobs) -> None:
    order: list[int] = []
    inside = threading.Lock()

    def write(place: int) -> None:
        assert inside.acquire(blocking=False), "two writes at once"
        order.append(place)
        inside.release()

    for place in range(20):
        jobs.write(write, place)
    wait_until(jobs.idle)

    assert order == list(range(20))


def test_a_refused_write_does_not_stop_the_next(jobs: Jobs) -> None:
    told, done = list[WaslError](), list[str]()

    def refused() -> None:
        raise Refused("slip.not_found")

    jobs.error.connect(told.append)
    jobs.write(refused)
    jobs.write(lambda: "kept", done=done.append)
    wait_until(jobs.idle)

    assert [error.key for error in told] == ["slip.not_found"]
    assert done == ["kept"]


def test_an_error_goes_to_whoever_asked_when_they_can_say_it(jobs: Jobs) -> None:
    here, window = list[WaslError](), list[WaslError]()

    def refused() -> None:
        raise Refused("slip.not_found")

    jobs.error.connect(window.append)
    jobs.read("slip", refused, failed=here.append)
    wait_until(jobs.idle)

    assert len(here) == 1
    assert window == []


def test_what_nobody_foresaw_is_told_apart_from_what_has_words(jobs: Jobs) -> None:
    unforeseen, told = list[BaseException](), list[WaslError]()

    def bug() -> None:
        raise ZeroDivisionError

    jobs.unforeseen.connect(unforeseen.append)
    jobs.error.connect(told.append)
    jobs.read("bug", bug)
    wait_until(jobs.idle)

    assert [type(error) for error in unforeseen] == [ZeroDivisionError]
    assert told == []


def test_cancelled_work_stops_at_its_next_report_and_says_nothing(jobs: Jobs) -> None:
    listening, reached, go_on = threading.Event(), threading.Event(), threading.Event()
    said: list[object] = []

    def long(progress: Progress) -> str:
        listening.wait(10)
        progress(1, 3)
        reached.set()
        go_on.wait(10)
        progress(2, 3)
        return "never"

    jobs.error.connect(said.append)
    jobs.unforeseen.connect(said.append)
    job = jobs.write(long, done=said.append, title="long")
    seen: list[tuple[int, int]] = []
    job.progressed.connect(lambda done, total: seen.append((done, total)))
    listening.set()
    wait_until(reached.is_set)
    job.cancel()
    go_on.set()
    wait_until(jobs.idle)

    assert said == []
    assert seen == [(1, 3)]


def test_work_over_a_while_is_announced_and_short_work_is_not(jobs: Jobs) -> None:
    begun: list[str] = []
    jobs.started.connect(lambda job: begun.append(job.title) if job in jobs.running else None)
    gate = threading.Event()
    jobs.read("quick", lambda: None, title="quick")
    jobs.read("slow", lambda: gate.wait(10), title="slow")
    wait_until(lambda: begun == ["slow"])
    gate.set()
    wait_until(jobs.idle)

    assert begun == ["slow"]


def test_an_answer_for_a_screen_that_is_gone_is_dropped(jobs: Jobs) -> None:
    class Screen(QObject):
        """Somebody who asked."""

        came = 0

        def take(self, _: object) -> None:
            """Counts."""
            Screen.came += 1

    gate, screen = threading.Event(), Screen()
    jobs.read("method", lambda: gate.wait(10), done=screen.take)
    jobs.read("lambda", lambda: gate.wait(10), done=lambda answer: screen.take(answer))
    shiboken6.delete(screen)
    gate.set()
    wait_until(jobs.idle)
    rest(50)

    assert Screen.came == 0


def test_closing_waits_for_what_is_being_written(jobs: Jobs) -> None:
    written: list[str] = []
    gate = threading.Event()

    def write() -> None:
        gate.wait(0.2)
        written.append("kept")

    jobs.write(write)

    assert jobs.finish()
    assert written == ["kept"]
