"""The agenda as boxes, before anything is painted: columns, rows of half an hour, and appointments side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from app.appointments.agenda import Agenda, AgendaDay

ROW_MINUTES = 30
_EARLIEST, _LATEST = 8 * 60 + 30, 16 * 60 + 30
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Box:
    """One appointment, in which of the `lanes` beside one another, from which minute of the day to which."""

    meeting: Any
    begins: int
    ends: int
    lane: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Column:
    """A day, or one host on a day (`host_id`): what stands in it, when it is open, and the name of a holiday."""

    day: date
    host_id: UUID | None
    title: str
    opens: int | None
    closes: int | None
    holiday: str | None
    boxes: tuple[Box, ...]

    def at(self, begins: int, ends: int) -> list[Box]:
        """What takes place between two minutes of the day, from the first lane to the last."""
        return sorted(
            (box for box in self.boxes if box.begins < ends and begins < box.ends),
            key=lambda box: (box.lane, box.begins),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is shown: the columns, and the first and last minute of the day."""

    columns: tuple[Column, ...] = ()
    first: int = _EARLIEST
    last: int = _LATEST
    now: datetime | None = None
    clashing: frozenset[UUID] = field(default_factory=frozenset)

    @property
    def rows(self) -> int:
        """How many half hours."""
        return (self.last - self.first) // ROW_MINUTES

    def minutes_of(self, row: int) -> tuple[int, int]:
        """The first minute of a row, and the first after it."""
        begins = self.first + row * ROW_MINUTES
        return begins, begins + ROW_MINUTES

    def time_of(self, row: int) -> time:
        """When a row begins."""
        return time(*divmod(self.minutes_of(row)[0], 60))


def week_plan(agenda: Agenda, titles: Sequence[str], host_id: UUID | None = None) -> Plan:
    """A column a day (Saturday and Sunday only when they are worked or used); of one host, or of all."""
    columns = [
        _column(one, title, None, [m for m in agenda.appointments if m.day == one.day and host_id in (None, m.host_id)])
        for one, title in zip(agenda.days, titles, strict=True)
    ]
    shown = [c for c in columns if c.day.weekday() < _SATURDAY or c.boxes or c.opens is not None]
    return _plan(agenda, shown)


def day_plan(agenda: Agenda) -> Plan:
    """A column a host on the one day of `agenda`."""
    one = agenda.days[0]
    columns = [
        _column(one, host.name, host.id, [m for m in agenda.appointments if m.host_id == host.id])
        for host in agenda.hosts
    ]
    return _plan(agenda, columns or [_column(one, "", None, [])])


def beside(meetings: Sequence[Any]) -> tuple[Box, ...]:
    """Appointments as boxes that never cover one another: each in the first lane free, a group that touches sharing lanes."""
    spans = sorted(
        ((_minute(m.starts), m) for m in meetings), key=lambda pair: (pair[0], -pair[1].minutes, str(pair[1].id))
    )
    boxes: list[Box] = []
    group: list[tuple[int, int, int, Any]] = []
    free_at: list[int] = []
    for begins, meeting in spans:
        ends = begins + max(meeting.minutes, 1)
        if free_at and begins >= max(free_at):
            boxes += _closed(group, len(free_at))
            group, free_at = [], []
        lane = next((place for place, until in enumerate(free_at) if until <= begins), len(free_at))
        free_at[lane : lane + 1] = [ends]
        group.append((begins, ends, lane, meeting))
    return tuple(boxes + _closed(group, len(free_at)))


def _closed(group: list[tuple[int, int, int, Any]], lanes: int) -> list[Box]:
    return [Box(meeting, begins, ends, lane, lanes) for begins, ends, lane, meeting in group]


def _column(one: AgendaDay, title: str, host_id: UUID | None, meetings: Sequence[Any]) -> Column:
    opens = _minute(one.opens) if one.opens else None
    closes = _minute(one.closes) if one.closes else None
    return Column(one.day, host_id, title, opens, closes, one.holiday, beside(meetings))


def _plan(agenda: Agenda, columns: list[Column]) -> Plan:
    first = min(
        [_EARLIEST, *(c.opens for c in columns if c.opens is not None), *(b.begins for c in columns for b in c.boxes)]
    )
    last = max(
        [_LATEST, *(c.closes for c in columns if c.closes is not None), *(b.ends for c in columns for b in c.boxes)]
    )
    first, last = first // ROW_MINUTES * ROW_MINUTES, min(-(-last // ROW_MINUTES) * ROW_MINUTES, 24 * 60)
    return Plan(tuple(columns), first, last, agenda.now, agenda.clashing)


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
