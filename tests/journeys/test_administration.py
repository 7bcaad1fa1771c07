"""The small administration through the real window: accounts, the agency's card, its lists, lock, switch of user (H6)."""

from __future__ import annotations

import re
import struct
import zlib

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

from app.accounts.agencies import agency_details, list_donor_projects, list_neighbourhoods
from app.accounts.entrance import sign_in, sign_out
from app.accounts.users import list_users
from app.appointments.booking import list_hosts
from app.errors import NotSignedIn
from app.workspace import Workspace
from tests.conftest import CLOCK, PASSWORD
from tests.journeys.hands import rest, wait_until
from ui.admin.accounts_page import AccountsPage
from ui.admin.agency_page import AgencyPage
from ui.admin.lists_pages import HostsPage, NeighbourhoodsPage, ProjectsPage
from ui.admin.sign_in import LockPage, PasswordPage
from ui.admin.view import AdminView
from ui.main_window import MainWindow
from ui.people.view import PeopleView
from ui.reception.panel import ReceptionPanel

NEW_PASSWORD = "une phrase toute neuve"


def workspace_of(window: MainWindow) -> Workspace:
    """Who is signed in."""
    assert window.workspace is not None
    return window.workspace


def page_of(window: MainWindow, kind: type[QWidget]) -> QWidget:
    """A page of the administration, shown and filled."""
    assert window.page is not None
    window.page.go("admin")
    view = window.page.view("admin")
    assert isinstance(view, AdminView)
    page = view.show_page(kind)
    wait_until(window.jobs.idle)
    return page


def said(window: MainWindow) -> str:
    """The line of messages."""
    assert window.page is not None
    return window.page.messages.text()


def add_account(window: MainWindow, name: str) -> str:
    """An agent's account; gives its one-time password as the screen says it."""
    page = page_of(window, AccountsPage)
    assert isinstance(page, AccountsPage)
    page.name.setText(name)
    page.shown.setText(f"{name} Essai")
    page.own.setText(PASSWORD)
    page.secret.setText("")
    page.add()
    wait_until(lambda: bool(page.secret.text()) or bool(said(window)))
    assert page.secret.text(), said(window)
    return page.secret.text().rpartition(": ")[2].strip()


def enter(window: MainWindow, name: str, password: str) -> None:
    """Another account at the lock."""
    window.lock(switching=True)
    door = window._stack.currentWidget()
    assert isinstance(door, LockPage)
    door.name.show_value(name)
    door.password.setText(password)
    door.submit()
    wait_until(lambda: window._stack.currentWidget() is not door or bool(door.wrong.text()))


def test_an_agent_is_added_given_a_role_and_a_new_password(window: MainWindow) -> None:
    first = add_account(window, "bouchra")
    page = page_of(window, AccountsPage)
    assert isinstance(page, AccountsPage)
    wait_until(lambda: page.model.rowCount() == 2)

    place = next(i for i in range(2) if page.model.row(i).name == "bouchra")  # type: ignore[union-attr]
    page.table.selectRow(place)
    page.role.show_value("supervisor")
    page.give_role()
    wait_until(lambda: any(u.name == "bouchra" and "supervisor" in u.roles for u in list_users(workspace_of(window))))
    wait_until(window.jobs.idle)
    page.own.setText(PASSWORD)
    page.secret.setText("")
    page.reset()
    wait_until(lambda: bool(page.secret.text()))
    second = page.secret.text().rpartition(": ")[2].strip()

    assert re.fullmatch(r"\S+", second)
    assert second != first
    location = workspace_of(window).database.location
    with pytest.raises(NotSignedIn):
        sign_in(location, "bouchra", first, clock=CLOCK)
    sign_out(sign_in(location, "bouchra", second, clock=CLOCK))


def test_a_wrong_password_of_ones_own_adds_nobody_and_says_so(window: MainWindow) -> None:
    page = page_of(window, AccountsPage)
    assert isinstance(page, AccountsPage)
    page.name.setText("bouchra")
    page.own.setText("pas le bon")
    page.add()
    wait_until(lambda: bool(said(window)))

    assert len(list_users(workspace_of(window))) == 1
    assert page.name.text() == "bouchra"


def test_a_new_account_must_choose_its_own_password_first(window: MainWindow) -> None:
    once = add_account(window, "bouchra")
    enter(window, "bouchra", once)

    door = window._stack.currentWidget()
    assert isinstance(door, PasswordPage)
    door.old.setText(once)
    door.new.setText(NEW_PASSWORD)
    door.again.setText(NEW_PASSWORD)
    door.submit()
    wait_until(lambda: window._stack.currentWidget() is window.page)
    assert workspace_of(window).user.name == "bouchra"
    assert "admin" not in [room.name for room in window.page.rooms]  # type: ignore[union-attr]


def test_each_agent_finds_their_own_draft_after_a_switch(window: MainWindow) -> None:
    once = add_account(window, "bouchra")
    assert window.page is not None
    window.page.go("people", new=True)
    reception(window).fields["given_name"].setText("Brouillon")
    reception(window).fields["given_name"].textEdited.emit("Brouillon")
    enter(window, "bouchra", once)
    wait_until(window.jobs.idle)
    door = window._stack.currentWidget()
    assert isinstance(door, PasswordPage)
    door.old.setText(once)
    door.new.setText(NEW_PASSWORD)
    door.again.setText(NEW_PASSWORD)
    door.submit()
    wait_until(lambda: window._stack.currentWidget() is window.page)
    wait_until(window.jobs.idle)
    assert not drafts(window)

    enter(window, "amina", PASSWORD)
    wait_until(lambda: workspace_of(window).user.name == "amina" and window._stack.currentWidget() is window.page)
    wait_until(window.jobs.idle)

    assert reception(window).fields["given_name"].text() == "Brouillon"
    assert drafts(window)


def test_the_lock_hides_everything_and_opens_where_one_was(window: MainWindow) -> None:
    assert window.page is not None
    window.page.go("funding")
    window.lock()
    door = window._stack.currentWidget()
    assert isinstance(door, LockPage)
    window.go("people")
    assert window._stack.currentWidget() is door

    door.password.setText("pas le bon")
    door.submit()
    wait_until(lambda: bool(door.wrong.text()))
    assert window._stack.currentWidget() is door

    door.password.setText(PASSWORD)
    door.submit()
    wait_until(lambda: window._stack.currentWidget() is window.page)
    assert window.page.current == "funding"


def test_the_agency_s_card_and_logo_are_kept_and_stand_in_the_header(window: MainWindow) -> None:
    page = page_of(window, AgencyPage)
    assert isinstance(page, AgencyPage)
    page.fields["address"].setText("12 rue d’Essai")
    page.take_logo(png(40, 20))
    wait_until(lambda: agency_details(workspace_of(window)).form.logo is not None)
    wait_until(window.jobs.idle)
    rest(200)
    wait_until(window.jobs.idle)

    assert agency_details(workspace_of(window)).form.address == "12 rue d’Essai"
    assert window.page is not None
    shown = window.page._mark.pixmap()
    assert abs(shown.width() - 2 * shown.height()) <= 2

    page.take_logo(b"GIF89a no picture for paper")
    wait_until(lambda: bool(page.wrong.text()))
    assert agency_details(workspace_of(window)).form.logo == png(40, 20)


def test_neighbourhoods_are_added_changed_and_closed(window: MainWindow) -> None:
    page = page_of(window, NeighbourhoodsPage)
    assert isinstance(page, NeighbourhoodsPage)
    before = len(list_neighbourhoods(workspace_of(window)))
    page.fields["city"].show_value("Rabat")
    page.fields["name"].show_value("Quartier d’essai")
    page.save()
    wait_until(lambda: page.model.rowCount() == before + 1)
    wait_until(window.jobs.idle)

    place = next(i for i in range(before + 1) if page.model.row(i).name == "Quartier d’essai")  # type: ignore[union-attr]
    page.table.selectRow(place)
    assert page.fields["name"].value() == "Quartier d’essai"
    page.fields["name_ar"].show_value("حي تجريبي")
    page.save()
    wait_until(lambda: any(n.name_ar == "حي تجريبي" for n in list_neighbourhoods(workspace_of(window))))
    wait_until(window.jobs.idle)
    place = next(i for i in range(before + 1) if page.model.row(i).name == "Quartier d’essai")  # type: ignore[union-attr]
    page.table.selectRow(place)
    page.toggle()
    wait_until(lambda: any(not n.is_active for n in list_neighbourhoods(workspace_of(window))))
    assert len(list_neighbourhoods(workspace_of(window))) == before + 1


def test_projects_and_donors_are_data(window: MainWindow) -> None:
    page = page_of(window, ProjectsPage)
    assert isinstance(page, ProjectsPage)
    page.fields["name"].show_value("Projet d’essai")
    page.fields["donor"].show_value("Bailleur inventé")
    page.save()
    wait_until(lambda: any(p.name == "Projet d’essai" for p in list_donor_projects(workspace_of(window))))
    wait_until(window.jobs.idle)
    place = next(i for i in range(page.model.rowCount()) if page.model.row(i).name == "Projet d’essai")  # type: ignore[union-attr]
    page.table.selectRow(place)
    page.fields["donor"].show_value("Autre bailleur")
    page.save()
    wait_until(lambda: any(p.donor == "Autre bailleur" for p in list_donor_projects(workspace_of(window))))

    page.begin()
    page.save()
    wait_until(lambda: bool(said(window)))


def test_a_host_is_added_and_closed(window: MainWindow) -> None:
    page = page_of(window, HostsPage)
    assert isinstance(page, HostsPage)
    page.fields["name"].show_value("Salle d’essai")
    page.fields["kind"].show_value("room")
    page.fields["place"].show_value("Premier étage")
    page.save()
    wait_until(lambda: any(h.place == "Premier étage" for h in list_hosts(workspace_of(window))))
    wait_until(window.jobs.idle)
    place = next(i for i in range(page.model.rowCount()) if page.model.row(i).name == "Salle d’essai")  # type: ignore[union-attr]
    page.table.selectRow(place)
    page.toggle()
    wait_until(lambda: any(not h.is_active for h in list_hosts(workspace_of(window))))


def reception(window: MainWindow) -> ReceptionPanel:
    """The reception in progress."""
    assert window.page is not None
    view = window.page.view("people")
    assert isinstance(view, PeopleView)
    panel = view.side.currentWidget()
    assert isinstance(panel, ReceptionPanel)
    return panel


def drafts(window: MainWindow) -> list[object]:
    """What the signed-in account has begun."""
    from app.accounts.drafts import list_drafts

    return list(list_drafts(workspace_of(window), "reception"))


def png(width: int, height: int) -> bytes:
    """A plain picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x0b\x5c\x5e" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_the_test_s_own_picture_is_one() -> None:
    from ui.application import make_application
    from ui.widgets.pictures import logo_pixmap

    make_application()  # a pixmap without one ends the process
    assert logo_pixmap(bytes(QByteArray(png(40, 20)).data()), 10).width() == 20
