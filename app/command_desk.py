"""What a command works with: where answers go, and the workspace it signs in to when it first asks."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from app.errors import BadFile, NotSignedIn
from resources.i18n import tr

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(slots=True)
class Output:
    """Results on standard output, everything else on standard error."""

    as_json: bool = False
    exit_code: int = 0

    def answer(self, document: dict[str, object], lines: Iterable[str] = ()) -> None:
        """The result: one JSON document with `--json`, else `lines` for people."""
        if self.as_json:
            print(json.dumps(document, ensure_ascii=False, indent=1), file=sys.stdout)
            return
        for line in lines:
            print(line, file=sys.stdout)

    def line(self, document: object) -> None:
        """One JSON value on a line of its own, at once: for `--lines` commands."""
        print(json.dumps(document, ensure_ascii=False), file=sys.stdout, flush=True)

    def note(self, text: str) -> None:
        """Progress, warnings, questions: never part of the result."""
        print(text, file=sys.stderr)

    def progress(self, done: int, total: int) -> None:
        """How far a long command has come: one line that is written over, where somebody looks on."""
        if sys.stderr is not None and sys.stderr.isatty():
            print(f"\r{done} / {total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)

    def failure(self, kind: str, message: str, what_to_do: str) -> None:
        """What went wrong and what to do about it."""
        if self.as_json:
            error = {"kind": kind, "message": message, "what_to_do": what_to_do}
            print(json.dumps({"error": error}, ensure_ascii=False), file=sys.stderr)
        else:
            print(f"{message}\n{what_to_do}", file=sys.stderr)


class Entrance(Protocol):
    """What signs in and out; `app.accounts.entrance` is the one there is, and stands above this file."""

    def default_location(self) -> str:
        """The base when nothing says which."""

    def user_names(self, location: str) -> list[str]:
        """The accounts of a base."""

    def sign_in(self, location: str, user_name: str, password: str) -> Workspace:
        """Opens the base. Raises NotSignedIn, BaseUnusable."""

    def sign_out(self, workspace: Workspace) -> None:
        """Closes it."""


@dataclass(slots=True)
class CommandDesk:
    """Signs in once, when a command first needs the base; closes it at the end."""

    out: Output
    entrance: Callable[[], Entrance]
    base: str | None = None
    user: str | None = None
    password_file: str | None = None
    _workspace: Workspace | None = field(default=None, repr=False)

    @property
    def location(self) -> str:
        """`--base`, else `WASL_BASE`, else the user's data folder."""
        return self.base or self.entrance().default_location()

    @property
    def workspace(self) -> Workspace:
        """The base, open and signed in. Raises NotSignedIn, BaseUnusable."""
        if self._workspace is None:
            name = self._user_name()
            self._workspace = self.entrance().sign_in(self.location, name, self.password(name))
        return self._workspace

    def open(self) -> None:
        """Signs in now, whatever the command asks later. Raises NotSignedIn, BaseUnusable."""
        self._workspace = self.workspace

    def password(self, user_name: str) -> str:
        """`WASL_PASSWORD`, else the file, else a prompt where there is a terminal.

        Raises NotSignedIn when there is none of these, BadFile when the file cannot be read.
        """
        if (given := os.environ.get("WASL_PASSWORD")) is not None:
            return given
        if self.password_file is not None:
            return read_secret(self.password_file)
        if sys.stdin is not None and sys.stdin.isatty():
            return getpass.getpass(tr("Mot de passe de {name} : ", name=user_name))
        raise NotSignedIn("sign_in.password_missing")

    def __enter__(self) -> CommandDesk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._workspace is not None:
            self.entrance().sign_out(self._workspace)

    def _user_name(self) -> str:
        if name := self.user or os.environ.get("WASL_USER"):
            return name
        names = self.entrance().user_names(self.location)
        if len(names) != 1:
            raise NotSignedIn("sign_in.user_missing")
        return names[0]


def read_secret(path: str) -> str:
    """The first line of a file that holds a password. Raises BadFile."""
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError) as error:
        raise BadFile("file.unreadable", file=Path(path).name) from error


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Lines of a plain table, columns as wide as their widest cell."""
    cells = [[str(h) for h in headers], *([("" if v is None else str(v)) for v in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(headers))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
