"""How each state looks: its word, icon and tone, once for the whole window."""

from __future__ import annotations

from collections.abc import Callable

from app.state_words import said
from ui.theme import Tone, icon
from ui.widgets.basic import Badge

_SIGNS: dict[str, tuple[str, Tone]] = {
    "eligible": ("circle-check", Tone.GOOD),
    "ask": ("circle-question-mark", Tone.ASK),
    "not_eligible": ("circle-x", Tone.BAD),
    "closed": ("ban", Tone.MUTED),
    "prepared": ("pencil", Tone.MUTED),
    "issued": ("file-text", Tone.ACCENT),
    "handed_over": ("send", Tone.ACCENT),
    "received": ("check", Tone.ACCENT),
    "awaiting_person": ("clock", Tone.ASK),
    "waiting": ("clock", Tone.ASK),
    "decided": ("check-check", Tone.GOOD),
    "accepted": ("circle-check", Tone.GOOD),
    "refused": ("circle-x", Tone.BAD),
    "funded": ("coins", Tone.GOOD),
    "started": ("briefcase", Tone.GOOD),
    "other_help": ("heart-handshake", Tone.GOOD),
    "nothing": ("x", Tone.MUTED),
    "open": ("door-open", Tone.GOOD),
    "call_based": ("calendar", Tone.ASK),
    "suspended": ("ban", Tone.MUTED),
    "unknown": ("circle-question-mark", Tone.ASK),
    "came": ("check", Tone.GOOD),
    "no_show": ("x", Tone.BAD),
    "excused": ("info", Tone.MUTED),
    "cancelled": ("ban", Tone.MUTED),
    "result_known": ("check-check", Tone.GOOD),
    "unreachable": ("phone", Tone.MUTED),
    "no_answer": ("clock", Tone.MUTED),
    "redirected": ("arrow-up-right", Tone.MUTED),
    "consent_withdrawn": ("shield-alert", Tone.MUTED),
    "declined": ("user", Tone.MUTED),
    "hand_over": ("send", Tone.ACCENT),
    "reopen": ("refresh-cw", Tone.ACCENT),
    "need_open": ("circle", Tone.ASK),
    "need_under_way": ("clock", Tone.ACCENT),
    "need_accepted": ("circle-check", Tone.GOOD),
    "need_met": ("check-check", Tone.GOOD),
    "need_unmet": ("circle-x", Tone.BAD),
    "planned": ("calendar", Tone.ACCENT),
}


def word_of(state: str) -> str:
    """The word of a state in the current language."""
    return said(state)


def sign_of(state: str) -> tuple[str, Tone]:
    """The icon and tone of a state."""
    return _SIGNS.get(state, ("circle", Tone.MUTED))


def badge(state: str) -> Badge:
    """A badge that says a state."""
    icon_name, tone = sign_of(state)
    return Badge(word_of(state), icon_name, tone)


def drawings() -> list[Callable[[], object]]:
    """One step for each sign, that draws it ahead: a list of verdicts would draw them all within one frame."""
    return [lambda sign=sign: icon(*sign) for sign in set(_SIGNS.values())]
