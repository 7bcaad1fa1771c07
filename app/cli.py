"""The command line: one ordered list of rooms, options that stand before or after the command, exit codes, JSON.

Forms and codes are fixed in the project's CLI contract (docs/command-line.md). Nothing heavy is imported until a command runs.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.command_desk import CommandDesk, Entrance, Output
from app.errors import WaslError, sentence
from resources.i18n import LANGUAGES, tr, use_language

ROOMS = (
    "app.accounts.cli",
    "app.people.cli",
    "app.funding.cli",
    "app.appointments.cli",
    "app.referrals.cli",
    "app.indicators.cli",
    "app.upkeep.cli",
    "app.desk.cli",
)
Runner = Callable[[CommandDesk, argparse.Namespace], None]


@dataclass(slots=True)
class Room:
    """The verbs of one room."""

    parsers: argparse._SubParsersAction[argparse.ArgumentParser]
    shared: argparse.ArgumentParser

    def verb(self, name: str, run: Runner, *, help: str) -> argparse.ArgumentParser:
        """Declares a verb; `run` gets the desk and the parsed words. Gives its parser, to add arguments to."""
        parser = self.parsers.add_parser(name, help=tr(help), description=tr(help), parents=[self.shared])
        parser.set_defaults(run=run)
        return parser


@dataclass(slots=True)
class Rooms:
    """What each room's `declare` receives."""

    parsers: argparse._SubParsersAction[argparse.ArgumentParser]
    shared: argparse.ArgumentParser
    known: dict[str, Room] = field(default_factory=dict)

    def room(self, name: str, *, help: str) -> Room:
        """A room of verbs: `wasl people add`."""
        if name not in self.known:
            parser = self.parsers.add_parser(name, help=tr(help), description=tr(help), parents=[self.shared])
            verbs = parser.add_subparsers(dest="verb", required=True, metavar=tr("ACTION"))
            self.known[name] = Room(verbs, self.shared)
        return self.known[name]

    def command(self, name: str, run: Runner, *, help: str) -> argparse.ArgumentParser:
        """A command without a room: `wasl init`."""
        return Room(self.parsers, self.shared).verb(name, run, help=help)


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command, or opens the window when there is none. Gives the exit code."""
    words = list(sys.argv[1:] if words is None else words)
    _speak_utf8()
    _choose_language()
    parser = build_parser()
    arguments = parser.parse_args(words)
    if arguments.selftest:
        from app.selftest import run_selftest

        return run_selftest(Path(arguments.selftest))
    if not hasattr(arguments, "run"):
        from ui.application import open_window

        return open_window(getattr(arguments, "base", None))
    return run_command(arguments)


def run_command(arguments: argparse.Namespace) -> int:
    """Runs a parsed command and turns what goes wrong into words and an exit code."""
    out = Output(as_json=getattr(arguments, "json", False))
    desk = CommandDesk(
        out,
        _entrance,
        getattr(arguments, "base", None),
        getattr(arguments, "user", None),
        getattr(arguments, "password_file", None),
    )
    try:
        with desk:
            arguments.run(desk, arguments)
    except WaslError as error:
        message, what_to_do = sentence(error)
        out.failure(error.kind, message, what_to_do)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone: nothing to say, and no one to say it to
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception:  # house: the edge of the program: what nobody foresaw is logged, never shown raw
        from app.crash_log import log_path

        logging.getLogger("wasl").exception("command failed")
        message = tr("Une erreur imprévue est survenue. Rien n’a été écrit à moitié.")
        out.failure("failure", message, tr("Le détail technique est dans {file}.", file=log_path()))
        return 1
    return out.exit_code


def build_parser() -> argparse.ArgumentParser:
    """The whole grammar, every room's part declared by itself."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--base", metavar="FICHIER-OU-URL", help=tr("la base à ouvrir (sinon WASL_BASE)"))
    shared.add_argument("--user", metavar="NOM", help=tr("le compte (sinon WASL_USER)"))
    shared.add_argument("--password-file", metavar="FICHIER", help=tr("un fichier qui contient le mot de passe"))
    shared.add_argument("--json", action="store_true", help=tr("répondre par un document JSON"))
    parser = argparse.ArgumentParser(prog="wasl", parents=[shared], description=tr("Sans commande, ouvre la fenêtre."))
    parser.add_argument("--selftest", metavar="FICHIER", help=tr("vérifie l’installation et écrit ce qu’elle donne"))
    parsers = parser.add_subparsers(dest="room", metavar=tr("COMMANDE"))
    rooms = Rooms(parsers, shared)
    for name in ROOMS:
        importlib.import_module(name).declare(rooms)
    return parser


def _entrance() -> Entrance:
    from app.accounts import entrance  # when first needed: `--help` opens no database

    return entrance


def _choose_language() -> None:
    wanted = os.environ.get("WASL_LANGUAGE", "fr")
    use_language(wanted if wanted in LANGUAGES else "fr")


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
