"""The door: sign-in, lock with switch of user, and a change of one's own password."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from app.accounts.entrance import sign_in, switch_user, user_names
from app.errors import WaslError, sentence
from resources.i18n import tr
from ui.theme import LOOK, Tone, pixmap
from ui.widgets.basic import Button, Card, Words
from ui.widgets.fields import ChoiceField, Form, TextField, enter_moves_on

if TYPE_CHECKING:
    from app.workspace import Workspace
    from ui.jobs import Jobs

Enter = Callable[["Workspace"], None]


class DoorPage(QWidget):
    """A card in the middle of the window, with a heading, a form, an error line and one main button."""

    def __init__(self, jobs: Jobs, heading: str, under: str, *, width: int = 420) -> None:
        super().__init__()
        self.jobs = jobs
        self.card = Card()
        self.card.setFixedWidth(LOOK.px(width))
        mark = QLabel()
        mark.setPixmap(pixmap("arrow-up-right", Tone.ACCENT, LOOK.px(36)))
        self.card.rows.addWidget(mark)
        self.card.rows.addWidget(Words(heading, size="display", bold=True, wrap=True))
        self.card.rows.addWidget(Words(under, part="quiet", wrap=True))
        self.form = Form()
        self.card.rows.addWidget(self.form)
        self.wrong = Words(part="wrong", wrap=True)
        self.wrong.hide()
        self.card.rows.addWidget(self.wrong)
        self.grid = QGridLayout(self)
        self.grid.addWidget(self.card, 0, 0, Qt.AlignmentFlag.AlignCenter)

    def say_wrong(self, error: WaslError) -> None:
        """What went wrong, under the form."""
        self.wrong.setText(" ".join(sentence(error)))
        self.wrong.show()
        self.card.setEnabled(True)

    def wait(self) -> None:
        """Nothing to type while the door opens."""
        self.wrong.hide()
        self.card.setEnabled(False)


class SignInPage(DoorPage):
    """Name and password. The names come from the key slots, so the first screen needs no base."""

    def __init__(self, location: str, jobs: Jobs, enter: Enter) -> None:
        super().__init__(jobs, tr("Bonjour"), tr("Ouvrez votre session pour commencer."))
        self._location, self._enter = location, enter
        try:
            names = user_names(location)
        except WaslError as error:
            names = []
            self.say_wrong(error)
        self.name = ChoiceField([(name, name) for name in names], required=True)
        self.password = password_field()
        self.form.add(tr("Compte"), self.name)
        self.form.add(tr("Mot de passe"), self.password)
        self.button = Button(tr("Ouvrir la session"), self.submit, kind="main")
        self.card.rows.addWidget(self.button)
        enter_moves_on([self.password], self.submit)

    def focus_first(self) -> None:
        """The password: the name is mostly right already."""
        self.password.setFocus()

    def submit(self) -> None:
        """Opens the base, in a worker: the key takes a while on purpose."""
        self.wait()
        self.jobs.write(
            sign_in,
            self._location,
            self.name.value() or "",
            self.password.text(),
            done=self._enter,
            failed=self._failed,
        )

    def _failed(self, error: WaslError) -> None:
        self.say_wrong(error)
        self.password.selectAll()
        self.password.setFocus()


class LockPage(DoorPage):
    """Everything hidden; the same account, or another one on the open base."""

    def __init__(self, workspace: Workspace, jobs: Jobs, enter: Enter, *, switching: bool = False) -> None:
        super().__init__(jobs, tr("Session verrouillée"), tr("Vos brouillons sont gardés."))
        self._workspace, self._enter = workspace, enter
        names = user_names(workspace.database.location)
        self.name = ChoiceField([(name, name) for name in names], required=True)
        self.name.show_value(workspace.user.name)
        self.password = password_field()
        self.form.add(tr("Compte"), self.name)
        self.form.add(tr("Mot de passe"), self.password)
        self.card.rows.addWidget(Button(tr("Déverrouiller"), self.submit, kind="main", icon_name="lock-open"))
        self._switching = switching
        enter_moves_on([self.password], self.submit)

    def focus_first(self) -> None:
        """The name when switching, else the password."""
        (self.name if self._switching else self.password).setFocus()

    def submit(self) -> None:
        """Checks the password and enters as that account."""
        self.wait()
        self.jobs.write(
            switch_user, self._workspace, self.name.value() or "", self.password.text(),
            done=self._enter, failed=self._failed,
        )  # fmt: skip

    def _failed(self, error: WaslError) -> None:
        self.say_wrong(error)
        self.password.selectAll()
        self.password.setFocus()


class PasswordPage(DoorPage):
    """A new password of one's own."""

    def __init__(self, workspace: Workspace, jobs: Jobs, back: Callable[[], None]) -> None:
        super().__init__(jobs, tr("Nouveau mot de passe"), tr("Une phrase de quelques mots est facile à retenir."))
        self._workspace, self._back = workspace, back
        self.old, self.new, self.again = password_field(), password_field(), password_field()
        self.form.add(tr("Mot de passe actuel"), self.old)
        self.form.add(tr("Nouveau mot de passe"), self.new)
        self.form.add(tr("Encore une fois"), self.again)
        self.card.rows.addWidget(Button(tr("Changer le mot de passe"), self.submit, kind="main"))
        if not workspace.user.must_change_password:
            self.card.rows.addWidget(Button(tr("Retour"), back, kind="flat"))
        enter_moves_on([self.old, self.new, self.again], self.submit)

    def focus_first(self) -> None:
        """The old password first."""
        self.old.setFocus()

    def submit(self) -> None:
        """Changes it when both new ones agree."""
        if self.new.text() != self.again.text():
            self.form.say_wrong(self.again, tr("Les deux mots de passe ne sont pas les mêmes."))
            return
        from app.accounts.users import change_own_password

        self.wait()
        self.jobs.write(
            change_own_password, self._workspace, self.old.text(), self.new.text(),
            done=lambda _: self._back(), failed=self.say_wrong,
        )  # fmt: skip


def password_field() -> TextField:
    """A field that shows dots."""
    field = TextField(longest=500)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
