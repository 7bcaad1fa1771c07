"""Aujourd'hui tells what waits elsewhere and leads there; privacy covers every name on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from PySide6.QtWidgets import QLabel

from app.accounts.rights import Role
from app.appointments.booking import book, list_hosts
from app.appointments.walk_ins import join_queue
from app.desk.today import waiting
from app.people.forms import PersonForm
from app.people.registration import register_person
from app.workspace import Workspace
from tests.journeys.hands import wait_until
from tests.referrals.papers import a_slip_issued
from ui.funding.view import FundingView
from ui.home.view import HIDDEN, HomeView
from ui.main_window import MainWindow
from ui.referrals.print_queue import PrintQueue
from ui.referrals.view import ReferralsView


def test_what_waits_is_counted_and_leads_there(window: MainWindow) -> None:
    workspace, page = window.workspace, window.page
    assert workspace is not None
    assert page is not None
    a_slip_issued(workspace, "Awa")
    join_queue(workspace, "Sara")
    home = page.view("home")
    assert isinstance(home, HomeView)
    strip = home.waiting
    wait_until(lambda: strip.slips.text() == "1 bon à imprimer" and not strip.slips.isHidden())
    assert strip.queue.text() == "1 personne attend sans rendez-vous"
    assert not strip.stale.isHidden()  # the shipped facts are older than their rhythm

    strip.stale.click()
    assert page.current == "funding"
    funding = page.view("funding")
    assert isinstance(funding, FundingView)
    assert funding.kind.value() == "stale"
    strip.queue.click()
    assert page.current == "appointments"
    strip.slips.click()
    referrals = page.view("referrals")
    assert isinstance(referrals, ReferralsView)
    assert isinstance(referrals.tool, PrintQueue)


def test_only_who_may_check_is_told_of_entries(workspace: Workspace) -> None:
    agent = replace(workspace, user=replace(workspace.user, roles=frozenset({Role.AGENT})))

    assert waiting(workspace).stale > 0
    assert waiting(agent).stale == 0


def test_privacy_covers_the_names_of_the_day(window: MainWindow) -> None:
    workspace, page = window.workspace, window.page
    assert workspace is not None
    assert page is not None
    person = register_person(workspace, PersonForm(given_name="Awa", family_name="Essai")).id
    book(workspace, person, list_hosts(workspace)[0].id, workspace.clock.today(), time(15), 30)
    home = page.view("home")
    assert isinstance(home, HomeView)

    def words() -> str:
        return " ".join(label.text() for label in home.findChildren(QLabel) if not label.isHidden())

    wait_until(lambda: "Awa" in words())
    window.toggle_privacy()
    assert "Awa" not in words()
    wait_until(lambda: HIDDEN in words())
