"""The size of our code in the figures by which the house measures itself: files, functions, docstrings."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.tooling.house_rules import FLOORS, ROOT

Function = ast.FunctionDef | ast.AsyncFunctionDef
LONG_FILE = 400


@dataclass(frozen=True, slots=True)
class Figures:
    """Lengths in lines; shares between 0 and 1."""

    files: list[int]
    functions: list[int]
    documented: float

    @property
    def share_in_long_files(self) -> float:
        """The share of all lines that stand in files over 400 lines."""
        return sum(lines for lines in self.files if lines > LONG_FILE) / max(sum(self.files), 1)


def measure(root: Path = ROOT) -> Figures:
    """The figures of the five floors; migrations are left out, since tools write most of them."""
    files, functions, public, documented = [], [], 0, 0
    for path in _sources(root):
        text = path.read_text(encoding="utf-8")
        files.append(len(text.splitlines()))
        for function in _functions(ast.parse(text)):
            functions.append((function.end_lineno or function.lineno) - function.lineno + 1)
            if not function.name.startswith("_"):
                public += 1
                documented += ast.get_docstring(function) is not None
    return Figures(files, functions, documented / max(public, 1))


def _sources(root: Path) -> Iterator[Path]:
    for floor in FLOORS:
        yield from (path for path in sorted((root / floor).rglob("*.py")) if "versions" not in path.parts)


def _functions(tree: ast.Module) -> Iterator[Function]:
    yield from (node for node in ast.walk(tree) if isinstance(node, Function))


def _median_and_ninetieth(lengths: list[int]) -> str:
    if len(lengths) < 2:
        return "-"
    return f"{statistics.median(lengths):.0f} / {statistics.quantiles(lengths, n=10)[-1]:.0f}"


def main() -> None:
    """Prints the figures, one a line."""
    figures = measure()
    print(f"code: {len(figures.files)} files, {sum(figures.files)} lines")
    print(f"median / 90 % file length: {_median_and_ninetieth(figures.files)}")
    print(f"median / 90 % function length: {_median_and_ninetieth(figures.functions)}")
    print(f"share of the code in files over {LONG_FILE} lines: {figures.share_in_long_files:.0%}")
    print(f"public functions with docstring: {figures.documented:.0%}")


if __name__ == "__main__":
    main()
