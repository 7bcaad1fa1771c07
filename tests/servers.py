"""A real PostgreSQL for the suite: one process for all workers, a database for each test that asks."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

_ROOM = 1 << 30  # bytes; a run holds a handful of databases of some 10 MB at a time


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server listens."""

    port: int

    def url(self, name: str) -> str:
        """The URL of one of its databases, as a user would give it."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, template: str = "template0") -> None:
        """Makes a database, empty or as a copy."""
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')

    def drop(self, name: str) -> None:
        """Removes a database with whoever is still connected."""
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def shared_server(factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Server]:
    """Starts the server in the first worker that asks and stops it when the last one is done."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: python3 dev.py test installs it")
    root = factory.getbasetemp() if worker_id == "master" else factory.getbasetemp().parent
    note, lock = root / "server.json", root / "server.lock"
    with _locked(lock):
        known = json.loads(note.read_text()) if note.exists() else _start(binaries)
        known["users"] += 1
        note.write_text(json.dumps(known))
    try:
        yield Server(known["port"])
    finally:
        with _locked(lock):
            known = json.loads(note.read_text())
            known["users"] -= 1
            note.write_text(json.dumps(known))
            if known["users"] == 0:
                note.unlink()
                _control(binaries, Path(known["data"]), "-m", "immediate", "stop")
                shutil.rmtree(Path(known["data"]).parent, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A server of a test's own, which may go away and come back."""

    server: Server
    binaries: Path
    data: Path

    def stop(self) -> None:
        """As when the cable is pulled: nobody is waited for."""
        _control(self.binaries, self.data, "-m", "immediate", "stop")

    def start(self) -> None:
        """The same data again, on the same port."""
        _listen(self.binaries, self.data, self.server.port, keeps_commits=True)


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """A server that only this test uses."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: python3 dev.py test installs it")
    known = _start(binaries, keeps_commits=True)
    running = OwnServer(Server(known["port"]), binaries, Path(known["data"]))
    try:
        yield running
    finally:
        if (running.data / "postmaster.pid").exists():
            running.stop()
        shutil.rmtree(running.data.parent, ignore_errors=True)


def _binaries() -> Path | None:
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[4]),
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _start(binaries: Path, *, keeps_commits: bool = False) -> dict[str, Any]:
    # The server refuses to run as root, so its folder belongs to the user that Debian's package makes.
    folder = Path(tempfile.mkdtemp(prefix="wasl-pg-", dir=_quick_folder()))
    if _as_user():
        shutil.chown(folder, "postgres")
    data = folder / "data"
    _run(
        [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    _listen(binaries, data, port, keeps_commits=keeps_commits)
    return {"port": port, "data": str(data), "users": 0}


def _quick_folder() -> str | None:
    """In memory where there is room: a database is a thousand small files, and each test makes one."""
    memory = Path("/dev/shm")
    has_room = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM
    return str(memory) if has_room else None


def _listen(binaries: Path, data: Path, port: int, *, keeps_commits: bool = False) -> None:
    folder = data.parent
    commits = "on" if keeps_commits else "off"
    speed = f"-c fsync=off -c synchronous_commit={commits} -c full_page_writes=off -c max_connections=200"
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {speed}"
    _control(binaries, data, "-w", "-l", str(folder / "log"), "-o", options, "start")


def _control(binaries: Path, data: Path, *words: str) -> None:
    _run([binaries / "pg_ctl", "-D", data, *words])


def _run(command: list[Path | str]) -> None:
    as_user = _as_user()
    subprocess.run(
        [str(word) for word in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
        user=as_user, group=as_user, extra_groups=[] if as_user else None,
    )  # fmt: skip


def _as_user() -> str | None:
    return "postgres" if os.name == "posix" and os.geteuid() == 0 else None


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    import fcntl

    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
