"""The benches run, and what they found is told as a table and as JSON. No figure is asserted: a busy machine is no failure."""

from __future__ import annotations

import importlib
import json
import math
import multiprocessing
from collections.abc import Iterator
from multiprocessing import forkserver
from pathlib import Path

import pytest

from bench.__main__ import BENCHES, as_json, main, table
from bench.measure import Result, Size, in_turn, percentile
from bench.recall import line_of, recall

_RESULTS = [
    Result("essai", 30.0, 12.0, "ms", "médiane de 5", memory=80.4, reference_memory=40.0),
    Result("un autre essai", 0.5, 0.25, "s", ""),
]


def test_the_table_tells_both_sides_their_ratio_and_the_memory_where_it_matters() -> None:
    header, first, second = table(_RESULTS).splitlines()

    assert header.split()[:5] == ["bench", "ours", "reference", "ratio", "unit"]
    assert first.split() == ["essai", "30", "12", "2.50", "ms", "80", "40", "médiane", "de", "5"]
    assert second.split() == ["un", "autre", "essai", "0.5", "0.25", "2.00", "s"]


def test_the_json_holds_what_two_runs_are_compared_by() -> None:
    told = json.loads(as_json(_RESULTS, Size.QUICK))

    assert told["size"] == "quick"
    assert set(told["machine"]) == {"system", "python", "cores"}
    assert told["results"][0]["ratio"] == 2.5
    assert told["results"][1]["memory"] is None


def test_the_sides_go_first_in_turn() -> None:
    calls: list[str] = []

    in_turn(range(2), lambda case: calls.append(f"ours {case}"), lambda case: calls.append(f"reference {case}"))

    assert calls == ["ours 0", "reference 0", "reference 1", "ours 1"]


def test_a_recall_counts_whom_the_question_meant_among_the_first() -> None:
    questions = [{"expected_id": "A", "text": "essai"}, {"expected_id": "B", "text": "modèle"}]
    found = [["A", "C"], ["C", "D", "B"]]

    assert [recall(questions, found, most) for most in (1, 3)] == [0.5, 1]
    assert line_of(questions[0]) == {"text": "essai"}


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert percentile([5, 1, 4, 2, 3], 1) == 5


def test_an_unknown_bench_is_refused_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["start", "danse", "--out", str(tmp_path / "bench.json")])

    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def forked() -> Iterator[None]:
    """Processes apart that have imported beforehand, where the system can fork: a third of the time."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        yield
        return
    multiprocessing.set_forkserver_preload(
        ["app.accounts.entrance", "app.people.finding", "app.referrals.referring", "ui.minute", "ui.main_window"]
    )
    forkserver.ensure_running()  # its socket stands in the folder of the first who asks
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bench.measure.START", "forkserver")
        yield


@pytest.mark.usefixtures("forked")
@pytest.mark.parametrize("name", BENCHES)
def test_each_bench_runs_at_its_smallest_and_leaves_nothing_behind(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # for the processes that it starts

    found = importlib.import_module(f"bench.{name}").run(Size.TINY)

    assert found
    assert all(math.isfinite(one.ratio) and one.ratio > 0 and one.unit for one in found)
    assert not list(tmp_path.iterdir())
