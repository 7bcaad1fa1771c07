"""Masking small cells: 1 to 4 are masked, together with what would reveal them; 0 is shown. Source: PRODUCT.md E2."""

from __future__ import annotations

from collections.abc import Mapping

SMALLEST_SHOWN = 5


def masked(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The parts of one whole. A single masked part could be found by taking the rest from the total: one more goes."""
    shown: dict[str, int | None] = {
        key: value if value == 0 or value >= SMALLEST_SHOWN else None for key, value in counts.items()
    }
    hidden = [key for key, value in shown.items() if value is None]
    if len(hidden) == 1:
        others = {key: value for key, value in shown.items() if value}
        if others:
            shown[min(others, key=lambda key: others[key] or 0)] = None
    return shown


def masked_one(count: int) -> int | None:
    """One figure that stands alone."""
    return count if count == 0 or count >= SMALLEST_SHOWN else None
