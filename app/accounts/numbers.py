"""The numbers people read: dossiers, slips, tickets. Fourteen digits for machines, a short form to say aloud.

Code: kind (1), agency (3), device (2, 00 = the agency itself), year (2), sequence (5), Damm check digit (1).
Read aloud: `RAB-26-00042-2`, from field laptop 03 `RAB.03-26-00042-7`. Source: PRODUCT.md section 2.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from stdnum import damm

from app.errors import Refused

CODE_LENGTH = 14
LAST_SEQUENCE = 99_999
AGENCY_ITSELF = 0
"""The device number of an agency's own counters."""


class NumberKind(IntEnum):
    """What a number stands for: its first digit."""

    DOSSIER = 1
    SLIP = 2
    TICKET = 3


@dataclass(frozen=True, slots=True)
class NumberParts:
    """What the fourteen digits say."""

    kind: NumberKind
    agency: str
    device: int
    year: int
    sequence: int


def compose(kind: NumberKind | int, agency: str, device: int, year: int, sequence: int) -> str:
    """The fourteen digits of a number; `year` in two digits or four.

    Raises ValueError for parts out of range: they come from the base, so that would be our own mistake.
    """
    in_range = 0 <= device <= 99 and 1 <= sequence <= LAST_SEQUENCE and year >= 0
    if not in_range or not re.fullmatch(r"[0-9]{3}", agency):
        raise ValueError(f"no number can be made of agency {agency!r}, device {device}, sequence {sequence}")
    body = f"{NumberKind(kind):d}{agency}{device:02}{year % 100:02}{sequence:05}"
    return body + damm.calc_check_digit(body)


def is_code(text: str) -> bool:
    """Whether `text` is a whole code: fourteen digits, a known kind, a right check digit."""
    return (
        len(text) == CODE_LENGTH
        and text.isascii()
        and text.isdigit()
        and text[0] in _KIND_DIGITS
        and bool(damm.is_valid(text))
    )


def parts_of(code: str) -> NumberParts:
    """What a code says. Raises ValueError when it is none."""
    if not is_code(code):
        raise ValueError(f"{code!r} is not a code")
    return NumberParts(
        NumberKind(int(code[0])),
        code[1:4],
        int(code[4:6]),
        2000 + int(code[6:8]),
        int(code[8:13]),
    )


def read_aloud(code: str, label: str) -> str:
    """`RAB-26-00042-2`, or `RAB.03-26-00042-7` from device 03; `label` is that of the agency in the code."""
    device = "" if code[4:6] == "00" else f".{code[4:6]}"
    return f"{label}{device}-{code[6:8]}-{code[8:13]}-{code[13]}"


def parse(
    text: str,
    kind: NumberKind | int | None = None,
    agencies: Mapping[str, str] | None = None,
) -> str:
    """The code someone typed or scanned, in either form, with spaces, in Arabic digits, in lower case.

    `agencies` gives the code of each label. `kind` is what the place expects; without it (the search field) a form
    read aloud is of the kind its check digit fits: two numbers that differ in one digit never share theirs.

    Raises Refused: `number.unreadable`, `number.unknown_label`, `number.wrong_check_digit`, `number.other_kind`.
    """
    plain = _plain(text)
    groups = re.findall(r"[0-9]+", plain)
    letters = re.fullmatch(r"([^\W\d_]*)[\W_]*([0-9][0-9\W_]*)", plain)
    if not letters:
        raise Refused("number.unreadable", number=text.strip())
    if not letters[1]:
        return _checked_code("".join(groups), kind, text)
    agency = {_plain(label): code for label, code in (agencies or {}).items()}.get(letters[1])
    body = _body(groups)
    if body is None:
        raise Refused("number.unreadable", number=text.strip())
    if agency is None:
        raise Refused("number.unknown_label", label=letters[1])
    for candidate in NumberKind if kind is None else (NumberKind(kind),):
        code = f"{candidate:d}{agency}{body}"
        if is_code(code):
            return code
    raise Refused("number.wrong_check_digit", number=text.strip())


_KIND_DIGITS = frozenset(f"{kind:d}" for kind in NumberKind)


def _plain(text: str) -> str:
    """Upper case, ASCII digits, no accents, no marks that cannot be seen."""
    decomposed = unicodedata.normalize("NFKD", text.strip()).upper()
    seen = (c for c in decomposed if unicodedata.category(c) not in ("Cf", "Mn"))
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in seen).strip()


def _checked_code(digits: str, kind: NumberKind | int | None, typed: str) -> str:
    if len(digits) != CODE_LENGTH or digits[0] not in _KIND_DIGITS:
        raise Refused("number.unreadable", number=typed.strip())
    if not damm.is_valid(digits):
        raise Refused("number.wrong_check_digit", number=typed.strip())
    if kind is not None and int(digits[0]) != kind:
        raise Refused("number.other_kind", number=typed.strip())
    return digits


def _body(groups: list[str]) -> str | None:
    """Device, year, sequence and check digit of a read-aloud form; None when they cannot be told apart."""
    joined = "".join(groups)
    if len(joined) in (8, 10):
        return joined.rjust(10, "0")
    if len(groups) in (
        3,
        4,
    ):  # the zeros of the sequence are often left out when read aloud
        device, year, sequence, check = ["00", *groups][-4:]
        if len(device) == 2 and len(year) == 2 and len(sequence) <= 5 and len(check) == 1:
            return f"{device}{year}{sequence:0>5}{check}"
    return None
