"""Appointments beside one another: none covers another, whatever the day; nothing stands outside its column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from ui.appointments.layout import Layout
from ui.appointments.plan import Column, Plan, beside


@dataclass(frozen=True)
class Meeting:
    """As much of an appointment as is placed."""

    id: int
    starts: time
    minutes: int


DAYS = st.lists(st.tuples(st.integers(0, 95), st.integers(1, 24)), max_size=30).map(
    lambda spans: [Meeting(place, time(*divmod(15 * at, 60)), 5 * long) for place, (at, long) in enumerate(spans)]
)


@settings(max_examples=40)
@given(DAYS)
def test_none_covers_another(meetings: list[Meeting]) -> None:
    boxes = beside(meetings)

    assert sorted(box.meeting.id for box in boxes) == [one.id for one in meetings]
    assert all(box.lane < box.lanes for box in boxes)
    for one, other in combinations(boxes, 2):
        if one.begins < other.ends and other.begins < one.ends:
            assert one.lane != other.lane
            assert one.lanes == other.lanes


@settings(max_examples=40)
@given(DAYS)
def test_everything_stands_within_its_column(meetings: list[Meeting]) -> None:
    day = Column(date(2026, 11, 30), None, "", 510, 990, None, beside(meetings))
    plan = Plan((day, day), 0, 27 * 60)

    for one_day in (True, False):
        layout = Layout(plan, 800, 600, one_day=one_day)
        for box in day.boxes:
            place, cell = layout.box(1, box), layout.cell(1, 0)
            assert cell.start <= place.start
            assert place.start + place.width <= cell.start + cell.width
            assert place.width > 10


def test_what_is_alone_takes_the_whole_column() -> None:
    boxes = beside([Meeting(1, time(9), 30), Meeting(2, time(9, 15), 30), Meeting(3, time(14), 30)])

    assert [(box.lane, box.lanes) for box in boxes] == [(0, 2), (1, 2), (0, 1)]
