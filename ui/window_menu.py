"""What the window itself lets people do: tabs, search, lock, privacy, language, theme, text size, help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from resources.i18n import tr, tr_noop
from ui.commands import Command
from ui.theme import icon, sign_size

if TYPE_CHECKING:
    from ui.context import Desk
    from ui.desk_page import DeskPage

# Function keys are the same on AZERTY, QWERTY and Arabic keyboards, where Ctrl+digit may need Shift.
_TAB_KEYS = ("F2", "F3", "F4", "F5", "F6", "F7", "F10", "F11")
LANGUAGE_NAMES = (("fr", "Français"), ("ar", "العربية"), ("en", "English"))
THEME_NAMES = (("light", tr_noop("Clair")), ("dark", tr_noop("Sombre")), ("contrast", tr_noop("Contraste fort")))
TEXT_SIZES = (100, 125, 150, 175, 200)


def window_commands(page: DeskPage, window: Any) -> list[Command]:
    """The window's own commands; `window` is the MainWindow."""
    tabs = [
        Command(
            f"window.tab.{room.name}",
            room.label,
            _goer(page, room.name),
            room.icon,
            shortcuts=(f"Ctrl+{place + 1}", key),
        )
        for place, (room, key) in enumerate(zip(page.rooms, _TAB_KEYS, strict=False))
    ]
    looks = [
        Command(f"window.theme.{name}", text, _chooser(window.choose_theme, name), "contrast")
        for name, text in THEME_NAMES
    ]
    speech = [
        Command(f"window.language.{code}", name, _chooser(window.choose_language, code), "languages")
        for code, name in LANGUAGE_NAMES
    ]
    return [
        *tabs,
        Command("window.search", tr_noop("Rechercher partout"), lambda _: page.field.setFocus(), "search", shortcuts=("Ctrl+K",)),
        Command("window.undo", tr_noop("Annuler la dernière action"), lambda _: page.undo(), "undo-2", shortcuts=("Ctrl+Z",)),
        Command("window.privacy", tr_noop("Masquer les noms"), lambda _: window.toggle_privacy(), "eye-off", shortcuts=("F9",)),
        Command("window.lock", tr_noop("Verrouiller"), lambda _: window.lock(), "lock", shortcuts=("Ctrl+L",)),
        Command("window.switch", tr_noop("Changer d’utilisateur·rice"), lambda _: window.lock(switching=True), "users",
                shortcuts=("Ctrl+Shift+L",)),
        Command("window.protection", tr_noop("Protection et services d’urgence"), lambda _: window.show_protection(), "life-buoy", shortcuts=("F8",)),
        Command("window.help", tr_noop("Aide"), lambda _: window.show_help(), "circle-help", shortcuts=("F1",)),
        Command("window.larger", tr_noop("Texte plus grand"), lambda _: window.step_text(1), "plus", shortcuts=("Ctrl++", "Ctrl+=")),
        Command("window.smaller", tr_noop("Texte plus petit"), lambda _: window.step_text(-1), "minus", shortcuts=("Ctrl+-",)),
        *looks,
        *speech,
    ]  # fmt: skip


class UserMenu:
    """The buttons at the end of the header: privacy, lock, and who is signed in with their menu."""

    def __init__(self, desk: Desk, window: Any) -> None:
        user = QToolButton()
        user.setText(desk.workspace.user.display_name + "  ▾")
        user.setIcon(icon("user", spaced=True))
        user.setIconSize(sign_size(spaced=True))
        user.setToolButtonStyle(_text_beside())
        user.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        user.setAccessibleName(tr("Compte et réglages"))
        user.setMenu(_menu(desk, window, user))
        self.privacy = _button("eye", tr("Masquer les noms (F9)"), window.toggle_privacy)
        self.privacy.setCheckable(True)
        self.buttons: list[QWidget] = [self.privacy, _button("lock", tr("Verrouiller (Ctrl+L)"), window.lock), user]


def _menu(desk: Desk, window: Any, parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    language = menu.addMenu(icon("languages"), tr("Langue"))
    for code, name in LANGUAGE_NAMES:
        language.addAction(name, _calls(window.choose_language, code))
    theme = menu.addMenu(icon("contrast"), tr("Thème"))
    for name, text in THEME_NAMES:
        theme.addAction(tr(text), _calls(window.choose_theme, name))
    size = menu.addMenu(icon("search"), tr("Taille du texte"))
    for percent in TEXT_SIZES:
        size.addAction(f"{percent} %", _calls(window.choose_text, percent))
    menu.addSeparator()
    menu.addAction(icon("key-round"), tr("Changer mon mot de passe"), _calls(window.change_password))
    menu.addAction(icon("users"), tr("Changer d’utilisateur·rice"), lambda: window.lock(switching=True))
    menu.addAction(icon("log-out"), tr("Quitter"), window.close)
    return menu


def _goer(page: DeskPage, room: str) -> Callable[[Desk], None]:
    return lambda _: page.go(room)


def _chooser(choose: Callable[[str], None], value: str) -> Callable[[Desk], None]:
    return lambda _: choose(value)


def _calls(call: Callable[..., object], *values: object) -> Callable[[], object]:
    return lambda: call(*values)


def _button(icon_name: str, tip: str, run: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.clicked.connect(lambda: run())
    return button


def _text_beside() -> Any:
    from PySide6.QtCore import Qt

    return Qt.ToolButtonStyle.ToolButtonTextBesideIcon
