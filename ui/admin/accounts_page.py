"""Accounts: who may sign in, with which roles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from resources.i18n import format_list, tr, tr_noop
from ui.admin.list_page import ListPage
from ui.admin.sign_in import password_field
from ui.context import Desk
from ui.models.paged import Column
from ui.people.choices import Choices, translated
from ui.widgets.basic import Button, Words
from ui.widgets.fields import ChoiceField, TextField

ROLES: Choices = (
    ("agent", tr_noop("Agent·e")), ("supervisor", tr_noop("Superviseur·e")), ("administrator", tr_noop("Administrateur·rice")),
    ("protection_officer", tr_noop("Protection des données")),
)  # fmt: skip


class AccountsPage(ListPage):
    """Add an account, give a role, reset a password."""

    def __init__(self, desk: Desk) -> None:
        names = dict(translated(ROLES))
        super().__init__(
            desk,
            [
                Column("name", tr("Compte"), lambda u: u.name, 160),
                Column("shown", tr("Nom affiché"), lambda u: u.display_name, 200),
                Column("roles", tr("Rôles"), lambda u: format_list(names[r] for r in sorted(u.roles)), 300),
                Column("state", tr("État"), lambda u: tr("actif") if u.is_active else tr("fermé"), 100),
            ],
            tr("Comptes"),
        )
        self.name, self.shown, self.own = (
            TextField(tr("nom de compte"), longest=80),
            TextField(tr("nom affiché")),
            password_field(),
        )
        self.own.setPlaceholderText(tr("votre mot de passe"))
        self.role = ChoiceField(translated(ROLES), required=True)
        self.agency = ChoiceField(none_text=tr("cette agence"))
        self.agency.setAccessibleName(tr("Agence"))
        self.agency.hide()
        self._fields(
            self.name,
            self.shown,
            self.role,
            self.agency,
            self.own,
            Button(tr("Ajouter"), self.add, icon_name="user-plus", kind="main"),
        )
        self._fields(
            Button(tr("Donner ce rôle au compte choisi"), self.give_role), Button(tr("Retirer ce rôle"), self.take_role),
            Button(tr("Nouveau mot de passe"), self.reset, icon_name="key-round"), Button(tr("Fermer ou rouvrir"), self.toggle),
        )  # fmt: skip
        self.secret = Words(bold=True, wrap=True)
        self.column.addWidget(self.secret)

    def refresh(self) -> None:
        """Reads the accounts again."""
        from app.accounts.agencies import list_agencies
        from app.accounts.users import list_users

        self.desk.jobs.read("users", list_users, self.desk.workspace, done=self.model.show_all)
        self.desk.jobs.read("users.agencies", list_agencies, self.desk.workspace, done=self._agencies)

    def _agencies(self, cards: list[Any]) -> None:
        """A base of one agency asks nothing."""
        others = [(card.code, card.name) for card in cards if card.id != self.desk.workspace.agency.id]
        self.agency.fill(others)
        self.agency.setVisible(bool(others))

    def add(self) -> None:
        """A new account with a one-time password, shown once."""
        from app.accounts.rights import Role
        from app.accounts.users import add_user

        name = self.name.value() or ""
        self.desk.jobs.write(
            add_user, self.desk.workspace, name, frozenset({Role(self.role.value())}), self.own.text(),
            display_name=self.shown.value() or "", agency=self.agency.value(), done=lambda password: self._tell(name, password),
        )  # fmt: skip

    def reset(self) -> None:
        """A one-time password for the account chosen."""
        from app.accounts.users import reset_password

        if user := self.table.current():
            self.desk.jobs.write(
                reset_password, self.desk.workspace, user.name, self.own.text(),
                done=lambda password: self._tell(user.name, password),
            )  # fmt: skip

    def give_role(self) -> None:
        """Adds the role chosen."""
        from app.accounts.rights import Role

        if user := self.table.current():
            self._change(user, roles=user.roles | {Role(self.role.value())})

    def take_role(self) -> None:
        """Takes the role chosen."""
        from app.accounts.rights import Role

        if user := self.table.current():
            self._change(user, roles=user.roles - {Role(self.role.value())})

    def toggle(self) -> None:
        """Closes the account chosen, or opens it again."""
        if user := self.table.current():
            self._change(user, is_active=not user.is_active)

    def _change(self, user: Any, **changes: Any) -> None:
        from app.accounts.users import change_user

        changed = replace(user, **changes)
        self.desk.jobs.write(
            change_user, self.desk.workspace, user.id, user.version, display_name=changed.display_name,
            roles=frozenset(changed.roles), is_active=changed.is_active, done=self._saved,
        )  # fmt: skip

    def _tell(self, name: str, password: str) -> None:
        self.own.clear()
        self.secret.setText(
            tr("Mot de passe à usage unique de {name}, à donner maintenant : {password}", name=name, password=password)
        )
        self.refresh()
