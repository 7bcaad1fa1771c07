"""`python -m bench.recall [--people N] [--every N] [--out FILE]`: whom the search finds, asked as an outsider asks it.

The development set of tests/data (20,000 invented people, 1,500 questions) goes through `wasl people import` and `wasl people
search --lines`. `--people 100000` adds invented people to those imported, `--every 5` asks a fifth of the questions.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.base import PASSWORD, USER, fill_base, make_base, open_base
from bench.measure import apart, cpu_timed, percentile

_DATA = Path(__file__).parents[1] / "tests" / "data"
_RECEPTION = (
    "given_name", "family_name", "sex", "birth_date", "nationality", "phone", "doc_type", "doc_number",
)  # fmt: skip
_EVERY_MEASURED = 5
Question = dict[str, str]


def main(words: Sequence[str] | None = None) -> int:
    """Prints a table and writes JSON; 0 when it came to its end."""
    parser = argparse.ArgumentParser(prog="python -m bench.recall", description=__doc__)
    parser.add_argument("--people", type=int, default=0, help="people there are in all; others are invented")
    parser.add_argument("--every", type=int, default=1, help="asks every so many of the questions")
    parser.add_argument("--out", type=Path, default=Path("out/recall.json"), help="where the JSON goes (%(default)s)")
    options = parser.parse_args(words)
    questions = _read("search_dev_queries.csv.gz")[:: options.every]
    with tempfile.TemporaryDirectory() as folder:
        base = str(Path(folder) / "base.wasl")
        people = _people(Path(folder), base, options.people)
        answers = _asked(base, questions)
        seconds = apart(_processor, base, questions[::_EVERY_MEASURED])
    told = _told(questions, answers) | {
        "people": people,
        "ms": {f"p{share * 100:.0f}": percentile([one["ms"] for one in answers], share) for share in (0.5, 0.95)},
        "ms_of_processor": {f"p{share * 100:.0f}": percentile(seconds, share) * 1000 for share in (0.5, 0.95)},
    }
    print(_table(told))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return 0


def line_of(question: Question) -> dict[str, str]:
    """A question as `search --lines` takes it."""
    return {"text": question["text"]} if question["text"] else {name: question[name] for name in _RECEPTION}


def recall(questions: Sequence[Question], found: Sequence[Sequence[str]], most: int) -> float:
    """The share of the questions whose person is among the first `most` found."""
    pairs = zip(questions, found, strict=True)
    return sum(question["expected_id"] in ids[:most] for question, ids in pairs) / max(1, len(questions))


def _people(folder: Path, base: str, people: int) -> int:
    make_base(base)
    registry = folder / "registry.csv"
    registry.write_bytes(gzip.decompress((_DATA / "search_dev_registry.csv.gz").read_bytes()))
    done = json.loads(_wasl(base, "--json", "people", "import", str(registry)))
    there: int = done["new"] + done["twins"]
    if people > there:
        apart(fill_base, base, people - there, there)
    return max(there, people)


def _asked(base: str, questions: Sequence[Question]) -> list[dict[str, Any]]:
    lines = "".join(json.dumps(line_of(one), ensure_ascii=False) + "\n" for one in questions)
    return [json.loads(line) for line in _wasl(base, "people", "search", "--lines", typed=lines).splitlines()]


def _wasl(base: str, *words: str, typed: str = "") -> str:
    environment = os.environ | {"WASL_PASSWORD": PASSWORD, "WASL_USER": USER, "WASL_BASE": base}
    command = [sys.executable, "-m", "app", *words]
    done = subprocess.run(command, input=typed, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return done.stdout


def _processor(base: str, questions: Sequence[Question]) -> list[float]:
    """The seconds of processor of each question, warm: the machine's other work is not in them."""
    from app.people.finding import search_like, search_people
    from app.people.likeness import look_of_texts

    workspace = open_base(base)
    today = workspace.clock.today()
    search_people(workspace, "réchauffer", 10)

    def ask(question: Question) -> object:
        if question["text"]:
            return search_people(workspace, question["text"], 10)
        return search_like(workspace, look_of_texts(**line_of(question), today=today), 10)

    try:
        return [cpu_timed(lambda one=one: ask(one)) for one in questions]  # type: ignore[misc]
    finally:
        workspace.database.close()


def _told(questions: Sequence[Question], answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    found = [[hit["external_id"] for hit in answer["results"]] for answer in answers]
    kinds = {}
    for kind in ("all", *sorted({one["kind"] for one in questions})):
        places = [place for place, one in enumerate(questions) if kind in ("all", one["kind"])]
        asked, got = [questions[place] for place in places], [found[place] for place in places]
        kinds[kind] = {"asked": len(asked)} | {f"recall@{most}": round(recall(asked, got, most), 4) for most in (1, 5)}
    return {"kinds": kinds}


def _table(told: dict[str, Any]) -> str:
    lines = [f"{'':16}{'asked':>8}{'@1':>8}{'@5':>8}"]
    for kind, one in told["kinds"].items():
        lines.append(f"{kind:16}{one['asked']:>8}{one['recall@1']:>8.3f}{one['recall@5']:>8.3f}")
    for name in ("ms", "ms_of_processor"):
        shares = ", ".join(f"{share} {value:.0f}" for share, value in told[name].items())
        lines.append(f"{name.replace('_', ' ')} among {told['people']} people: {shares}")
    return "\n".join(lines)


def _read(name: str) -> list[Question]:
    with gzip.open(_DATA / name, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


if __name__ == "__main__":
    sys.exit(main())
