"""Makes again what is made from declarations: `python -m tests.tooling.make`, with `--check` to compare only.

Each page is a path from the project's root and the function that writes its text.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from app.cli import build_parser
from resources.i18n import use_language
from tests.tooling.house_rules import ROOT
from tests.tooling.locks import lock
from tests.tooling.ten_people import ten_people_page

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


def commands_page() -> str:
    """docs/command-line.md: every command with its words, as the rooms declare them."""
    use_language("en")
    try:
        lines = [
            "# The command line", "",
            "Made by `python3 dev.py make` from what each room declares; do not edit. Every command also takes `--base`, `--user`,",
            "`--password-file` and `--json`, before it or after. Words in brackets may be left out.", "",
            "| Command | What it does |", "|---|---|",
        ]  # fmt: skip
        for room, verbs in _choices(build_parser()).items():
            inner = _choices(verbs)
            for verb, parser in (inner or {"": verbs}).items():
                words = " ".join(["wasl", room, *([verb] if verb else []), *_arguments(parser)])
                lines.append(f"| `{words}` | {parser.description} |".replace(" | ` |", "` |"))
    finally:
        use_language("fr")
    return "\n".join([*lines, "", *_EXIT_CODES, ""])


PAGES: dict[str, Callable[[], str]] = {
    "docs/licences.md": licences_page,
    "docs/command-line.md": commands_page,
    "docs/verdicts-of-ten.md": ten_people_page,
}
_EXIT_CODES = [
    "Exit codes: 0 done · 1 unexpected · 2 the command line is wrong · 3 not signed in · 4 not allowed · 5 consent missing ·",
    "6 not found · 7 refused by a rule · 8 input file unusable · 9 base unusable · 10 changed meanwhile.",
]


def _choices(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(actions[0].choices) if actions else {}


def _arguments(parser: argparse.ArgumentParser) -> list[str]:
    shared = {"help", "base", "user", "password_file", "json"}
    return [_argument(action) for action in parser._actions if action.dest not in shared]


def _argument(action: argparse.Action) -> str:
    choices = "\\|".join(map(str, action.choices)) if action.choices else ""
    value = "" if action.nargs == 0 else choices or str(action.metavar or action.dest).upper()
    if not action.option_strings:
        return f"[{value}]" if action.nargs == "?" else f"{value}…" if action.nargs == "+" else value
    word = f"{action.option_strings[0]} {value}".strip()
    return word if action.required else f"[{word}]"


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
