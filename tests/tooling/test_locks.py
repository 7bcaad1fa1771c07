"""The lock files name hashes, no address, and agree with each other."""

from __future__ import annotations

import pytest

from tests.tooling.locks import lock

each_lock = pytest.mark.parametrize("name", ["run", "dev", "bundle"])


@each_lock
def test_a_lock_holds_no_address(name: str) -> None:
    text = lock(name).text

    assert "://" not in text
    assert "index-url" not in text


@each_lock
def test_every_pin_has_a_hash(name: str) -> None:
    pinned = lock(name)
    blocks = [block for block in pinned.text.replace("\\\n", " ").splitlines() if "==" in block.partition(";")[0]]

    assert len(blocks) == len(pinned.pins)
    assert all("--hash=sha256:" in block for block in blocks)


@each_lock
def test_all_locks_pin_what_the_program_runs_with_alike(name: str) -> None:
    program = lock("run").pins

    assert {package: lock(name).pins.get(package) for package in program} == program
