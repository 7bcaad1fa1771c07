"""`python -m bench [NAME…] [--quick] [--out FILE]`: runs the benches, prints a table, writes JSON.

A further bench is a file here with `run(size: Size) -> list[Result]`, and its name in BENCHES.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench.measure import Result, Size

BENCHES = ("start", "search", "importing", "listing", "slips", "preview", "workbook", "minute", "matching", "twins")
_HEADERS = ("bench", "ours", "reference", "ratio", "unit", "MB", "MB ref.", "note")


def main(words: Sequence[str] | None = None) -> int:
    """Runs what is named, else everything; 0 when every bench came to its end."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"among: {', '.join(BENCHES)}")
    parser.add_argument("--quick", action="store_true", help="smaller amounts: a look, no figures to quote")
    parser.add_argument("--out", type=Path, default=Path("out/bench.json"), help="where the JSON goes (%(default)s)")
    options = parser.parse_args(words)
    if unknown := set(options.names) - set(BENCHES):
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    size = Size.QUICK if options.quick else Size.FULL
    results: list[Result] = []
    for name in options.names or BENCHES:
        began = time.monotonic()
        found: list[Result] = importlib.import_module(f"bench.{name}").run(size)
        results += found
        print(f"bench: {name} took {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    print(table(results))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(as_json(results, size), encoding="utf-8")
    return 0


def table(results: Sequence[Result]) -> str:
    """The results as lines of aligned columns."""
    rows = [_HEADERS, *(_row(one) for one in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADERS))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if 1 <= column <= 3 or 5 <= column <= 6 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def as_json(results: Sequence[Result], size: Size) -> str:
    """The results as one JSON document, with what is needed to compare runs."""
    told = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "size": size.value,
        "machine": {"system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count()},
        "results": [asdict(one) | {"ratio": round(one.ratio, 3)} for one in results],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _row(one: Result) -> tuple[str, ...]:
    return (
        one.name, _number(one.ours), _number(one.reference), f"{one.ratio:.2f}", one.unit,
        _megabytes(one.memory), _megabytes(one.reference_memory), one.note,
    )  # fmt: skip


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 1000 else f"{value:.3g}"


def _megabytes(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"


if __name__ == "__main__":
    sys.exit(main())
