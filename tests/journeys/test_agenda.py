"""The agenda through the real window: booked, opened and walked by keyboard, in both directions of writing."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.appointments.booking import appointments_between, book, list_hosts, save_host
from app.appointments.walk_ins import walk_ins
from app.people.forms import PersonForm
from app.people.registration import register_person
from app.workspace import Workspace
from tests.journeys.hands import has_focus, press, type_text, wait_until
from ui.appointments.booking_card import BookingCard
from ui.appointments.meeting_card import MeetingCard
from ui.appointments.view import AppointmentsView
from ui.main_window import MainWindow

TUESDAY = date(2026, 11, 24)
FRIDAY = date(2026, 11, 27)
KEY = Qt.Key


def workspace_of(window: MainWindow) -> Workspace:
    """Amina's."""
    assert window.workspace is not None
    return window.workspace


def person(window: MainWindow, name: str) -> UUID:
    """An invented dossier."""
    return register_person(workspace_of(window), PersonForm(given_name=name, family_name="Essai")).id


def agenda_of(window: MainWindow) -> AppointmentsView:
    """The agenda, read and with the keyboard in it."""
    assert window.page is not None
    window.page.go("appointments")
    view = window.page.view("appointments")
    assert isinstance(view, AppointmentsView)
    wait_until(lambda: view.agenda is not None and window.jobs.idle())
    assert has_focus(view.grid)
    return view


def test_an_empty_place_is_booked_by_keyboard(window: MainWindow) -> None:
    awa = person(window, "Awa")
    view = agenda_of(window)
    view.grid.put_cursor(FRIDAY, time(9))
    press(KEY.Key_Down)
    press(KEY.Key_Up)
    press(KEY.Key_Return)
    assert isinstance(view.card, BookingCard)
    type_text("awa")
    press(KEY.Key_Return)
    wait_until(lambda: isinstance(view.card, BookingCard) and view.card.person is not None)
    press(KEY.Key_Return)
    wait_until(lambda: view.card is None and view.grid.current() is not None)

    [made] = appointments_between(workspace_of(window), FRIDAY, FRIDAY)
    assert (made.person.id, made.starts, made.minutes) == (awa, time(9), 30)
    assert has_focus(view.grid)

    press(KEY.Key_Return)
    assert isinstance(view.card, MeetingCard)
    view.card.keep("came")
    wait_until(
        lambda: window.jobs.idle() and appointments_between(workspace_of(window), FRIDAY, FRIDAY)[0].outcome == "came"
    )


def test_a_holiday_is_refused_with_what_is_free(window: MainWindow) -> None:
    person(window, "Awa")
    view = agenda_of(window)
    view.day = date(2027, 1, 11)
    view.refresh(None)
    wait_until(window.jobs.idle)
    assert view.grid.plan.columns[0].holiday == "Manifeste de l'indépendance"
    view.grid.put_cursor(view.day, time(9))
    view.grid.use()
    assert isinstance(view.card, BookingCard)
    type_text("awa")
    press(KEY.Key_Return)
    wait_until(lambda: isinstance(view.card, BookingCard) and view.card.person is not None)
    press(KEY.Key_Return)
    card = view.card
    wait_until(lambda: "mar. 12 janv. 2027 08:30" in card.wrong.text())
    press(KEY.Key_Escape)
    assert view.card is None
    assert appointments_between(workspace_of(window), view.day, view.day) == []


def test_the_keyboard_walks_the_weeks(window: MainWindow) -> None:
    view = agenda_of(window)
    view.grid.put_cursor(TUESDAY, time(9))
    press(KEY.Key_Right)
    assert view.grid.plan.columns[view.grid.column].day == TUESDAY + timedelta(days=1)
    press(KEY.Key_PageDown)
    wait_until(window.jobs.idle)
    assert view.grid.plan.columns[0].day == date(2026, 11, 30)
    press(KEY.Key_T)
    wait_until(window.jobs.idle)
    assert view.grid.plan.columns[view.grid.column].day == TUESDAY

    window.choose_language("ar")
    wait_until(window.jobs.idle)
    view = agenda_of(window)
    view.grid.put_cursor(TUESDAY, time(9))
    press(KEY.Key_Left)  # towards the end of the line: the next day
    assert view.grid.plan.columns[view.grid.column].day == TUESDAY + timedelta(days=1)


def test_a_full_day_stays_readable(window: MainWindow) -> None:
    workspace = workspace_of(window)
    room = save_host(workspace, "Salle Essai", "room", capacity=30)
    one = person(window, "Awa")
    for place in range(30):
        book(workspace, one, room.id, FRIDAY, time(9, 15 * (place % 4)), 30)
    view = agenda_of(window)
    week = next(place for place, column in enumerate(view.grid.plan.columns) if column.day == FRIDAY)
    assert len(view.grid.plan.columns[week].boxes) == 30
    window.grab()  # the week counts those it has no room for

    view.show_day(FRIDAY)
    wait_until(lambda: window.jobs.idle() and view.grid.one_day)
    assert [column.title for column in view.grid.plan.columns] == sorted(host.name for host in list_hosts(workspace))
    place = next(place for place, column in enumerate(view.grid.plan.columns) if column.boxes)
    boxes = view.grid.plan.columns[place].boxes
    assert min(view.grid._layout.box(place, box).width for box in boxes) >= view.grid._layout.lane_width - 4
    view.grid.put_cursor(FRIDAY, time(9), room.id)
    seen = {view.grid.current()}
    for _ in range(14):
        press(KEY.Key_Right)
        seen.add(view.grid.current())
    assert len(seen) == 15
    assert "Salle Essai" in view.grid.accessibleDescription()


def test_a_click_opens_or_begins(window: MainWindow) -> None:
    host = list_hosts(workspace_of(window))[0]
    book(workspace_of(window), person(window, "Awa"), host.id, FRIDAY, time(9), 60)
    view = agenda_of(window)
    column = next(place for place, column in enumerate(view.grid.plan.columns) if column.day == FRIDAY)

    def click(row: int) -> None:
        centre = view.grid._on_screen(view.grid._layout.cell(column, row)).center()
        QTest.mouseClick(view.grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(centre))

    click(1)
    assert isinstance(view.card, MeetingCard)
    click(3)
    assert isinstance(view.card, BookingCard)
    assert (view.card.day, view.card.at) == (FRIDAY, time(10))


def test_a_ticket_joins_the_queue_and_leaves_it(window: MainWindow) -> None:
    view = agenda_of(window)
    view.queue.field.setFocus()
    type_text("Awa")
    press(KEY.Key_Return)
    wait_until(lambda: [one.label for one in view.queue._waiting] == ["Awa"])

    view.queue._close(view.queue._waiting[0])
    wait_until(lambda: view.queue._waiting == [])
    assert walk_ins(workspace_of(window)) == []
