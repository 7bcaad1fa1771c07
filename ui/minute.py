"""Plays the agent's minute through the real window, on invented people, in a temporary base; leaves pictures and papers."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.application import make_application, make_window
from ui.desk_page import DeskPage
from ui.main_window import MainWindow
from ui.warming import warm

PASSWORD = "demonstration seulement"
_PATIENCE_SECONDS = 60


class Player:
    """Types like an agent, counts the keys, and takes pictures."""

    def __init__(self, window: MainWindow, out: Path) -> None:
        self.window, self.out = window, out
        self.keys = 0
        self.left: list[Path] = []

    def type(self, text: str) -> None:
        """Types into whatever has the keyboard."""
        self.keys += len(text)
        QTest.keyClicks(self._focused(), text)

    def press(self, key: Qt.Key) -> None:
        """One key."""
        self.keys += 1
        QTest.keyClick(self._focused(), key)

    def _focused(self) -> QWidget:
        # A bare X server without a window manager may leave the window inactive: its own focus is meant then.
        widget = QApplication.focusWidget() or self.window.focusWidget()
        if widget is None:
            raise RuntimeError("nothing has the keyboard")
        return widget

    def picture(self, name: str) -> None:
        """What the window shows now."""
        file = self.out / f"{name}.png"
        self.window.grab().save(str(file))
        self.left.append(file)


def main() -> int:
    """Plays it and prints what was left; 0 when the slip and the workbook are there."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, default=Path("out/agents-minute"))
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        base = str(Path(folder) / "minute.wasl")
        found_demo(base)
        window = make_window(base)
        window.show()
        warm(window)
        wait_until(window.jobs.idle)
        player = Player(window, out)
        seconds = play(player)
        _workbook(player)
        window.close()
    application.processEvents()
    print(f"{player.keys} keys, {seconds:.1f} s of the machine")
    for file in player.left:
        print(file)
    return 0


def play(player: Player) -> float:
    """Sign in, then the timed minute: search, dossier, options, refer, appointment, slip. Gives its seconds."""
    window = player.window
    page = sign_in(window)
    player.picture("1-aujourdhui")
    began = time.monotonic()
    player.keys += 1
    page.go("people")
    people = page.view("people")
    people.focus_first()
    player.type("mamadou d")
    player.press(Qt.Key.Key_Return)
    wait_until(lambda: getattr(people.side.currentWidget(), "dossier", None) is not None)  # type: ignore[attr-defined]
    panel = people.side.currentWidget()  # type: ignore[attr-defined]
    wait_until(lambda: panel.funding.model.rowCount() > 0)
    player.picture("2-dossier")
    panel.funding.table.setFocus()
    panel.funding.choose("amappe_hcr_agr")
    player.press(Qt.Key.Key_Return)
    refer = panel._stack.currentWidget()
    wait_until(lambda: refer.provider_id is not None and refer.slot.count() > 1 and refer.preview._image is not None)
    player.press(Qt.Key.Key_Space)
    player.press(Qt.Key.Key_Tab)
    player.press(Qt.Key.Key_Down)
    if not refer.attest.isChecked() or refer.slot.value() is None:
        raise RuntimeError("the keys did not attest the consent and choose an appointment")
    player.picture("3-apercu")
    player.press(Qt.Key.Key_Return)
    wait_until(lambda: refer.issued is not None or bool(refer.wrong.text()))
    seconds = time.monotonic() - began
    if refer.issued is None:
        raise RuntimeError(refer.wrong.text())
    wait_until(window.jobs.idle)
    rest()
    player.picture("4-bon")
    slip = player.out / f"bon-{refer.issued.number}.pdf"
    slip.write_bytes(refer.issued.content)
    player.left.append(slip)
    return seconds


def sign_in(window: MainWindow) -> DeskPage:
    """Types the password at the door; gives the desk behind it."""
    door = window._stack.currentWidget()
    assert door is not None
    QTest.keyClicks(door.password, PASSWORD)  # type: ignore[attr-defined]
    QTest.keyClick(door.password, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    wait_until(lambda: window.page is not None)
    assert window.page is not None
    rest()
    return window.page


def wait_until(ready: Callable[[], bool]) -> None:
    """Lets the window live until `ready`; RuntimeError when it never is."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while not ready():
        if time.monotonic() > end:
            raise RuntimeError("the window did not come so far")
        rest(20)


def rest(milliseconds: int = 300) -> None:
    """Lets the window live a little. An event loop, for QTest's own wait holds every other thread up."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()  # house: a wait, not a dialog


def found_demo(base: str, language: str = "fr", *, more_people: int = 0) -> None:
    """A base of invented people: three that are played with, and `more_people` with a year of work."""
    from app.accounts.entrance import Founding, found_base, sign_out
    from app.accounts.preferences import change_setting
    from app.people.forms import PaperForm, PersonForm
    from app.people.registration import register_person
    from app.settings import LANGUAGE

    founding = Founding(
        agency_name="Agence Essai (démonstration)", user_name="amina", display_name="Amina Essai", password=PASSWORD,
        city="Rabat", label="RAB", cndp_number="ESSAI",
    )  # fmt: skip
    workspace = found_base(base, founding).workspace
    change_setting(workspace, LANGUAGE, language)
    today = workspace.clock.today()
    invented = (
        ("Mamadou", "Diallo-Essai", "محمدو ديالو"),
        ("Awa", "Keita-Essai", None),
        ("Sara", "Tesfay-Essai", None),
    )
    for given, family, arabic in invented:
        form = PersonForm(given_name=given, family_name=family, name_ar=arabic, city="Rabat", nationality="GIN")
        paper = PaperForm("hcr_refugee", None, None, today + timedelta(days=200))
        register_person(workspace, form, (paper,))
    if more_people:
        from app.upkeep.demo import fill_demo

        fill_demo(workspace, more_people, seed=1)
    sign_out(workspace)


def _workbook(player: Player) -> None:
    from app.indicators.reporting import export_donor

    workspace = player.window.workspace
    assert workspace is not None
    today = workspace.clock.today()
    exported = export_donor(workspace, "enabel", today.replace(month=1, day=1), today)
    file = player.out / "rapport-enabel.xlsx"
    file.write_bytes(exported.content)
    player.left.append(file)


if __name__ == "__main__":
    sys.exit(main())
