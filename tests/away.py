"""A shared base whose server a test may stop and start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from app.accounts.entrance import found_base, sign_in, sign_out
from app.workspace import Workspace
from tests.servers import OwnServer, own_server


@pytest.fixture(scope="module")
def own() -> Iterator[OwnServer]:
    """The server."""
    with own_server() as running:
        yield running


@pytest.fixture
def shared_url(own: OwnServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A founded base on it, nobody signed in; the PC's folder is the test's own."""
    from tests.conftest import CLOCK, FOUNDING, QUICK

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    name = f"wasl_{uuid4().hex[:12]}"
    own.server.create(name)
    url = own.server.url(name)
    sign_out(found_base(url, FOUNDING, clock=CLOCK, cost=QUICK).workspace)
    return url


@pytest.fixture
def shared(shared_url: str) -> Iterator[Workspace]:
    """Signed in on it."""
    from tests.conftest import CLOCK, PASSWORD

    opened = sign_in(shared_url, "amina", PASSWORD, clock=CLOCK)
    yield opened
    sign_out(opened)
