"""Makes again what is made from declarations: `python -m tests.tooling.make`, with `--check` to compare only.

Each page is a path from the project's root and the function that writes its text.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from tests.tooling.house_rules import ROOT
from tests.tooling.locks import lock

_SAME_EVERYWHERE = "_(installed on Windows only)_"


def licences_page() -> str:
    """docs/licences.md: every package that Wasl runs with, its version and its licence, in the lock's order."""
    lines = [
        "# What Wasl stands on",
        "",
        "Made by `python3 dev.py make` from requirements/run.txt and each package's own statement; do not edit.",
        "",
        "| Package | Version | Licence, as the package states it |",
        "|---|---|---|",
    ]
    lines += [f"| {name} | {version} | {_licence(name)} |" for name, version in lock("run").pins.items()]
    lines += ["", "Fonts lie in `resources/fonts/` with their own licences beside them.", ""]
    return "\n".join(lines)


PAGES: dict[str, Callable[[], str]] = {"docs/licences.md": licences_page}


def _licence(name: str) -> str:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return _SAME_EVERYWHERE
    stated = _stated(found)
    return stated.replace("|", "/") if stated else "see the package's own files"


def _stated(found: Distribution) -> str:
    expression = found.metadata.get("License-Expression")
    if expression:
        return expression
    classifiers = [
        line.rpartition("::")[2].strip()
        for line in found.metadata.get_all("Classifier") or []
        if line.startswith("License ::") and line.count("::") > 1
    ]
    first_line = (found.metadata.get("License") or "").strip().partition("\n")[0]
    return "; ".join(classifiers) or first_line


def main(words: list[str]) -> int:
    """Writes the pages; with `--check` only names those that differ and gives 1."""
    differing = []
    for name, text_of in PAGES.items():
        path, text = ROOT / name, text_of()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        differing.append(name)
        if "--check" not in words:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    print("made:" if "--check" not in words else "differs, run dev.py make:", ", ".join(differing) or "nothing new")
    return 1 if differing and "--check" in words else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
