"""An import cut in the middle: whole batches or nothing, and the same list goes on where it stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.accounts.entrance import sign_in, sign_out
from app.people.finding import list_people
from app.people.imports.files import open_sheet
from app.people.imports.planning import plan_import
from app.people.imports.writing import import_people
from app.upkeep.backup import verify
from tests.conftest import CLOCK, PASSWORD

ROOT = Path(__file__).parents[2]
ROWS, AT_ONCE = 400, 20
_IMPORTER = """
import sys
from pathlib import Path
from app.accounts.entrance import sign_in
from app.people.imports import writing
from app.people.imports.files import open_sheet
from app.people.imports.planning import plan_import
writing.AT_ONCE = int(sys.argv[4])
if __name__ == "__main__":
    workspace = sign_in(sys.argv[1], "amina", sys.argv[2])
    plan = plan_import(workspace, open_sheet(workspace, Path(sys.argv[3])).rows)
    writing.import_people(workspace, plan, lambda done, total: print(done, flush=True))
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_an_import_killed_in_the_middle_goes_on_where_it_stopped(base_file: Path, tmp_path: Path) -> None:
    rows = "\n".join(f"Essai{n};Inventé{n % 7};06610{n:05}" for n in range(ROWS))
    (tmp_path / "liste.csv").write_text(f"prénom;nom;tél\n{rows}\n", "utf-8")
    (tmp_path / "importer.py").write_text(_IMPORTER, "utf-8")
    command = [sys.executable, str(tmp_path / "importer.py"), str(base_file), PASSWORD, str(tmp_path / "liste.csv")]
    paths = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([*command, str(AT_ONCE)], cwd=ROOT, env=paths, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        told = [child.stdout.readline() for _ in range(3)]
        os.kill(child.pid, signal.SIGKILL)
        told += child.stdout.read().splitlines()
    said = max(int(line) for line in told if line.strip())

    workspace = sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK)
    try:
        assert verify(workspace, PASSWORD) == []
        written = list_people(workspace).total
        assert written % AT_ONCE == 0
        assert said <= written <= said + AT_ONCE
        outcome = import_people(workspace, plan_import(workspace, open_sheet(workspace, tmp_path / "liste.csv").rows))
        assert (outcome.known, outcome.new + outcome.twins) == (written, ROWS - written)
        assert list_people(workspace).total == ROWS
    finally:
        sign_out(workspace)
