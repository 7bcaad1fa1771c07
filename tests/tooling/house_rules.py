"""House rules that no linter knows: a small table of patterns, why, and what to write instead.

`python -m tests.tooling.house_rules` prints each line that breaks one and ends with 1. A line that must break a rule
carries its reason: `# house: reason`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("app", "db", "reports", "resources", "ui")
SUPPRESSED = re.compile(r"#\s*house:\s*\S+\s+\S+")
UNWELCOME_NAMES = {"utils", "helpers", "manager", "common", "misc"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One habit: lines of `folders` (but `allowed` files) must not match `pattern`."""

    name: str
    pattern: str
    why: str
    instead: str
    good: str
    bad: str
    folders: tuple[str, ...] = FLOORS
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A line that breaks a rule."""

    path: str
    line: int
    rule: Rule


RULES = (
    Rule(
        name="clock",
        pattern=r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.time)\(",
        why="a rule or use case that reads the clock cannot be tested at another date",
        instead="workspace.clock.now() or .today(), or the moment as an argument",
        good="today = workspace.clock.today()",
        bad="today = date.today()",
        allowed=("app/workspace.py",),
    ),
    Rule(
        name="broad except",
        pattern=r"^\s*except(?:\s+\(?(?:Base)?Exception\b.*)?\s*:|^\s*except\s+(?:Base)?Exception\b",
        why="it hides our own bugs; errors are caught at the edge",
        instead="the one error that is foreseen, or nothing",
        good="except OSError:",
        bad="except Exception:",
    ),
    Rule(
        name="style sheet",
        pattern=r"\.setStyleSheet\(",
        why="colours and sizes stand in one place, for light, dark and large",
        instead="a token and a property in ui/theme.py",
        good='label.setProperty("role", "title")',
        bad='label.setStyleSheet("color: red")',
        folders=("ui",),
        allowed=("ui/theme.py",),
    ),
    Rule(
        name="modal exec",
        pattern=r"\.exec_?\(\)|QMessageBox\.(?:question|warning|information|critical|about)\(|QInputDialog\.get",
        why="a modal loop blocks scans, locking and the tests",
        instead="dialog.open() with its finished signal, or a message in the window",
        good="dialog.open()",
        bad="if dialog.exec():",
        folders=("ui",),
        allowed=("ui/application.py",),
    ),
    Rule(
        name="left and right",
        pattern=r"\bAlign(?:Left|Right)\b",
        why="in Arabic the screen is mirrored",
        instead="AlignLeading, AlignTrailing",
        good="label.setAlignment(Qt.AlignmentFlag.AlignLeading)",
        bad="label.setAlignment(Qt.AlignmentFlag.AlignLeft)",
        folders=("ui",),
    ),
    Rule(
        name="literal text",
        pattern=r"\b(?:set(?:Text|WindowTitle|ToolTip|PlaceholderText|AccessibleName|AccessibleDescription|Title|StatusTip)"
        r"|Q(?:Label|PushButton|CheckBox|RadioButton|GroupBox|ToolButton|Action))\(\s*f?[\"'][^\"']*(?<!\{)\b[^\W\d_]{2,}\b(?![^{]*\})",
        why="what is not translated is shown in French to everybody",
        instead='tr("…")',
        good='button.setText(tr("Enregistrer"))',
        bad='button.setText("Enregistrer")',
        folders=("ui",),
    ),
    Rule(
        name="whole tables",
        pattern=r"\b(?:QTableWidget|QSortFilterProxyModel)\b",
        why="it builds an object for each cell: 100,000 people would freeze the window",
        instead="a lazy, paged model of ui/models",
        good="table = QTableView()",
        bad="table = QTableWidget()",
        folders=("ui",),
    ),
    Rule(
        name="sleep",
        pattern=r"\btime\.sleep\(",
        why="it is too short on a slow machine and too long on a fast one",
        instead="wait for the thing itself: a signal, a condition, a timeout of the call",
        good="qtbot.waitUntil(lambda: view.is_ready)",
        bad="time.sleep(0.5)",
        folders=("app", "reports", "ui", "tests"),
    ),
    Rule(
        name="mock",
        pattern=r"\bunittest(?:\.| import )mock\b|\bMagicMock\b|\bmocker\.",
        why="a test that fakes the parts proves the fakes",
        instead="the real part on a temporary base",
        good="card = register_person(workspace, a_person())",
        bad="from unittest import mock",
        folders=("tests",),
    ),
    Rule(
        name="migrations stand alone",
        pattern=r"^\s*(?:from|import)\s+(?:app|db(?!\.types)|reports|resources|ui)\b",
        why="a migration must still run when the code it imported has moved on",
        instead="the table spelt out in the migration",
        good="import sqlalchemy as sa",
        bad="from db.models import Person",
        folders=("db/migrations/versions",),
    ),
)


def findings(root: Path = ROOT) -> Iterator[Finding]:
    """Every line of our code that breaks a rule without saying why."""
    for path in _python_files(root):
        relative = path.relative_to(root).as_posix()
        rules = [rule for rule in RULES if applies(rule, relative)]
        if rules:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                yield from (Finding(relative, number, rule) for rule in rules if breaks(rule, line))


def applies(rule: Rule, relative: str) -> bool:
    """Whether `rule` holds in the file at `relative`, a path with forward slashes from the project's root."""
    inside = any(PurePosixPath(relative).is_relative_to(folder) for folder in rule.folders)
    return inside and relative not in rule.allowed and relative != "tests/tooling/house_rules.py"


def breaks(rule: Rule, line: str) -> bool:
    """Whether `line` breaks `rule`; a comment of its own breaks none, nor a line that gives its reason."""
    if line.lstrip().startswith("#") or SUPPRESSED.search(line):
        return False
    return re.search(rule.pattern, line) is not None


def unwelcome_files(root: Path = ROOT) -> list[str]:
    """Files whose name says nothing: utils, helpers and their family."""
    return [path.relative_to(root).as_posix() for path in _python_files(root) if path.stem in UNWELCOME_NAMES]


def _python_files(root: Path) -> Iterator[Path]:
    for folder in (*FLOORS, "tests"):
        yield from sorted((root / folder).rglob("*.py"))


def main() -> int:
    """Prints what was found, one line each; gives 1 when there is something."""
    found = [
        f"{one.path}:{one.line}: {one.rule.name}: {one.rule.why}; instead: {one.rule.instead}" for one in findings()
    ]
    found += [f"{path}: a name that says nothing" for path in unwelcome_files()]
    print("\n".join(found) if found else "house rules: all kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
