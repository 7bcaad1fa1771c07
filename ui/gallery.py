"""Pictures of every screen on invented people: light and dark, French, Arabic and English, 100 and 150 %."""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ui import minute
from ui.application import make_application, make_window
from ui.main_window import MainWindow

PEOPLE = 120
_SIZE = (1366, 768)
_LIST = (
    "Prénom;Nom;Sexe;Né le;Pays;Tél;Observations\n"
    "Essai;Première;F;1990;Guinée;06 61 00 00 01;invented\n"
    "Essai;Deuxième;M;31/02/1990;Mali;0661000002;\n"
    "ESSAI;PREMIERE;F;1990;GIN;+212661000001;\n"
    "Essai;Troisième;;vers 1985;Côte d’Ivoire;;\n"
)


@dataclass(frozen=True, slots=True)
class Look:
    """One way the window can look."""

    name: str
    language: str = "fr"
    theme: str = "light"
    percent: int = 100


LOOKS = (
    Look("fr-clair"), Look("fr-sombre", theme="dark"), Look("ar-clair", "ar"), Look("en-150", "en", percent=150),
    Look("ar-sombre-150", "ar", "dark", 150),
)  # fmt: skip


def main() -> int:
    """Takes them all; prints where they are."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, default=Path("out/gallery"))
    parser.add_argument("--look", choices=[look.name for look in LOOKS], action="append")
    chosen = parser.parse_args()
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        base = str(Path(folder) / "gallery.wasl")
        minute.found_demo(base, more_people=PEOPLE)
        for look in LOOKS:
            if not chosen.look or look.name in chosen.look:
                _take(base, look, chosen.out / look.name)
    print(chosen.out)
    return 0


def _take(base: str, look: Look, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    _prefer(base, look)
    window = make_window(base)
    window.resize(*_SIZE)
    window.show()
    minute.rest()
    window.grab().save(str(out / "0-porte.png"))
    minute.sign_in(window)
    page = window.page
    assert page is not None
    for place, room in enumerate(page.rooms, 1):
        page.go(room.name)
        _settle(window)
        window.grab().save(str(out / f"{place}-{room.name}.png"))
    page.go("people", new=True)
    _settle(window)
    window.grab().save(str(out / "9-reception.png"))
    _take_import(window, out)
    page.go("people", people_filter=None)
    _settle(window)
    window.grab().save(str(out / "11-liste.png"))
    window.close()


def _take_import(window: MainWindow, out: Path) -> None:
    from ui.people.import_panel import ImportPanel
    from ui.people.view import PeopleView

    page = window.page
    assert page is not None
    page.go("people", list_file=True)
    view = page.view("people")
    panel = view.side.currentWidget() if isinstance(view, PeopleView) else None
    assert isinstance(panel, ImportPanel)
    (out / "liste.csv").write_text(_LIST, "utf-8")
    panel.take(out / "liste.csv")
    minute.wait_until(panel.run.isEnabled)
    _settle(window)
    window.grab().save(str(out / "10-import.png"))


def _prefer(base: str, look: Look) -> None:
    from app.accounts.entrance import sign_in, sign_out
    from app.accounts.preferences import change_setting
    from app.settings import LANGUAGE, TEXT_PERCENT, THEME

    workspace = sign_in(base, "amina", minute.PASSWORD)
    for setting, value in ((LANGUAGE, look.language), (THEME, look.theme), (TEXT_PERCENT, look.percent)):
        change_setting(workspace, setting, value)
    sign_out(workspace)


def _settle(window: MainWindow) -> None:
    minute.wait_until(window.jobs.idle)
    minute.rest()


if __name__ == "__main__":
    sys.exit(main())
