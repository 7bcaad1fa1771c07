"""`wasl funding …` that hand over a paper."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.command_desk import CommandDesk
from app.whole_file import write_whole


def run_protection(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding protection`: the sheet, without a dossier."""
    from app.funding.protection import protection_paper

    _hand_over(desk, protection_paper(desk.workspace, args.language), args.out)


def _hand_over(desk: CommandDesk, content: bytes, file: str) -> None:
    write_whole(Path(file), content)
    desk.out.answer({"file": file}, [file])
