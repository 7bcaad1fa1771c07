"""Small drawings on a field of 24 by 24, stroked in the colour in force: signs that say a thing without words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def _check(c: Any) -> None:
    c.circle(12, 12, 10)
    _line(c, (7, 12), (10.5, 8.5), (17, 15.5))


def _ask(c: Any) -> None:
    c.circle(12, 12, 10)
    path = c.beginPath()
    path.moveTo(9, 15)
    path.curveTo(9, 19, 15, 19, 15, 15)
    path.curveTo(15, 12.5, 12, 12.5, 12, 10)
    c.drawPath(path)
    c.circle(12, 6.6, 0.5, fill=0)


def _cross(c: Any) -> None:
    c.circle(12, 12, 10)
    c.line(8, 8, 16, 16)
    c.line(8, 16, 16, 8)


def _closed(c: Any) -> None:
    c.circle(12, 12, 10)
    c.line(5, 5, 19, 19)


def _warning(c: Any) -> None:
    path = c.beginPath()
    path.moveTo(12, 21)
    path.lineTo(22, 3)
    path.lineTo(2, 3)
    path.close()
    c.drawPath(path)
    c.line(12, 14.5, 12, 9.5)
    c.line(12, 6.4, 12, 6.2)


def _steps(c: Any) -> None:
    _line(c, (2, 3), (8, 3), (8, 9), (14, 9), (14, 15), (20, 15), (20, 21))


def _shield(c: Any) -> None:
    path = c.beginPath()
    path.moveTo(12, 22)
    path.lineTo(20, 19)
    path.curveTo(20, 10, 18, 5, 12, 2)
    path.curveTo(6, 5, 4, 10, 4, 19)
    path.close()
    c.drawPath(path)


def _health(c: Any) -> None:
    c.roundRect(2, 2, 20, 20, 3)
    c.line(12, 7, 12, 17)
    c.line(7, 12, 17, 12)


def _child(c: Any) -> None:
    c.circle(12, 17, 4)
    c.line(12, 13, 12, 7)
    c.line(7, 11, 17, 11)
    c.line(12, 7, 8, 2)
    c.line(12, 7, 16, 2)


def _lock(c: Any) -> None:
    c.roundRect(4, 2, 16, 11, 2)
    path = c.beginPath()
    path.moveTo(8, 13)
    path.curveTo(7, 23, 17, 23, 16, 13)
    c.drawPath(path)


def _clock(c: Any) -> None:
    c.circle(12, 12, 10)
    _line(c, (12, 18), (12, 12), (16, 9.5))


def _scale(c: Any) -> None:
    c.line(12, 2, 12, 21)
    c.line(4, 18, 20, 18)
    _line(c, (1, 9), (4, 17), (7, 9), (1, 9))
    _line(c, (17, 9), (20, 17), (23, 9), (17, 9))


def _idea(c: Any) -> None:
    c.circle(12, 15, 7)
    c.line(9, 5, 15, 5)
    c.line(10, 2, 14, 2)


def _line(c: Any, *points: tuple[float, float]) -> None:
    path = c.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    c.drawPath(path)


SIGNS: dict[str, Callable[[Any], None]] = {
    "eligible": _check, "ask": _ask, "not_eligible": _cross, "closed": _closed, "warning": _warning, "steps": _steps,
    "shield": _shield, "health": _health, "child": _child, "lock": _lock, "clock": _clock, "scale": _scale,
    "idea": _idea,
}  # fmt: skip
