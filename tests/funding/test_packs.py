"""Catalogue packs: given away, compared three ways, taken, taken back; who signed; a broken one is refused with its place."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from app.accounts.undo import undo_last
from app.errors import BadFile, NotFound, Refused
from app.funding.checks import entry_page, record_answer
from app.funding.directory import list_entries
from app.funding.pack_data import pack_data
from app.funding.pack_diff import Change, Noun, diff, merged
from app.funding.pack_file import DOCUMENT, Signed, pack_file, read_pack_file
from app.funding.packs import add_key, compare_pack, export_pack, known_keys, make_key, remove_key, take_pack
from app.funding.versions import versions_of
from app.workspace import Workspace
from tests.funding.directory import texts, the_catalogue

INMAA = "inmaa_microcredit"
NAME = "essai.waslpack"


def a_file(change: Callable[[dict[str, Any]], object] = lambda _: None) -> bytes:
    """The shipped catalogue as a pack, changed by hand."""
    document: Any = pack_data(the_catalogue())
    document = json.loads(json.dumps(document))
    change(document)
    return zipped(json.dumps(document, ensure_ascii=False, indent=1).encode())


def zipped(document: bytes, **more: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(DOCUMENT, document)
        for name, content in more.items():
            file.writestr(name, content)
    return out.getvalue()


def entry_in(document: dict[str, Any], slug: str = INMAA) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in document["entries"] if one["id"] == slug)
    return found


def set_in(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Puts a value into the pack's INMAA: `terms.rate`."""

    def change(document: dict[str, Any]) -> None:
        place = entry_in(document)
        *way, last = path.split(".")
        for name in way:
            place = place[name]
        place[last] = value

    return change


def said_of(workspace: Workspace, name: str) -> str | int | None:
    """One term of INMAA as it stands here."""
    term = entry_page(workspace, INMAA).listed.entry.term(name)
    assert term is not None
    return term.text.fr if term.text else term.centimes


BASE: dict[str, Any] = {"id": "x", "target": 1, "terms": {"rate": "a"}}


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "change", "default"),
    [
        ("a", "a", "b", Change.THEIRS_NEW, "b"),
        ("a", "b", "a", Change.MINE_KEPT, "b"),
        ("a", "b", "c", Change.BOTH_CHANGED, "b"),
        ("a", "b", "b", None, "b"),
        ("a", "a", "a", None, "a"),
        (None, "b", "c", Change.BOTH_CHANGED, "b"),
        ("a", None, "c", Change.BOTH_CHANGED, None),
    ],
)
def test_three_ways(base: Any, mine: Any, theirs: Any, change: Change | None, default: Any) -> None:
    sides = [{**BASE, "terms": {"rate": one}} for one in (base, mine, theirs)]
    rows = diff(Noun.ENTRY, "x", None if base is None else sides[0], sides[1], sides[2])

    assert [row.change for row in rows] == ([] if change is None else [change])
    chosen = {row.id for row in rows if row.takes_theirs((), ())}
    assert merged(sides[1], sides[2], rows, chosen)["terms"]["rate"] == default
    every = {row.id for row in rows}
    assert merged(sides[1], sides[2], rows, every) == sides[2]
    assert merged(sides[1], sides[2], rows, ()) == sides[1]


def test_a_field_that_goes_and_one_that_comes() -> None:
    rows = diff(Noun.ENTRY, "x", {"id": "x", "a": 1}, {"id": "x", "a": 1}, {"id": "x", "b": 2})
    assert [(row.field, row.change) for row in rows] == [("a", Change.THEIRS_NEW), ("b", Change.THEIRS_NEW)]
    assert merged({"id": "x", "a": 1}, {"id": "x", "b": 2}, rows, {"x.a", "x.b"}) == {"id": "x", "b": 2}


def test_what_goes_out_comes_back_the_same_and_changes_nothing(either: Workspace) -> None:
    content = export_pack(either)
    found = compare_pack(either, content, NAME)

    assert found.rows == ()
    assert found.same == len(the_catalogue().entries)
    assert found.seal.state is Signed.UNSIGNED
    done = take_pack(either, content, NAME, unsigned=True)
    assert (done.changed, done.added, done.kept) == ((), (), 0)
    again = read_pack_file(content, NAME, {}).pack
    assert again.entries == the_catalogue().entries


def test_what_is_new_comes_what_was_edited_here_stays_and_taking_it_twice_changes_nothing(either: Workspace) -> None:
    version = entry_page(either, INMAA).listed.version
    version = record_answer(either, INMAA, version, "rate", "24 % par an, dit au téléphone")
    record_answer(either, INMAA, version, "amount_max", "40000")

    def change(document: dict[str, Any]) -> None:
        set_in("terms.rate", {"text": texts("18 % par an")})(document)
        set_in("terms.duration", {"text": texts("24 mois")})(document)
        document["entries"].append({**entry_in(document), "id": "essai_nouveau", "title": texts("Essai nouveau")})
        document["entries"] = [one for one in document["entries"] if one["id"] != "wuluj"]

    content = a_file(change)
    found = {row.id: row for row in compare_pack(either, content, NAME).rows}
    assert found[f"{INMAA}.terms.rate"].change is Change.BOTH_CHANGED
    assert found[f"{INMAA}.terms.amount_max"].change is Change.MINE_KEPT
    assert found[f"{INMAA}.terms.duration"].change is Change.THEIRS_NEW
    assert found["essai_nouveau.*"].change is Change.ADDED
    assert found["wuluj.*"].change is Change.GONE

    done = take_pack(either, content, NAME, unsigned=True)
    assert done.changed == (INMAA,)
    assert done.added == ("essai_nouveau",)
    assert said_of(either, "rate") == "24 % par an, dit au téléphone"
    assert said_of(either, "duration") == "24 mois"
    assert said_of(either, "amount_max") == 4_000_000
    assert entry_page(either, INMAA).listed.is_edited_here
    assert "wuluj" in [one.entry.id for one in list_entries(either)]
    assert "sans signature connue" in (versions_of(either, INMAA)[0].reason or "")

    again = take_pack(either, content, NAME, unsigned=True)
    assert (again.changed, again.added) == ((), ())
    assert {row.change for row in compare_pack(either, content, NAME).rows} == {Change.MINE_KEPT, Change.GONE}


def test_chosen_the_other_way_and_taken_back(either: Workspace) -> None:
    before = entry_page(either, INMAA)
    record_answer(either, INMAA, before.listed.version, "rate", "24 % par an")
    told = entry_page(either, INMAA).listed.entry
    content = a_file(set_in("terms.rate", {"text": texts("18 % par an")}))
    rate = f"{INMAA}.terms.rate"

    take_pack(either, content, NAME, theirs=[rate], unsigned=True)
    assert said_of(either, "rate") == "18 % par an"
    with pytest.raises(NotFound):
        take_pack(either, content, NAME, theirs=["nobody.title"], unsigned=True)
    undo_last(either)
    assert entry_page(either, INMAA).listed.entry == told


def test_a_new_entry_may_be_left_out_and_a_taken_one_taken_back(workspace: Workspace) -> None:
    def change(document: dict[str, Any]) -> None:
        document["providers"].append({"id": "essai_org", "name": texts("Essai"), "generic": False, "recalled": False})
        fresh = {**entry_in(document), "id": "essai_nouveau", "providers": ["essai_org"]}
        document["entries"].append(fresh)

    content = a_file(change)
    assert take_pack(workspace, content, NAME, mine=["essai_nouveau.*"], unsigned=True).added == ("essai_org",)
    assert take_pack(workspace, content, NAME, unsigned=True).added == ("essai_nouveau",)
    undo_last(workspace)
    assert "essai_nouveau" not in [one.entry.id for one in list_entries(workspace)]


def test_who_signed(workspace: Workspace) -> None:
    secret, public = make_key(workspace)
    content = export_pack(workspace, secret)
    assert compare_pack(workspace, content, NAME).seal.state is Signed.KNOWN
    take_pack(workspace, content, NAME)

    remove_key(workspace, public)
    assert compare_pack(workspace, content, NAME).seal.state is Signed.UNKNOWN_KEY
    for file, key in ((content, "pack.unknown_key"), (pack_file(the_catalogue()), "pack.unsigned")):
        with pytest.raises(Refused) as refused:
            take_pack(workspace, file, NAME)
        assert refused.value.key == key
    add_key(workspace, "Essai Enabel", public.upper())
    assert known_keys(workspace) == {public: "Essai Enabel"}
    assert compare_pack(workspace, content, NAME).seal.name == "Essai Enabel"
    for wrong in ("", "abc", "z" * 64):
        with pytest.raises(Refused):
            add_key(workspace, "Essai", wrong)
    with pytest.raises(BadFile):
        export_pack(workspace, b"no key at all")


def test_a_letter_changed_after_signing_is_noticed_even_when_one_says_take_it(workspace: Workspace) -> None:
    secret, _public = make_key(workspace)
    with zipfile.ZipFile(BytesIO(export_pack(workspace, secret))) as file:
        document, seal = file.read(DOCUMENT), file.read("signature.json")
    forged = document.replace(b'"nationwide"', b'"Rabat"', 1)
    assert forged != document
    for content in (zipped(forged, **{"signature.json": seal}), zipped(document, **{"signature.json": b"{}"})):
        with pytest.raises(Refused) as refused:
            take_pack(workspace, content, NAME, unsigned=True)
        assert refused.value.key == "pack.signature_wrong"


BROKEN: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda d: entry_in(d).pop("title"), "title"),
    (lambda d: entry_in(d).pop("availability"), "availability"),
    (set_in("title", "Essai"), ""),
    (set_in("terms.amount_max", {"mad": "beaucoup"}), "mad"),
    (set_in("terms.amount_max", {"mad": 10**12}), "1000000000000"),
    (set_in("terms.amount_max", {"mad": 1.5}), "mad"),
    (set_in("criteria.shoe_size", {"at_least": 40}), "shoe_size"),
    (set_in("criteria.age_min", {"at_least": 400}), "at_least"),
    (set_in("criteria.age_min", {"among": ["F"]}), "age_min"),
    (set_in("criteria.situations", {"accepted": ["vip"], "refused": [], "unknown": []}), "vip"),
    (set_in("providers", ["nobody"]), "nobody"),
    (set_in("colour", "red"), "colour"),
    (set_in("kind", "gift"), "gift"),
    (lambda d: d["entries"].append(entry_in(d)), INMAA),
    (lambda d: entry_in(d, "auto_entrepreneur")["criteria"].update(
        {"account_required": {"required": True}}) or entry_in(d, "bank_account")["criteria"].update(
        {"legal_form": {"among": ["auto_entrepreneur"]}}), "bank_account"),
    (lambda d: d.pop("pack"), "pack"),
    (lambda d: d.update(extra=[]), "extra"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), BROKEN)
def test_a_broken_pack_is_refused_with_its_place_and_reason(
    change: Callable[[dict[str, Any]], object], said: str
) -> None:
    with pytest.raises(BadFile) as refused:
        read_pack_file(a_file(change), NAME, {})

    assert refused.value.key == "catalogue.broken"
    assert said in str(refused.value.values["reason"])
    assert refused.value.values["line"]
    assert NAME in str(refused.value.values["file"])


@pytest.mark.parametrize(
    "content",
    [b"", b"not a zip", zipped(b"{")[:-30], zipped(b"\xff\xfe"), zipped(b"[]"), zipped(b"{}"), zipped(b"")],
    ids=["nothing", "text", "torn", "not UTF-8", "a list", "empty", "no document"],
)
def test_what_is_no_pack_is_refused(content: bytes) -> None:
    with pytest.raises(BadFile):
        read_pack_file(content, NAME, {})


def test_a_rate_of_45_percent_is_shown_as_suspicious_and_a_merge_that_contradicts_itself_is_refused_whole(
    workspace: Workspace,
) -> None:
    odd = a_file(set_in("terms.rate", {"text": texts("45 % par an")}))
    assert "45" in compare_pack(workspace, odd, NAME).suspicious[INMAA][0]

    version = entry_page(workspace, INMAA).listed.version
    record_answer(workspace, INMAA, version, "age_min", "40")

    def change(document: dict[str, Any]) -> None:
        set_in("criteria.age_max", {"at_most": 30})(document)
        entry_in(document, "bank_account")["notes"] = [texts("Essai")]

    with pytest.raises(Refused) as refused:
        take_pack(workspace, a_file(change), NAME, unsigned=True)
    assert INMAA in str(refused.value.values["reason"])
    assert versions_of(workspace, "bank_account") == []


def test_from_the_command_line(
    base_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.cli import main
    from tests.conftest import PASSWORD

    monkeypatch.setenv("WASL_PASSWORD", PASSWORD)
    funding = ["--base", str(base_file), "--json", "funding"]
    key, out, other = tmp_path / "k.pem", tmp_path / "out.waslpack", tmp_path / "other.waslpack"
    assert main([*funding, "keys", "--new", str(key)]) == 0
    assert re.fullmatch("[0-9a-f]{64}", json.loads(capsys.readouterr().out)["keys"][0]["key"])
    assert main([*funding, "export-pack", "--out", str(out), "--sign", str(key)]) == 0
    capsys.readouterr()
    assert main([*funding, "import-pack", str(out), "--commit"]) == 0
    assert json.loads(capsys.readouterr().out)["signature"]["state"] == "known"

    other.write_bytes(a_file(set_in("terms.rate", {"text": texts("45 % par an")})))
    assert main([*funding, "import-pack", str(other)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(row["id"], row["takes"]) for row in told["rows"]] == [(f"{INMAA}.terms.rate", "theirs")]
    assert told["rows"][0]["text"]["theirs"] == "45 % par an"
    assert INMAA in told["suspicious"]
    assert not told["committed"]
    assert main([*funding, "import-pack", str(other), "--commit"]) == 7
    assert main([*funding, "import-pack", str(other), "--commit", "--unsigned"]) == 0
    capsys.readouterr()
    assert main([*funding, "import-pack", str(other)]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == []
    assert main([*funding, "import-pack", str(key)]) == 8
