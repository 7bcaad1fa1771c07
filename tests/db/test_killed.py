"""The program killed in the middle of writes: what was said to be written is there, and the base is whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.accounts.drafts import list_drafts
from app.accounts.entrance import sign_in, sign_out
from app.people.finding import list_people, search_people
from app.upkeep.backup import verify
from tests.conftest import CLOCK, PASSWORD

ROOT = Path(__file__).parents[2]
_WRITER = """
import sys
from app.accounts.drafts import save_draft
from app.accounts.entrance import sign_in
from app.people.forms import PersonForm
from app.people.registration import register_person
from db.types import uuid7
workspace = sign_in(sys.argv[1], "amina", sys.argv[2])
draft = uuid7()
for n in range(10_000):
    save_draft(workspace, draft, "reception", f"Essai {n}", {"family_name": f"Essai {n}"})
    print("draft", n, flush=True)
    print("person", register_person(workspace, PersonForm(given_name=f"Essai{n}", family_name="Tué")).number, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("seed", range(3))
def test_a_base_killed_in_the_middle_of_writes_is_whole(seed: int, base_file: Path) -> None:
    words = _killed_while_writing(base_file, random.Random(seed).randint(1, 30))
    told = [number for kind, number in words if kind == "person"]
    drafts = [int(number) for kind, number in words if kind == "draft"]

    workspace = sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK)
    try:
        assert verify(workspace, PASSWORD) == []
        # One more may have been written before its number could be said.
        assert list_people(workspace).total in (len(told), len(told) + 1)
        assert all(search_people(workspace, number)[0].card is not None for number in told[-3:])
        assert next(int(draft.title.split()[1]) for draft in list_drafts(workspace)) >= drafts[-1]
    finally:
        sign_out(workspace)


def _killed_while_writing(base: Path, after: int) -> list[tuple[str, str]]:
    """What a writer said before it was killed, while it was writing what comes after its `after` first words."""
    command = [sys.executable, "-c", _WRITER, str(base), PASSWORD]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = "".join(child.stdout.readline() for _ in range(after))
        os.kill(child.pid, signal.SIGKILL)
        said += child.stdout.read()
    return [(kind, number) for kind, _, number in (line.partition(" ") for line in said.splitlines()) if number]
