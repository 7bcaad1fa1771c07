"""Phones as people give them: read into E.164 where that can be done, else kept as typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.people.names import ascii_digits
from resources.i18n import tr_noop

_MOROCCO = "+212"
_SEPARATORS = re.compile(r"\s*[/;|\n]\s*|\s+(?:ou|et|or|and|أو)\s+", re.IGNORECASE)
_ENTRIES = re.compile(r"\s*[/;|\n]\s*")
_WHATSAPP = {
    "whatsapp": True,
    "oui": True,
    "yes": True,
    "sans whatsapp": False,
    "no-whatsapp": False,
    "non": False,
    "no": False,
}
_ONLY_PHONE = re.compile(r"\+?[0-9]+")
_DECORATION = re.compile(r"[\s.\-()·_‐‑–—\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_NATIONAL = re.compile(r"(?:\+212|212|0)?0?([5-8][0-9]{8})")
_SHORT_CODE = re.compile(r"[0-9]{3,5}")


def normalise(text: str) -> str:
    """`+212661234567` for `06 61 23 45 67`, `00212…`, `٠٦٦١…`; foreign numbers need + or 00, or their country's digits.

    Short codes (`141`) and whatever cannot be read stay as typed: a phone is never refused (DOMAIN.md 2.2).
    """
    typed = " ".join(text.split())
    # A spreadsheet that took the phone for a number leaves ".0" behind.
    compact = _DECORATION.sub("", re.sub(r"(?<=[0-9]{8})\.0$", "", ascii_digits(typed)))
    compact = "+" + compact[2:] if compact.startswith("00") else compact
    if not _ONLY_PHONE.fullmatch(compact):
        return typed
    if moroccan := _NATIONAL.fullmatch(compact):
        return _MOROCCO + moroccan[1]
    if _SHORT_CODE.fullmatch(compact):
        return compact
    if compact.startswith("+"):
        return compact if 8 <= len(compact) <= 16 else typed
    return f"+{compact}" if _is_whole_number(f"+{compact}") else typed


def split_phones(text: str) -> tuple[str, ...]:
    """The phones of one cell, each normalised, in order, each once: `06 61… / 06 98…` is two."""
    found = (normalise(part) for part in _SEPARATORS.split(text.strip()) if part.strip())
    return tuple(dict.fromkeys(found))


def read_phones(text: str) -> tuple[tuple[str, str | None, bool | None], ...]:
    """`0661234567:Fatou, sa sœur:whatsapp / 05…` as (number, who answers, WhatsApp), each number once.

    Who answers and WhatsApp may be left out; a third part that says neither yes nor no is unknown.
    """
    found: dict[str, tuple[str, str | None, bool | None]] = {}
    for entry in _ENTRIES.split(text):
        number, *rest = (part.strip() for part in entry.split(":"))
        if not any(sign.isdigit() for sign in number):
            number, rest = entry.strip(), []  # "Tél: 06 61…": the colon belongs to it
        who = rest[0][:100] or None if rest else None
        whatsapp = _WHATSAPP.get(rest[1].casefold()) if len(rest) > 1 else None
        for one in (normalise(number),) if rest else split_phones(number):
            if one:
                found.setdefault(one, (one, who, whatsapp))
    return tuple(found.values())


def write_phones(phones: Iterable[tuple[str, str | None, bool | None]]) -> str:
    """What `read_phones` reads."""
    return " / ".join(_written(*phone) for phone in phones)


def phone_digits(number: str) -> str:
    """The digits a phone is found by: without country code for Morocco, with it for the rest, no leading zero."""
    digits = re.sub(r"[^0-9]", "", ascii_digits(number))
    if number.startswith(_MOROCCO):
        return digits.removeprefix("212")
    return digits.removeprefix("00").removeprefix("0")


def phone_warning(number: str) -> str | None:
    """A sentence (to be translated) on what looks wrong about a normalised phone, or None. Never a refusal."""
    if not any(c.isdigit() for c in number):
        return tr_noop("Ce téléphone n'a pas de chiffres : il ne pourra pas être appelé.")
    if _SHORT_CODE.fullmatch(number) or number.startswith(_MOROCCO):
        return None
    if not number.startswith("+"):
        return tr_noop("Ce numéro est incomplet ou son pays manque : commencez par + et l'indicatif.")
    return None if _is_whole_number(number) else tr_noop("Ce numéro n'existe pas dans le pays de son indicatif.")


def _written(number: str, who: str | None, whatsapp: bool | None) -> str:
    name = _ENTRIES.sub(", ", (who or "").replace(":", " ")).strip()
    parts = [number, name, "" if whatsapp is None else "whatsapp" if whatsapp else "sans whatsapp"]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return ":".join(parts)


def _is_whole_number(number: str) -> bool:
    import phonenumbers  # 30 ms to load, and only foreign numbers need it

    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return False
