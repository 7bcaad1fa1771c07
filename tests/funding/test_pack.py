"""The pack is whole in three languages; a broken one is refused with its line and the reason."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from app.errors import BadFile, sentence
from app.funding.entry_reader import read_entry
from app.funding.entry_writer import entry_data
from app.funding.located import items_of, read_items
from app.funding.pack import load_pack
from app.funding.texts import Texts
from resources.catalogue import folder
from tests.funding.directory import the_catalogue

_ARABIC = re.compile(r"[\u0600-\u06ff]")


def texts_in(thing: object) -> Iterator[Texts]:
    """Every trilingual text inside dataclasses and tuples."""
    if isinstance(thing, Texts):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from texts_in(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts_in(getattr(thing, field.name))


def test_every_text_is_there_in_three_languages() -> None:
    found = list(texts_in(the_catalogue()))

    assert len(found) > 400
    for texts in found:
        assert texts.fr.strip()
        assert texts.en.strip()
        assert texts.ar.strip()


def test_arabic_text_is_arabic_unless_it_is_a_name_or_an_address() -> None:
    for entry in the_catalogue().entries:
        notes = [*entry.notes, *(criterion.text for criterion in entry.criteria if criterion.text)]
        for texts in (*notes, *(document.text for document in entry.documents)):
            assert _ARABIC.search(texts.ar), texts.fr


def test_groups_of_digits_keep_their_order_in_arabic_text() -> None:
    for texts in texts_in(the_catalogue().entries):
        loose = re.search(r"\d \d{3}\b", texts.ar)
        assert loose is None, texts.ar


def test_our_translations_are_marked_and_the_words_of_the_source_are_not() -> None:
    entry = the_catalogue().entry("reseau_entreprendre_maroc")
    assert entry is not None
    assert entry.target is not None

    assert entry.target.is_ours("fr")
    assert entry.target.is_ours("ar")
    assert not entry.target.is_ours("en")
    assert not entry.title.is_ours("fr")


def test_an_entry_written_as_data_is_read_back_the_same() -> None:
    for entry in the_catalogue().entries:
        assert read_entry(items_of(entry_data(entry))) == entry


@pytest.fixture
def a_copy(tmp_path: Path) -> Path:
    """The shipped pack, to be broken."""
    target = tmp_path / "pack"
    shutil.copytree(folder(), target, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    return target


BROKEN = [
    ("private.yaml", "  category: private", "  category: secret", "secret"),
    ("private.yaml", "  instrument: loan", "  instrument: loan\n  instrument: loan", "instrument"),
    ("private.yaml", "  confidence: to_verify", "  confidence: to_verify\n  colour: red", "colour"),
    ("private.yaml", "  providers: [commercial_banks]", "  providers: [nobody]", "nobody"),
    ("private.yaml", "    state: open", "    state: ajar", "ajar"),
    ("private.yaml", "  source_date: null", '  source_date: "last year"', "AAAA"),
    ("private.yaml", "      among: [existing]", "      among: []", "vide"),
    ("private.yaml", "      among: [existing]", "      among: [seed]", "seed"),
    ("private.yaml", "      accepted: []", "      accepted: [marocain]", "marocain"),
    ("private.yaml", "      required: true", "      required: false", "required"),
    ("private.yaml", "      served: [nationwide]", "      served: Rabat", "served"),
    ("private.yaml", "    age_min: null", "    age_min: {at_least: ten}", "at_least"),
    ("private.yaml", "    age_min: null", "    height: {at_least: 10}", "height"),
    ("private.yaml", "    amount_min: null", "    amount_min: {mad: -5}", "mad"),
    ("private.yaml", "    amount_min: null", "    amount_min: {confirmed: true}", "mad"),
    ("private.yaml", "- id: bank_loan", "- id: Bank Loan", "Bank Loan"),
    ("private.yaml", "- id: innov_invest_angels_endeavor", "- id: bank_loan", "bank_loan"),
    ("private.yaml", "  kind: funding", "  kind: !!python/name:os.system funding", "étiquettes"),
    ("private.yaml", "    age_min: null", "    age_min: &anchor null", "renvois"),
    ("private.yaml", "  title:", "  title: [", "YAML"),
    ("providers.yaml", "  confirmed: false", "  confirmed: maybe", "confirmed"),
    ("pack.yaml", "compiled_on: ", "compiled_on: someday #", "compiled_on"),
    ("pack.yaml", "private.yaml", "../private.yaml", "../private.yaml"),
]


@pytest.mark.parametrize(("name", "right", "wrong", "told"), BROKEN)
def test_a_broken_pack_is_refused_with_the_line_and_the_reason(
    a_copy: Path, name: str, right: str, wrong: str, told: str
) -> None:
    path = a_copy / name
    text = path.read_text(encoding="utf-8")
    place = text.index(right)
    path.write_text(text[:place] + wrong + text[place + len(right) :], encoding="utf-8")
    line = text[:place].count("\n") + 1

    with pytest.raises(BadFile) as refusal:
        load_pack(a_copy)

    assert refusal.value.key == "catalogue.broken"
    assert refusal.value.values["file"] == name
    assert told in str(refusal.value.values["reason"])
    # The line named is the wrong one, or the first of the block it makes impossible.
    assert 0 <= abs(int(str(refusal.value.values["line"])) - line) <= 3
    for language in ("fr", "ar", "en"):
        message, what_to_do = sentence(refusal.value, language)
        assert str(refusal.value.values["line"]) in message
        assert what_to_do
        assert "error." not in message + what_to_do


def test_a_missing_key_is_told_with_the_line_of_its_entry(a_copy: Path) -> None:
    path = a_copy / "private.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  confidence: to_verify\n", "", 1), encoding="utf-8")

    with pytest.raises(BadFile) as refusal:
        load_pack(a_copy)

    assert refusal.value.values["line"] == text[: text.index("- id: bank_loan")].count("\n") + 1
    assert "confidence" in str(refusal.value.values["reason"])


@pytest.mark.parametrize("name", ["pack.yaml", "providers.yaml", "ngo.yaml"])
def test_a_missing_file_is_named(a_copy: Path, name: str) -> None:
    (a_copy / name).unlink()

    with pytest.raises(BadFile) as refusal:
        load_pack(a_copy)

    assert refusal.value.key == "catalogue.unreadable"
    assert refusal.value.values["file"] == name


@pytest.mark.parametrize(
    "text",
    ["", "[" * 5000, "a: \x00", "--- a\n--- b\n", "? [a]\n: b", "a: 1\na: 2", "&a [*a, *a]", "a" * 5_000_000, "\t- x"],
)
def test_hostile_text_is_refused_and_nothing_else_happens(text: str) -> None:
    with pytest.raises(BadFile):
        read_items(text, "pack.yaml")


def test_bytes_that_are_not_text_are_refused(a_copy: Path) -> None:
    (a_copy / "public.yaml").write_bytes(b"\xff\xfe\x00entries")

    with pytest.raises(BadFile) as refusal:
        load_pack(a_copy)

    assert refusal.value.values["file"] == "public.yaml"


def test_steps_that_wait_for_one_another_are_refused_with_their_place(a_copy: Path) -> None:
    file = a_copy / "enablers.yaml"
    text = file.read_text(encoding="utf-8")
    for entry_id, lines in (
        ("auto_entrepreneur", "    account_required:\n      required: true\n"),
        ("bank_account", "    legal_form:\n      among: [auto_entrepreneur]\n"),
    ):
        start = text.index("  criteria:\n", text.index(f"- id: {entry_id}\n")) + len("  criteria:\n")
        text = text[:start] + lines + text[start:]
    file.write_text(text, encoding="utf-8")

    with pytest.raises(BadFile) as refused:
        load_pack(a_copy)

    assert refused.value.values["file"] == "enablers.yaml"
    assert "auto_entrepreneur, bank_account, auto_entrepreneur" in str(refused.value.values["reason"])
