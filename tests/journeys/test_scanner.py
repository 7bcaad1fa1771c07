"""A scanned slip opens its referral from any screen, through whatever layout the PC has (H4)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu
from sqlalchemy import select

from app.accounts.numbers import NumberKind, parse
from app.desk.merging import merge_people
from app.errors import Refused
from app.funding.directory import entry_providers
from app.people.forms import PersonForm
from app.people.registration import register_person
from app.referrals.answers import list_referrals, referral_details
from app.referrals.cases import SlipOptions
from app.referrals.counter import attest_and_issue
from app.upkeep.demo import fill_demo
from db.models import Referral
from db.models import Slip as SlipRow
from tests.journeys.hands import rest, scan, type_text, wait_until
from ui.main_window import MainWindow
from ui.people.dossier_panel import DossierPanel
from ui.people.view import PeopleView
from ui.reception.panel import ReceptionPanel
from ui.referrals.view import ReferralsView

ENTRY = "amappe_hcr_agr"
DIGITS = "0123456789"
LAYOUTS = {
    "us": DIGITS,
    "fr": "à&é\"'(-è_ç",
    "be": "à&é\"'(§è!ç",
    "ar": "٠١٢٣٤٥٦٧٨٩",
    "ar-101": DIGITS,
    "us-shift": ")!@#$%^&*(",
}


@dataclass(frozen=True)
class Slip:
    """An issued slip and the window it is scanned at."""

    window: MainWindow
    code: str

    def typed_on(self, layout: str) -> str:
        """What the keys of the code give on a layout."""
        return "".join(LAYOUTS[layout][DIGITS.index(digit)] for digit in self.code)

    def is_open(self) -> bool:
        """Whether its referral is shown, ready for the answer."""
        page = self.window.page
        if page is None or page.current != "referrals":
            return False
        view = page.view("referrals")
        return isinstance(view, ReferralsView) and view.code == self.code and self.window.jobs.idle()

    def scan(self, layout: str = "fr") -> None:
        """Scans it and waits for its referral."""
        scan(self.typed_on(layout))
        wait_until(self.is_open)


@pytest.fixture
def slip(window: MainWindow) -> Slip:
    workspace = window.workspace
    assert workspace is not None
    person = register_person(workspace, PersonForm(given_name="Essai", family_name="Scannée", city="Rabat")).id
    provider = next(one for one in entry_providers(workspace, ENTRY)[1] if one.role == "runs")
    options = SlipOptions(provider=provider.slug)
    issued = attest_and_issue(workspace, person, ENTRY, options, provider.id, "fr")
    wait_until(window.jobs.idle)
    return Slip(window, issued.code)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_fourteen_digits(slip: Slip, layout: str) -> None:
    slip.scan(layout)


@pytest.mark.parametrize(
    "room", ["home", "people", "funding", "appointments", "referrals", "outreach", "indicators", "admin"]
)
def test_from_any_tab(slip: Slip, room: str) -> None:
    assert slip.window.page is not None
    slip.window.page.go(room)
    wait_until(slip.window.jobs.idle)

    slip.scan()


def test_what_the_scanner_typed_into_a_field_is_taken_out_and_the_rest_stays(slip: Slip) -> None:
    page = slip.window.page
    assert page is not None
    page.go("people", new=True)
    view = page.view("people")
    assert isinstance(view, PeopleView)
    panel = view.side.currentWidget()
    assert isinstance(panel, ReceptionPanel)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    type_text("Awa")
    rest(120)

    slip.scan()

    assert field.text() == "Awa"


def test_from_the_universal_search(slip: Slip) -> None:
    page = slip.window.page
    assert page is not None
    page.field.setFocus()

    slip.scan()

    assert page.field.text() == ""


def test_while_a_slip_is_being_prepared(slip: Slip) -> None:
    page, workspace = slip.window.page, slip.window.workspace
    assert page is not None
    assert workspace is not None
    other = register_person(workspace, PersonForm(given_name="Essai", family_name="Autre")).id
    page.go("people", person_id=other)
    view = page.view("people")
    assert isinstance(view, PeopleView)
    panel = view.side.currentWidget()
    assert isinstance(panel, DossierPanel)
    panel.refer(ENTRY)
    wait_until(slip.window.jobs.idle)

    slip.scan()


def test_while_the_help_is_open(slip: Slip) -> None:
    slip.window.show_help()

    slip.scan()


def test_while_a_dialog_is_open_which_closes(slip: Slip) -> None:
    dialog = QFileDialog(slip.window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    QTimer.singleShot(200, lambda: scan(slip.typed_on("fr")))

    answer = dialog.exec()  # house: the dialog under test, closed by the scan

    assert answer == QFileDialog.DialogCode.Rejected
    wait_until(slip.is_open)
    dialog.deleteLater()


def test_while_a_menu_is_open_which_closes(slip: Slip) -> None:
    menu = QMenu(slip.window)
    menu.addAction("essai")
    menu.popup(slip.window.mapToGlobal(slip.window.rect().center()))
    wait_until(menu.isVisible)

    slip.scan()

    assert not menu.isVisible()


def test_nothing_opens_at_the_door(slip: Slip) -> None:
    slip.window.lock()
    scan(slip.typed_on("fr"))
    rest()

    assert slip.window.page is not None
    assert slip.window.page.current == "home"


def test_what_hands_type_is_never_a_scan(slip: Slip) -> None:
    page = slip.window.page
    assert page is not None
    page.field.setFocus()
    for sign in slip.code:
        type_text(sign)
        rest(60)

    assert page.field.text() == slip.code
    assert page.current == "home"


def test_a_code_with_a_wrong_digit_is_refused_with_its_reason(slip: Slip) -> None:
    page = slip.window.page
    assert page is not None
    wrong = slip.code[:-1] + str((int(slip.code[-1]) + 1) % 10)

    scan("".join(LAYOUTS["fr"][int(digit)] for digit in wrong))

    wait_until(lambda: page.messages.text() != "")


def test_a_coupon_of_another_agency_or_of_nobody_is_told_and_the_same_coupon_twice_changes_nothing(slip: Slip) -> None:
    workspace, page = slip.window.workspace, slip.window.page
    assert workspace is not None
    assert page is not None
    fill_demo(workspace, 3, seed=1)
    with workspace.database.read() as session:
        foreign = session.scalars(
            select(SlipRow.code).join(Referral).where(Referral.agency_id != workspace.agency.id)
        ).first()
    unknown = slip.code[:8] + "99998"
    unknown += next(digit for digit in DIGITS if _is_right(unknown + digit))
    assert foreign is not None
    for code, word in ((foreign, "agence"), (unknown, "bon")):
        page.messages.done("…")
        scan(code)
        wait_until(lambda: page.messages.text() != "…")
        assert word in page.messages.text()

    for _ in range(2):
        slip.scan()
        view = page.view("referrals")
        assert isinstance(view, ReferralsView)
        wait_until(lambda view=view: view.answers is not None and view.answers.code == slip.code)
        assert view.answers is not None
        view.answers.answer("received")
        wait_until(slip.window.jobs.idle)
    steps = referral_details(workspace, code=slip.code).steps
    assert [step.kind for step in steps] == ["issue", "received"]


def _is_right(code: str) -> bool:
    try:
        return parse(code, NumberKind.SLIP, {}) == code
    except Refused:
        return False


def test_a_slip_printed_before_a_merge_opens_the_referral_of_the_one_left(slip: Slip) -> None:
    workspace = slip.window.workspace
    assert workspace is not None
    gone = list_referrals(workspace)[0].person.id
    left = register_person(workspace, PersonForm(given_name="Mamadu", family_name="Essai")).id
    merge_people(workspace, left, gone, ())

    slip.scan("fr")

    assert list_referrals(workspace)[0].person.id == left
