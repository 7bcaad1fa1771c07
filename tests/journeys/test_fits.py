"""Every screen fits 1366 × 768, the PC of the counters, at 150 % in three languages, hence at 100; at 200 % it scrolls."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtWidgets import QScrollArea, QTabWidget, QWidget

from app.people.forms import PersonForm
from app.people.registration import register_person
from ui.main_window import MainWindow
from ui.minute import rest, wait_until
from ui.people.dossier_panel import DossierPanel
from ui.people.view import PeopleView
from ui.referrals.view import TOOLS

_WIDTH, _HEIGHT = 1366, 768
_TITLE_BAR = 32
"""What the system's own frame takes."""
_LONG = "Essai Inventée Avec Un Nom De Famille De Soixante Signes Même"


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_screen_fits_the_counter_s_pc(window: MainWindow, language: str) -> None:
    page = window.page
    assert page is not None
    person = register_person(page.desk.workspace, PersonForm(given_name="Essai", family_name=_LONG))
    too_large: list[str] = []
    window.choose_language(language)
    window.choose_text(150)
    window.resize(_WIDTH, _HEIGHT - _TITLE_BAR)
    walk = _screens if language == "fr" else _rooms  # French has the longest words; the others are walked in short
    for name, part in walk(window, person.id):
        least, room = part.minimumSizeHint(), _room(window)
        if least.width() > _WIDTH or least.height() > room:
            too_large.append(f"{name}: {least.width()} × {least.height()} in {_WIDTH} × {room}")
        too_large += [f"{name}: {text}" for text in _sideways(part)]
        whole = window.minimumSizeHint()
        assert whole.width() <= _WIDTH, name
        assert whole.height() <= _HEIGHT - _TITLE_BAR, name
    assert not too_large, "\n".join(too_large)


def test_at_200_percent_the_window_still_fits_and_its_rooms_scroll(window: MainWindow) -> None:
    window.choose_text(200)
    window.resize(_WIDTH, _HEIGHT - _TITLE_BAR)
    page = window.page
    assert page is not None
    page.go("people", new=True)
    wait_until(window.jobs.idle)
    assert window.minimumSizeHint().width() <= _WIDTH
    assert window.minimumSizeHint().height() <= _HEIGHT - _TITLE_BAR
    assert all(page.tabs.tabRect(place).right() <= page.tabs.width() for place in range(page.tabs.count()))


def test_the_tabs_words_are_whole_at_150_percent(window: MainWindow) -> None:
    window.choose_text(150)
    window.resize(_WIDTH, _HEIGHT)
    page = window.page
    assert page is not None
    wait_until(window.jobs.idle)
    assert page.tabs.width() >= sum(page.tabs.tabSizeHint(place).width() for place in range(page.tabs.count()))
    assert page.tabs.tabIcon(0).isNull()
    page.tabs.resize(4 * _WIDTH, page.tabs.height())
    assert not page.tabs.tabIcon(0).isNull()


def _room(window: MainWindow) -> int:
    """How high a room may be: header, tabs and footer always stay."""
    page = window.page
    assert page is not None
    chrome = sum(part.sizeHint().height() for part in page.chrome)
    return _HEIGHT - _TITLE_BAR - chrome


def _sideways(part: QWidget) -> Iterator[str]:
    """What could only be read by scrolling sideways; a list may, a form may not."""
    for area in part.findChildren(QScrollArea):
        inner = area.widget()
        if inner is not None and area.isVisible() and inner.minimumSizeHint().width() > area.viewport().width():
            yield f"{type(inner).__name__} {inner.minimumSizeHint().width()} in {area.viewport().width()}"


def _rooms(window: MainWindow, person_id: UUID) -> Iterator[tuple[str, QWidget]]:
    page = window.page
    assert page is not None
    for room in page.rooms:
        page.go(room.name)
        wait_until(window.jobs.idle)
        yield room.name, page.view(room.name)
    page.go("people", new=True)
    rest(20)
    wait_until(window.jobs.idle)
    yield "people new", page.view("people")
    page.go("people", person_id=person_id, refer="amappe_hcr_agr")
    wait_until(window.jobs.idle)
    yield "refer", page.view("people")


def _screens(window: MainWindow, person_id: UUID) -> Iterator[tuple[str, QWidget]]:
    yield from _rooms(window, person_id)
    page = window.page
    assert page is not None
    people = page.view("people")
    assert isinstance(people, PeopleView)
    for target in ("list_file", "anonymous", "people_filter"):
        page.go("people", **{target: True if target != "people_filter" else None})
        wait_until(window.jobs.idle)
        yield f"people {target}", people
    yield from _dossier(window, people, person_id)
    for tool in TOOLS:
        page.go("referrals", tool=tool)
        wait_until(window.jobs.idle)
        yield f"referrals {tool}", page.view("referrals")
    yield from _tabs(window, "admin", page.view("admin"), page.view("admin").tabs)  # type: ignore[attr-defined]


def _dossier(window: MainWindow, people: PeopleView, person_id: UUID) -> Iterator[tuple[str, QWidget]]:
    assert window.page is not None
    window.page.go("people", person_id=person_id)
    panel = people.side.currentWidget()
    assert isinstance(panel, DossierPanel)
    wait_until(lambda: panel.dossier is not None and window.jobs.idle())
    yield from _tabs(window, "dossier", people, panel.tabs)


def _tabs(window: MainWindow, name: str, whole: QWidget, tabs: QTabWidget) -> Iterator[tuple[str, QWidget]]:
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        wait_until(window.jobs.idle)
        yield f"{name} {tabs.tabText(place)}", whole
