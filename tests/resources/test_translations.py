"""Every sentence of the code has whole words in three languages; the checker itself sees what it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from resources.i18n import LANGUAGES
from resources.translation_check import Problem, problems, sentences_in_code

_CODE = """
from resources.i18n import tr, trn, tr_noop
LABEL = tr_noop("Une étiquette")
def f(words, n, late):
    tr("Bonjour {name}, "
       "ça va ?", name=n)
    words.tr("En retard" if late else "À l'heure")
    trn("{n} pièce", "{n} pièces", n)
    raise Refused("paper.too_old", age=n)
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_lacks_a_word(language: str) -> None:
    found = [str(problem) for problem in problems() if problem.language == language]

    assert not found, "\n".join(found)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "room.py").write_text(_CODE, "utf-8")
    for language in LANGUAGES:
        (tmp_path / "words" / language).mkdir(parents=True)
    return tmp_path


def test_sentences_are_found_in_every_way_they_are_written(root: Path) -> None:
    assert {(sentence.singular, sentence.plural) for sentence in sentences_in_code(root)} == {
        ("Une étiquette", None),
        ("Bonjour {name}, ça va ?", None),
        ("En retard", None),
        ("À l'heure", None),
        ("{n} pièce", "{n} pièces"),
        ("error.paper.too_old", None),
        ("error.paper.too_old.do", None),
    }


def test_french_needs_words_for_keys_only(root: Path) -> None:
    found = [problem.msgid for problem in problems(root, root / "words") if problem.language == "fr"]

    assert found == ["error.paper.too_old", "error.paper.too_old.do"]


def test_what_is_missing_fuzzy_or_ill_filled_is_named(root: Path) -> None:
    (root / "words" / "en" / "room.po").write_text(
        'msgid "Une étiquette"\nmsgstr "A label"\n\n'
        '#, fuzzy\nmsgid "En retard"\nmsgstr "Late"\n\n'
        'msgid "Bonjour {name}, ça va ?"\nmsgstr "Hello {nom}"\n\n'
        'msgid "{n} pièce"\nmsgid_plural "{n} pièces"\nmsgstr[0] "one paper"\nmsgstr[1] "{n} papers"\n',
        "utf-8",
    )

    found = {(problem.kind, problem.msgid) for problem in problems(root, root / "words") if problem.language == "en"}

    assert found == {
        ("missing", "En retard"),
        ("fuzzy", "En retard"),
        ("missing", "À l'heure"),
        ("placeholders", "Bonjour {name}, ça va ?"),
        ("missing", "error.paper.too_old"),
        ("missing", "error.paper.too_old.do"),
    }


def test_an_error_in_other_languages_fills_what_the_french_sentence_fills(root: Path) -> None:
    (root / "words" / "fr" / "room.po").write_text(
        'msgid "error.paper.too_old"\nmsgstr "Trop vieux : {age}"\n', "utf-8"
    )
    (root / "words" / "ar" / "room.po").write_text('msgid "error.paper.too_old"\nmsgstr "قديم"\n', "utf-8")

    assert Problem("ar", "placeholders", "error.paper.too_old", "room.po") in problems(root, root / "words")
