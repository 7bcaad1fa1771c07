"""Whatever is wrong with a base is said in words with what to do, and its file is not harmed."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from app.accounts.entrance import sign_in, sign_out
from app.errors import BaseUnusable, NotSignedIn, WaslError, sentence
from app.people.finding import list_people
from app.people.forms import PersonForm
from app.people.registration import register_person
from app.upkeep.backup import back_up
from app.whole_file import write_whole
from app.workspace import Workspace
from db.errors import InUse, read_engine_error
from tests.conftest import CLOCK, PASSWORD


def told(error: WaslError, key: str) -> None:
    """The error has this key, and both its sentences in each language."""
    assert error.key == key
    for language in ("fr", "ar", "en"):
        message, what_to_do = sentence(error, language)
        assert message
        assert what_to_do
        assert not message.startswith("error.")
        assert not what_to_do.startswith("error.")


def _no_base(file: Path) -> None:
    file.write_bytes(b"ceci n'est pas une base " * 400)


def _torn(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20_000] + bytes(4_096) * 3)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize("spoil", [_no_base, _torn, _empty])
def test_a_file_that_is_no_whole_base_is_told_and_left_as_it_is(spoil: Callable[[Path], None], base_file: Path) -> None:
    spoil(base_file)
    before = base_file.read_bytes()
    with pytest.raises(BaseUnusable) as refused:
        sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK)
    assert refused.value.key in ("base.not_a_base", "base.damaged", "base.missing")
    told(refused.value, refused.value.key)
    assert base_file.read_bytes() == before


def test_a_base_of_a_newer_wasl_is_told_and_left_as_it_is(base_file: Path) -> None:
    workspace = sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK)
    with workspace.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    sign_out(workspace)
    before = base_file.read_bytes()
    with pytest.raises(BaseUnusable) as refused:
        sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK)
    told(refused.value, "base.newer_version")
    assert base_file.read_bytes() == before


def test_a_wrong_password_leaves_the_base_as_it_is(base_file: Path) -> None:
    before = base_file.read_bytes()
    with pytest.raises(NotSignedIn) as refused:
        sign_in(str(base_file), "amina", "une autre phrase", clock=CLOCK)
    told(refused.value, refused.value.key)
    assert base_file.read_bytes() == before


def test_keys_of_another_base_do_not_open_this_one(base_file: Path, tmp_path: Path) -> None:
    from app.accounts.entrance import found_base
    from tests.conftest import FOUNDING, QUICK

    other = tmp_path / "autre.wasl"
    sign_out(found_base(str(other), FOUNDING, clock=CLOCK, cost=QUICK).workspace)
    shutil.copy(tmp_path / "autre.wasl.keys", tmp_path / "base.wasl.keys")
    with pytest.raises(WaslError) as refused:
        sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK)
    told(refused.value, refused.value.key)


def test_a_full_disk_is_told_and_nothing_is_half_written(workspace: Workspace) -> None:
    with workspace.database.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    before = list_people(workspace).total

    def fill() -> None:
        with workspace.database.engine.connect() as connection:
            connection.execute(text(f"PRAGMA max_page_count = {pages + 1}"))
        for n in range(300):
            register_person(workspace, PersonForm(family_name=f"Essai {n} " + "x" * 150, note="y" * 4_000))

    with pytest.raises(BaseUnusable) as refused:
        fill()
    told(refused.value, "base.disk_full")
    with workspace.database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    assert list_people(workspace).total >= before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_base_is_told(base_file: Path) -> None:
    base_file.chmod(stat.S_IRUSR)
    with pytest.raises(BaseUnusable) as refused:
        register_person(sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK), PersonForm(family_name="Essai"))
    told(refused.value, "base.read_only")


def test_a_base_held_by_another_process_is_told_after_a_wait(workspace: Workspace, base_file: Path) -> None:
    other = sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK)
    with other.database.engine.connect() as holder, workspace.database.engine.connect() as waiting:
        holder.exec_driver_sql("UPDATE agency SET name = name")
        waiting.exec_driver_sql("PRAGMA busy_timeout = 50")
        with pytest.raises(Exception, match="locked") as refused:
            waiting.exec_driver_sql("UPDATE agency SET name = name")
        holder.rollback()
    assert isinstance(read_engine_error(refused.value), InUse)
    sign_out(other)


def test_a_copy_of_the_base_is_its_owner_s_alone(workspace: Workspace, tmp_path: Path) -> None:
    saved = back_up(workspace, PASSWORD, tmp_path / "copie.waslsave")
    write_whole(tmp_path / "bon.pdf", b"essai")

    for file in (saved, tmp_path / "bon.pdf"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
