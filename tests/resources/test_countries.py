"""Nationalities and languages: codes, names in three languages, and what someone types for them."""

from __future__ import annotations

import pytest

from resources.i18n import (
    LANGUAGES,
    STATELESS,
    UNKNOWN,
    countries,
    country_code,
    country_name,
    language_name,
    spoken_languages,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_nationality_offered_has_a_name_and_can_be_typed(language: str) -> None:
    for code, name in countries(language):
        assert len(code) == 3
        assert name != code
        assert country_code(name) == code


def test_no_two_nationalities_share_a_name() -> None:
    for language in LANGUAGES:
        names = [name for _, name in countries(language)]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("GIN", "GIN"),
        ("gn", "GIN"),
        ("Guinee", "GIN"),
        ("cote d’ivoire", "CIV"),
        ("المغرب", "MAR"),
        ("Palestine", "PSE"),
        ("apatride", STATELESS),
        ("Stateless", STATELESS),
        ("", None),
        ("Atlantide", None),
    ],
)
def test_a_nationality_is_understood_as_typed(typed: str, code: str | None) -> None:
    assert country_code(typed) == code


def test_stateless_and_unknown_are_the_last_choices() -> None:
    assert [code for code, _ in countries("fr")][-2:] == [STATELESS, UNKNOWN]
    assert country_name("ZZZ", "fr") == "ZZZ"


def test_accents_do_not_send_a_country_to_the_end_of_the_list() -> None:
    names = [name for _, name in countries("fr")]

    assert names.index("Égypte") < names.index("Espagne")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_spoken_language_has_a_name(language: str) -> None:
    assert [code for code, name in spoken_languages(language) if name == code and name != "fon"] == []
    assert [code for code, _ in spoken_languages(language)][:3] == ["fr", "ar", "en"]
    assert language_name("xx-none", language) == "xx-none"
