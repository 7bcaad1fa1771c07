"""Where things stand in the agenda, in pixels counted from the start edge: the same for both directions of writing."""

from __future__ import annotations

from dataclasses import dataclass

from ui.appointments.plan import ROW_MINUTES, Box, Plan
from ui.theme import LOOK

_LANES_AT_LEAST = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle from the start edge."""

    start: int
    top: int
    width: int
    height: int


class Layout:
    """Sizes at the text size in force; columns grow with the room there is, and scroll where it is too small."""

    def __init__(self, plan: Plan, width: int, height: int, *, one_day: bool) -> None:
        self.plan = plan
        self.gutter, self.head = LOOK.px(52), LOOK.px(46)
        self.lane_width = LOOK.px(84 if one_day else 62)
        self.all_lanes = one_day
        count = max(len(plan.columns), 1)
        share = (width - self.gutter) // count
        widest = max((box.lanes for column in plan.columns for box in column.boxes), default=1) if one_day else 1
        least = LOOK.px(120) if one_day else _LANES_AT_LEAST * self.lane_width + LOOK.px(6)
        self.column = max(share, least, widest * self.lane_width)
        self.row = max((height - self.head) // max(plan.rows, 1), LOOK.px(30))

    @property
    def whole_width(self) -> int:
        """The width of the gutter and every column."""
        return self.gutter + self.column * len(self.plan.columns)

    @property
    def whole_height(self) -> int:
        """The height of the head and every row."""
        return self.head + self.row * self.plan.rows

    def top_of(self, minute: int) -> int:
        """Where a minute of the day stands, under the head."""
        return self.head + (minute - self.plan.first) * self.row // ROW_MINUTES

    def cell(self, column: int, row: int) -> Place:
        """A half hour of a column."""
        return Place(self.gutter + column * self.column, self.head + row * self.row, self.column, self.row)

    def lanes_shown(self) -> int:
        """How many appointments stand beside one another before the rest is only counted."""
        return 99 if self.all_lanes else max(self.column // self.lane_width, 1)

    def is_shown(self, box: Box) -> bool:
        """Whether it has a place of its own, or is among those counted ("+3")."""
        most = self.lanes_shown()
        return box.lanes <= most or box.lane < most - 1

    def box(self, column: int, box: Box) -> Place:
        """Where an appointment stands; those only counted share the last lane."""
        lanes = min(box.lanes, self.lanes_shown())
        width = (self.column - 4) // lanes
        lane = min(box.lane, lanes - 1)
        top, end = self.top_of(box.begins), self.top_of(box.ends)
        return Place(
            self.gutter + column * self.column + 2 + lane * width, top + 1, width - 2, max(end - top - 2, LOOK.px(14))
        )

    def hit(self, start: int, top: int) -> tuple[int, int] | None:
        """The column and row at a point of the whole picture; None beside them."""
        if start < self.gutter or top < self.head:
            return None
        column, row = (start - self.gutter) // self.column, (top - self.head) // self.row
        return (column, row) if column < len(self.plan.columns) and row < self.plan.rows else None
