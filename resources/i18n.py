"""The door to words and formats: what screens, papers and the command line import to speak three languages.

`python -m resources.i18n compile` compiles the catalogues; `python -m resources.i18n missing` lists what they lack.
"""

from __future__ import annotations

import sys

from resources.countries import (
    MOROCCO,
    STATELESS,
    UNKNOWN,
    countries,
    country_code,
    country_name,
    language_name,
    spoken_languages,
)
from resources.formats import (
    NO_BREAK_SPACE,
    format_date,
    format_datetime,
    format_list,
    format_money,
    format_month,
    format_number,
    format_phone,
    format_time,
    month_name,
    weekday_name,
)
from resources.words import (
    LANGUAGES,
    Words,
    current_language,
    has_words,
    is_rtl,
    isolated,
    tr,
    tr_noop,
    trn,
    use_language,
    words,
)

__all__ = [
    "LANGUAGES",
    "MOROCCO",
    "NO_BREAK_SPACE",
    "STATELESS",
    "UNKNOWN",
    "Words",
    "countries",
    "country_code",
    "country_name",
    "current_language",
    "format_date",
    "format_datetime",
    "format_list",
    "format_money",
    "format_month",
    "format_number",
    "format_phone",
    "format_time",
    "has_words",
    "is_rtl",
    "isolated",
    "language_name",
    "month_name",
    "spoken_languages",
    "tr",
    "tr_noop",
    "trn",
    "use_language",
    "weekday_name",
    "words",
]


def _main(arguments: list[str]) -> int:
    from resources.catalogues import compile_language
    from resources.translation_check import problems

    if arguments == ["compile"]:
        for language in LANGUAGES:
            compile_language(language)
        return 0
    if arguments == ["missing"]:
        found = problems()
        for problem in found:
            sys.stdout.write(f"{problem}\n")
        return 1 if found else 0
    sys.stderr.write("python -m resources.i18n compile | missing\n")
    return 2


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
