"""The window: the door (welcome, sign-in, lock) or the desk, and what changes both: language, theme, text size."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from app.settings import LANGUAGE, LOCK_AFTER_MINUTES, TEXT_PERCENT, THEME, Setting
from resources.i18n import tr
from ui.input_watch import InputWatch
from ui.jobs import Jobs
from ui.language import put_in_force
from ui.theme import LOOK, apply_look, dress

if TYPE_CHECKING:
    from app.workspace import Workspace
    from ui.desk_page import DeskPage

NAME = "Wasl"


class MainWindow(QMainWindow):
    """One per application."""

    def __init__(self, location: str) -> None:
        super().__init__()
        self.location = location
        self.workspace: Workspace | None = None
        self.page: DeskPage | None = None
        self._states: dict[str, dict[str, Any]] = {}
        self._names_hidden = False
        self.setWindowTitle(NAME)
        dress(self)
        self.resize(1366, 768)
        self.jobs = Jobs(self)
        self.jobs.error.connect(self._tell_error)
        self.jobs.unforeseen.connect(self._tell_unforeseen)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self._watch = InputWatch(self, self._saw)

    def show_door(self) -> None:
        """The welcome where there is no base yet, else the sign-in."""
        from app.accounts.entrance import base_state
        from ui.admin.sign_in import SignInPage
        from ui.admin.welcome import WelcomePage

        page: QWidget
        if base_state(self.location).exists:
            page = SignInPage(self.location, self.jobs, self.enter)
        else:
            page = WelcomePage(self.location, self.jobs, self.enter)
        self._put(page)

    def enter(self, workspace: Workspace) -> None:
        """Somebody is signed in: their language, look and where they left off."""
        self.workspace = workspace
        settings = workspace.settings
        put_in_force(settings.get(LANGUAGE))
        apply_look(_application(), settings.get(THEME), settings.get(TEXT_PERCENT))
        self._build(self._states.pop(workspace.user.name, {}))
        if workspace.user.must_change_password:
            self.change_password()

    def choose_language(self, code: str) -> None:
        """Another language, at once: the desk is made again where it stood."""
        self._keep(LANGUAGE, code)
        put_in_force(code)
        self._rebuild()

    def choose_theme(self, name: str) -> None:
        """Another theme, at once."""
        self._keep(THEME, name)
        apply_look(_application(), name, LOOK.percent)
        self._rebuild()

    def choose_text(self, percent: int) -> None:
        """Another text size, at once."""
        self._keep(TEXT_PERCENT, percent)
        apply_look(_application(), LOOK.name, percent)
        self._rebuild()

    def step_text(self, step: int) -> None:
        """A little larger or smaller."""
        self.choose_text(min(max(LOOK.percent + 25 * step, 100), 200))

    def toggle_privacy(self) -> None:
        """Covers the names while somebody stands near, or shows them again."""
        self._names_hidden = not self._names_hidden
        if self.page is not None:
            self.page.hide_names(self._names_hidden)
            self.page.user_menu.privacy.setChecked(self._names_hidden)

    def lock(self, *, switching: bool = False) -> None:
        """Hides everything until a password is given; what was typed is saved first. `switching` offers other accounts."""
        if self.workspace is None or self.page is None:
            return
        from ui.admin.sign_in import LockPage

        self.page.settle()
        self._idle.stop()
        page = LockPage(self.workspace, self.jobs, self._unlock, switching=switching)
        self._put(page, keep_desk=True)
        self._offer_protection(page, self.lock)

    def change_password(self) -> None:
        """A new password for whoever is signed in."""
        if self.workspace is None:
            return
        from ui.admin.sign_in import PasswordPage

        self._put(PasswordPage(self.workspace, self.jobs, self._back_to_desk), keep_desk=True)

    def show_help(self) -> None:
        """The guide, in the window, at the section of the screen shown."""
        from ui.help_page import HelpPage

        page = HelpPage(self._back_to_desk, self.page.help_topic() if self.page is not None else "")
        self._put(page, keep_desk=True)
        self._offer_protection(page, self._back_to_desk)

    def show_protection(self, back: Callable[[], None] | None = None) -> None:
        """Safety before funding: the sheet of emergency services. From a locked window it comes back to the lock."""
        if self.page is None:
            return
        from ui.protection_page import ProtectionPage

        page = ProtectionPage(self.page.desk, back or self._back_to_desk, may_edit=back is None)
        self._put(page, keep_desk=True)

    def _offer_protection(self, page: QWidget, back: Callable[[], None]) -> None:
        """F8 where the desk and its shortcuts are out of sight."""
        QShortcut(QKeySequence("F8"), page, lambda: self.show_protection(back))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Saves what is being typed, waits for what is being written, closes the base."""
        if self.page is not None:
            self.page.settle()
            self.page.close_down()
            self.page = None
        self.jobs.finish()
        if self.workspace is not None:
            from app.accounts.entrance import sign_out

            sign_out(self.workspace)
            self.workspace = None
        super().closeEvent(event)

    def come_forward(self) -> None:
        """Shows the window above the others: somebody started Wasl a second time."""
        self.showNormal()
        self.raise_()
        self.activateWindow()

    def go(self, room: str, **target: Any) -> None:
        """Shows a room, when somebody is signed in and the window is not locked."""
        if self.page is not None and self._stack.currentWidget() is self.page:
            self.page.go(room, **target)

    def open_scanned(self, code: str) -> None:
        """A slip was scanned: its referral, whatever was open in front of it. At the door a scan does nothing."""
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        if isinstance(dialog := QApplication.activeModalWidget(), QDialog):
            dialog.reject()
        if getattr(self._stack.currentWidget(), "may_be_left", False):
            self._back_to_desk()
        self.go("referrals", code=code)

    def _build(self, state: dict[str, Any]) -> None:
        from ui.desk_page import DeskPage

        assert self.workspace is not None
        old = self.page
        self.page = DeskPage(self.workspace, self.jobs, self)
        if old is not None:
            old.close_down()
        self._put(self.page)
        self.page.restore(state)
        if self._names_hidden:
            self.page.hide_names(True)
        self._start_idle()
        self.setWindowTitle(f"{NAME} - {self.workspace.agency.name}")

    def _rebuild(self) -> None:
        if self.page is not None:
            self.page.settle()
            self._build(self.page.state())

    def _unlock(self, workspace: Workspace) -> None:
        assert self.workspace is not None
        if workspace.user.id == self.workspace.user.id:
            self._back_to_desk()
            return
        if self.page is not None:
            self._states[self.workspace.user.name] = self.page.state()
        self.enter(workspace)

    def _back_to_desk(self) -> None:
        if self.page is not None:
            self._put(self.page)
            self._start_idle()
            self.page.view(self.page.current).focus_first()

    def _put(self, page: QWidget, *, keep_desk: bool = False) -> None:
        """Shows a page and frees the others (but for the desk behind a lock)."""
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        for place in reversed(range(self._stack.count())):
            other = self._stack.widget(place)
            if other is not None and other is not page and not (keep_desk and other is self.page):
                self._stack.removeWidget(other)
                other.deleteLater()
        first = getattr(page, "focus_first", None)
        if first is not None:
            first()

    def _keep(self, setting: Setting[Any], value: object) -> None:
        if self.workspace is not None:
            from app.accounts.preferences import change_setting

            self.jobs.write(change_setting, self.workspace, setting, value)

    def _saw(self, event: QEvent) -> bool:
        """Any key or click puts the auto-lock off."""
        if self.page is not None and self._stack.currentWidget() is self.page:
            self._start_idle()
        return False

    def _start_idle(self) -> None:
        if self.workspace is not None:
            minutes = self.workspace.settings.get(LOCK_AFTER_MINUTES)
            self._idle.start(max(minutes, 1) * 60_000)

    def _tell_error(self, error: Any) -> None:
        if self.page is not None:
            self.page.messages.error(error)

    def _tell_unforeseen(self, error: BaseException) -> None:
        import logging

        logging.getLogger("wasl").error("job failed", exc_info=error)
        if self.page is not None:
            self.page.messages.warn(tr("Une erreur imprévue est survenue. Rien n’a été écrit à moitié."))


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
