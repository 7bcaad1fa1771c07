"""The levels of the Unicode bidirectional algorithm (UAX 9) for one line of text, and the visual order of runs.

Explicit embeddings are stripped before (they are how text spoofs); the isolates that `ltr` puts around values are
honoured: inside an isolate a phone, a date or an amount reads left to right whatever stands around it. Levels are equal
to those of python-bidi on random strings (tests/reports/test_text.py).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"
_OPEN = "([{⁅⁽₍⌈⌊❨❲❴⟦"
_CLOSE = ")]}⁆⁾₎⌉⌋❩❳❵⟧"
_PAIRS = dict(zip(_OPEN, _CLOSE, strict=True))
_NEUTRAL = frozenset({"ON", "WS", "S", "B"})
_STRONG_RIGHT = frozenset({"R", "EN", "AN"})
_CONTROLS: dict[int, str | None] = dict.fromkeys(
    [0x61C, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_CONTROLS |= dict.fromkeys(code for code in (*range(32), *range(0x7F, 0xA0)) if code not in (9, 10))
_CONTROLS |= {9: " "}


def clean(text: object) -> str:
    """Text fit for paper: composed, without control and direction characters; a tab is a space."""
    return unicodedata.normalize("NFC", str(text)).translate(_CONTROLS)


def ltr(value: object) -> str:
    """A value (phone, number, date, amount) that reads left to right inside any sentence."""
    return LRI + clean(value) + PDI


@lru_cache(32_768)
def levels(text: str, base: int) -> tuple[int, ...]:
    """The embedding level of each character; `base` is 0 for a paragraph that runs to the right, 1 for one to the left."""
    if LRI not in text and RLI not in text:
        return tuple(_flat(text, base))
    outer, spans = _outline(text)
    out: list[int] = []
    for level, (first, last) in zip(_flat(outer, base), spans, strict=True):
        if last - first == 1 and text[first] not in (LRI, RLI):
            out.append(level)
            continue
        wanted = 0 if text[first] == LRI else 1
        inner = level + 1 if (level + 1) % 2 == wanted else level + 2
        closed = text[last - 1] == PDI
        body = text[first + 1 : last - 1 if closed else last]
        out += [level, *levels(body, inner), *([level] if closed else [])]
    return tuple(out)


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """Rule L2: the order in which runs of these levels stand on the line."""
    places = list(range(len(run_levels)))
    odd = [level for level in run_levels if level % 2]
    if not odd:
        return places
    for level in range(max(run_levels), min(odd) - 1, -1):
        at = 0
        while at < len(places):
            end = at
            while end < len(places) and run_levels[places[end]] >= level:
                end += 1
            if end > at:
                places[at:end] = places[at:end][::-1]
            at = max(end, at + 1)
    return places


def base_of(text: str) -> int:
    """The direction of a paragraph, from its first strong letter."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
    return 0


def _outline(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with each isolate as one neutral sign, and which part of the text each sign stands for."""
    outer: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = at + 1
        if text[at] in (LRI, RLI):
            depth = 1
            while end < len(text) and depth:
                depth += (text[end] in (LRI, RLI)) - (text[end] == PDI)
                end += 1
            outer.append("\ufffc")
        else:
            outer.append(text[at])
        spans.append((at, end))
        at = end
    return "".join(outer), spans


def _flat(text: str, base: int) -> list[int]:
    original = [unicodedata.bidirectional(sign) or "L" for sign in text]
    kinds = original[:]
    edge = "R" if base % 2 else "L"
    _weak(kinds, original, edge)
    _brackets(text, kinds, original, edge)
    _neutral(kinds, edge)
    return _numbered(kinds, original, base)


def _weak(kinds: list[str], original: list[str], edge: str) -> None:
    before = edge
    for i, kind in enumerate(kinds):  # W1
        if kind == "NSM":
            kinds[i] = before if not (i and original[i - 1] in ("S", "B")) else edge
        before = kinds[i]
    strong = edge
    for i, kind in enumerate(kinds):  # W2
        if kind in ("R", "L", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[i] = "AN"
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    for i in range(1, len(kinds) - 1):  # W4
        around = (kinds[i - 1], kinds[i + 1])
        if kinds[i] == "ES" and around == ("EN", "EN"):
            kinds[i] = "EN"
        elif kinds[i] == "CS" and around in (("EN", "EN"), ("AN", "AN")):
            kinds[i] = around[0]
    at = 0
    while at < len(kinds):  # W5
        end = at
        while end < len(kinds) and kinds[end] in ("ET", "BN"):
            end += 1
        if end > at and ((at and kinds[at - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")):
            kinds[at:end] = ["EN"] * (end - at)
        at = max(end, at + 1)
    kinds[:] = ["ON" if kind in ("ET", "ES", "CS", "BN") else kind for kind in kinds]  # W6
    strong = edge
    for i, kind in enumerate(kinds):  # W7
        if kind in ("R", "L"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"


def _direction(kind: str) -> str | None:
    return "R" if kind in _STRONG_RIGHT else "L" if kind == "L" else None


def _brackets(text: str, kinds: list[str], original: list[str], edge: str) -> None:
    """N0: both brackets of a pair run with what they hold, or with what stands before them."""
    open_ones: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for i, sign in enumerate(text):
        if kinds[i] != "ON":
            continue
        if sign in _PAIRS:
            if len(open_ones) >= 63:
                break
            open_ones.append((_PAIRS[sign], i))
        elif sign in _CLOSE:
            for depth in range(len(open_ones) - 1, -1, -1):
                if open_ones[depth][0] == sign:
                    pairs.append((open_ones[depth][1], i))
                    del open_ones[depth:]
                    break
    for first, last in sorted(pairs):
        held = {_direction(kind) for kind in kinds[first + 1 : last]} - {None}
        if not held:
            continue
        towards = edge
        if edge not in held:
            before = next((d for kind in reversed(kinds[:first]) if (d := _direction(kind))), edge)
            towards = before if before != edge else edge
        for place in (first, last):
            kinds[place] = towards
            after = place + 1
            while after < len(kinds) and original[after] == "NSM":
                kinds[after] = towards
                after += 1


def _neutral(kinds: list[str], edge: str) -> None:
    at = 0
    while at < len(kinds):  # N1, N2
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > at:
            left = _direction(kinds[at - 1]) if at else edge
            right = _direction(kinds[end]) if end < len(kinds) else edge
            kinds[at:end] = [left if left == right and left else edge] * (end - at)
        at = max(end, at + 1)


def _numbered(kinds: list[str], original: list[str], base: int) -> list[int]:
    if base % 2:
        out = [base + (kind in ("L", "EN", "AN")) for kind in kinds]
    else:
        out = [base + (1 if kind == "R" else 2 if kind in ("EN", "AN") else 0) for kind in kinds]
    at = len(kinds)
    while at and original[at - 1] in ("WS", "S", "B"):  # L1
        at -= 1
        out[at] = base
    for i, kind in enumerate(original):
        if kind in ("S", "B"):
            out[i] = base
            before = i
            while before and original[before - 1] == "WS":
                before -= 1
                out[before] = base
    return out
