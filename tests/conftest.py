"""What the whole suite stands on: both engines, a base founded once and copied, and folders of its own."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings

# A property is judged by what it finds, never by how busy the machine is.
settings.register_profile("wasl", deadline=None)
settings.load_profile("wasl")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.mkdtemp(prefix="wasl-home-")
for _name in (
    "HOME",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
):
    os.environ[_name] = _HOME
for _name in ("WASL_BASE", "WASL_USER", "WASL_PASSWORD"):
    os.environ.pop(_name, None)

from app.accounts.entrance import Founding, found_base, sign_in, sign_out  # noqa: E402 - after the folders are set
from app.accounts.envelope import Cost  # noqa: E402
from app.workspace import FixedClock, Workspace  # noqa: E402
from tests.servers import Server, shared_server  # noqa: E402

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
CLOCK = FixedClock(NOON)
QUICK = Cost(memory_kib=64, passes=1, lanes=1)
PASSWORD = "une phrase de test"
FOUNDING = Founding(
    agency_name="Agence Rabat Essai", user_name="amina", password=PASSWORD, display_name="Amina Essai", label="RAB",
    city="Rabat", cndp_number="D-TEST-1/2026",
)  # fmt: skip

pytest_plugins = ("tests.builders", "tests.away")


def pytest_collection_finish() -> None:
    """What stays for the whole run is not looked over again and again: a tenth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_sessionfinish() -> None:
    """Takes the suite's own home away again."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def founded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An embedded base founded once per worker; tests work on copies."""
    path = tmp_path_factory.mktemp("founded") / "base.wasl"
    sign_out(found_base(str(path), FOUNDING, clock=CLOCK, cost=QUICK).workspace)
    return path


@pytest.fixture
def base_file(founded_file: Path, tmp_path: Path) -> Path:
    """A founded embedded base of this test's own, closed."""
    path = tmp_path / "base.wasl"
    shutil.copy(founded_file, path)
    shutil.copy(founded_file.with_name("base.wasl.keys"), tmp_path / "base.wasl.keys")
    return path


@pytest.fixture
def workspace(base_file: Path) -> Iterator[Workspace]:
    """A workspace on the embedded engine, signed in as amina (supervisor and administrator), at noon."""
    opened = sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK)
    yield opened
    sign_out(opened)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Server]:
    """One PostgreSQL for all workers of the run; skipped, with the reason, where none is installed."""
    with shared_server(tmp_path_factory, worker_id) as running:
        yield running


@pytest.fixture(scope="session")
def founded_server(server: Server) -> str:
    """A base founded on the server once per worker, to be copied by the engine itself."""
    name = f"wasl_founded_{uuid4().hex[:12]}"
    server.create(name)
    sign_out(found_base(server.url(name), FOUNDING, clock=CLOCK, cost=QUICK).workspace)
    return name


@pytest.fixture
def server_url(server: Server, founded_server: str) -> Iterator[str]:
    """A founded base on the server of this test's own."""
    name = f"wasl_{uuid4().hex[:12]}"
    server.create(name, template=founded_server)
    yield server.url(name)
    server.drop(name)


@pytest.fixture(params=["embedded", "server"])
def either(request: pytest.FixtureRequest) -> Iterator[Workspace]:
    """A workspace on each engine in turn: what touches the base is tested on both."""
    location = str(request.getfixturevalue("base_file" if request.param == "embedded" else "server_url"))
    opened = sign_in(location, "amina", PASSWORD, clock=CLOCK)
    yield opened
    sign_out(opened)


@pytest.fixture
def at(workspace: Workspace) -> Callable[[datetime], Workspace]:
    """The same workspace at another time."""
    from dataclasses import replace

    return lambda instant: replace(workspace, clock=FixedClock(instant))
