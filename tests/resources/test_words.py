"""Words in three languages: catalogues merged, compiled, filled in, and never a crash for want of a word."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from resources import catalogues
from resources.i18n import LANGUAGES, current_language, isolated, tr, trn, use_language, words
from resources.words import has_words

_ARABIC = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"

msgid "{n} personne"
msgid_plural "{n} personnes"
msgstr[0] "zero"
msgstr[1] "one"
msgstr[2] "two"
msgstr[3] "few {n}"
msgstr[4] "many {n}"
msgstr[5] "other {n}"
"""
_OTHER = 'msgid "Oui"\nmsgstr "نعم"\n\n#, fuzzy\nmsgid "Non"\nmsgstr "؟"\n'


@pytest.fixture(autouse=True)
def _french_again() -> Iterator[None]:
    before = current_language()
    yield
    use_language(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language in LANGUAGES:
        (tmp_path / language).mkdir()
    (tmp_path / "ar" / "people.po").write_text(_ARABIC, "utf-8")
    (tmp_path / "ar" / "words.po").write_text(_OTHER, "utf-8")
    return tmp_path


def test_a_sentence_nobody_translated_is_said_in_french() -> None:
    use_language("ar")

    assert tr("Phrase que personne n'a traduite, {name}", name="Awa") == "Phrase que personne n'a traduite, Awa"
    assert trn("{n} chose inconnue", "{n} choses inconnues", 0) == "0 chose inconnue"
    assert trn("{n} chose inconnue", "{n} choses inconnues", 2) == "2 choses inconnues"


def test_a_placeholder_without_a_value_does_not_prevent_the_sentence() -> None:
    assert tr("Phrase {known} et {unknown}", known=1) == "Phrase 1 et {unknown}"


def test_the_empty_sentence_stays_empty() -> None:
    assert tr("") == ""


def test_a_language_we_have_no_words_in_is_refused() -> None:
    with pytest.raises(ValueError, match="de"):
        use_language("de")
    with pytest.raises(ValueError, match="de"):
        words("de")


def test_paper_can_speak_another_language_than_the_window() -> None:
    use_language("fr")

    assert words("en").language == "en"
    assert current_language() == "fr"


def test_all_files_of_a_language_make_one_catalogue_with_six_arabic_plurals(folder: Path) -> None:
    arabic = catalogues.load("ar", folder)

    assert [arabic.ngettext("{n} personne", "{n} personnes", n) for n in (0, 1, 2, 3, 11, 100)] == [
        "zero", "one", "two", "few {n}", "many {n}", "other {n}",
    ]  # fmt: skip
    assert arabic.gettext("Oui") == "نعم"


def test_a_fuzzy_translation_is_not_used(folder: Path) -> None:
    assert catalogues.load("ar", folder).gettext("Non") == "Non"


def test_the_compiled_file_is_used_until_a_po_file_is_newer(folder: Path) -> None:
    catalogues.load("ar", folder)
    compiled = folder / "ar" / "wasl.mo"
    made = compiled.stat().st_mtime
    (folder / "ar" / "words.po").write_text('msgid "Oui"\nmsgstr "أجل"\n', "utf-8")

    os.utime(folder / "ar" / "words.po", (made - 10, made - 10))
    assert catalogues.load("ar", folder).gettext("Oui") == "نعم"

    os.utime(folder / "ar" / "words.po", (made + 10, made + 10))
    assert catalogues.load("ar", folder).gettext("Oui") == "أجل"


def test_compiling_leaves_nothing_but_the_compiled_file(folder: Path) -> None:
    catalogues.compile_language("ar", folder)

    assert sorted(path.name for path in (folder / "ar").iterdir()) == ["people.po", "wasl.mo", "words.po"]


def test_values_stand_in_isolates_only_where_the_line_runs_from_right_to_left() -> None:
    assert isolated("06 61", "fr") == "06 61"
    assert isolated("06 61", "ar") == "\u206606 61\u2069"


def test_a_key_of_data_may_ask_whether_it_has_words() -> None:
    assert not has_words("a key of data nobody wrote words for", "en")
