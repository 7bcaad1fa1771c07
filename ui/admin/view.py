"""Administration: accounts, the agency's card, its lists, and the journal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.settings import KEEP_PAPER_FILES
from app.workspace import Change
from resources.i18n import format_datetime, tr, tr_noop
from ui.admin.sign_in import password_field
from ui.admin.wordings import WordingsPage
from ui.context import Desk, View
from ui.models.paged import Column, PagedModel
from ui.people.choices import Choices, translated
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Section, Words
from ui.widgets.fields import ChoiceField, Form, TextField
from ui.widgets.table import DataTable

ROLES: Choices = (
    ("agent", tr_noop("Agent·e")), ("supervisor", tr_noop("Superviseur·e")), ("administrator", tr_noop("Administrateur·rice")),
    ("protection_officer", tr_noop("Protection des données")),
)  # fmt: skip


def create(desk: Desk) -> View:
    """The view of this room."""
    return AdminView(desk)


class AdminView(View):
    """One tab for each list."""

    nouns = frozenset({"app_user", "agency", "neighbourhood", "donor_project", "host", "consent_wording"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        tabs = QTabWidget()
        self._pages: list[Any] = []
        if desk.may("manage_accounts"):
            self._add(tabs, AccountsPage(desk), tr("Comptes"))
        if desk.may("manage_agency"):
            self._add(tabs, AgencyPage(desk), tr("Agence"))
        if desk.may("manage_lists"):
            self._add(tabs, NeighbourhoodsPage(desk), tr("Quartiers"))
            self._add(tabs, ProjectsPage(desk), tr("Projets et bailleurs"))
            if desk.may("book"):
                self._add(tabs, HostsPage(desk), tr("Hôtes"))
        if desk.may("edit_wordings"):
            self._add(tabs, WordingsPage(desk), tr("Textes des accords"))
        if desk.may("read_journal"):
            self._add(tabs, JournalPage(desk), tr("Journal"))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(LOOK.px(SPACE[3]),) * 4)
        column.addWidget(tabs)

    def refresh(self, change: Change | None) -> None:
        """Every list again."""
        for page in self._pages:
            page.refresh()

    def _add(self, tabs: QTabWidget, page: Any, title: str) -> None:
        tabs.addTab(page, title)
        self._pages.append(page)
        page.refresh()


class _ListPage(QWidget):
    """A list above, the fields of a new line under it."""

    def __init__(self, desk: Desk, columns: list[Column], name: str) -> None:
        super().__init__()
        self.desk = desk
        self.model = PagedModel(columns)
        self.table = DataTable(self.model, name)
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.table, 1)

    def _fields(self, *parts: QWidget) -> None:
        row = QHBoxLayout()
        for part in parts:
            row.addWidget(part)
        self.column.addLayout(row)

    def _saved(self, _: object = None) -> None:
        self.desk.say.done(tr("Enregistré."), undo=True)
        self.refresh()

    def refresh(self) -> None:
        """Reads the list again."""


class AccountsPage(_ListPage):
    """Add an account, give a role, reset a password."""

    def __init__(self, desk: Desk) -> None:
        names = dict(translated(ROLES))
        super().__init__(
            desk,
            [
                Column("name", tr("Compte"), lambda u: u.name, 160),
                Column("shown", tr("Nom affiché"), lambda u: u.display_name, 200),
                Column("roles", tr("Rôles"), lambda u: ", ".join(names[r] for r in sorted(u.roles)), 300),
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
        self._fields(
            self.name,
            self.shown,
            self.role,
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
        from app.accounts.users import list_users

        self.desk.jobs.read("users", list_users, self.desk.workspace, done=self.model.show_all)

    def add(self) -> None:
        """A new account with a one-time password, shown once."""
        from app.accounts.rights import Role
        from app.accounts.users import add_user

        name = self.name.value() or ""
        self.desk.jobs.write(
            add_user, self.desk.workspace, name, frozenset({Role(self.role.value())}), self.own.text(),
            display_name=self.shown.value() or "", done=lambda password: self._tell(name, password),
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


class AgencyPage(QWidget):
    """The agency's card and logo."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.details: Any = None
        self.logo: bytes | None = None
        form = Form()
        self.fields = {
            "name": TextField(), "name_ar": TextField(), "city": TextField(), "address": TextField(longest=400),
            "phone": TextField(), "cndp_number": TextField(),
        }  # fmt: skip
        labels = (
            tr("Nom de l’agence"),
            tr("Nom en arabe"),
            tr("Ville"),
            tr("Adresse"),
            tr("Téléphone"),
            tr("Numéro CNDP"),
        )
        for (_, field), label in zip(self.fields.items(), labels, strict=True):
            form.add(label, field)
        self.keeps = QCheckBox(tr("Garder les numéros des pièces sans numéro CNDP (décision journalisée)"))
        form.add_wide(self.keeps)
        self.keeps_files = QCheckBox(tr("Garder des copies des pièces d’identité, chiffrées (décision journalisée)"))
        self.keeps_files.setChecked(desk.workspace.settings.get(KEEP_PAPER_FILES))
        self.keeps_files.clicked.connect(self._keep_files)
        form.add_wide(self.keeps_files)
        column = QVBoxLayout(self)
        column.addWidget(Section(tr("La fiche de l’agence")))
        column.addWidget(form)
        row = QHBoxLayout()
        row.addWidget(Button(tr("Choisir un logo…"), self._choose, icon_name="image"))
        row.addWidget(Button(tr("Enregistrer"), self.save, icon_name="save", kind="main"))
        row.addStretch()
        column.addLayout(row)
        column.addStretch()

    def refresh(self) -> None:
        """Reads the card again."""
        from app.accounts.agencies import agency_details

        self.desk.jobs.read("agency", agency_details, self.desk.workspace, done=self._came)

    def save(self) -> None:
        """Keeps it."""
        from app.accounts.agencies import AgencyForm, change_agency

        values = {key: field.value() for key, field in self.fields.items()}
        form = AgencyForm(name=values.pop("name") or "", **values, logo=self.logo,
                          keeps_paper_numbers=True if self.keeps.isChecked() else None)  # fmt: skip
        self.desk.jobs.write(change_agency, self.desk.workspace, self.details.version, form, done=self._saved)

    def _keep_files(self, wanted: bool) -> None:
        from app.accounts.preferences import change_setting

        self.desk.jobs.write(
            change_setting, self.desk.workspace, KEEP_PAPER_FILES, wanted,
            done=lambda _: self.desk.say.done(tr("Décision enregistrée au journal.")),
        )  # fmt: skip

    def _came(self, details: Any) -> None:
        self.details, self.logo = details, details.form.logo
        for key, field in self.fields.items():
            field.show_value(getattr(details.form, key))
        self.keeps.setChecked(bool(details.form.keeps_paper_numbers))

    def _saved(self, details: Any) -> None:
        self._came(details)
        self.desk.say.done(tr("Enregistré ; en vigueur à la prochaine ouverture de session."), undo=True)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Choisir un logo…"), "", "PNG, JPEG (*.png *.jpg *.jpeg)")
        if name:
            self.logo = Path(name).read_bytes()
            self.save()


class NeighbourhoodsPage(_ListPage):
    """The neighbourhoods agents visit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            [Column("city", tr("Ville"), lambda n: n.city, 160), Column("name", tr("Quartier"), lambda n: n.name, 240)],
            tr("Quartiers"),
        )
        self.city, self.name = TextField(tr("Ville")), TextField(tr("Quartier"))
        self._fields(self.city, self.name, Button(tr("Ajouter"), self.add, icon_name="plus", kind="main"))

    def refresh(self) -> None:
        """Reads the list again."""
        from app.accounts.agencies import list_neighbourhoods

        self.desk.jobs.read("neighbourhoods", list_neighbourhoods, self.desk.workspace, done=self.model.show_all)

    def add(self) -> None:
        """Keeps a new one."""
        from app.accounts.agencies import NeighbourhoodCard, save_neighbourhood

        card = NeighbourhoodCard(self.city.value() or "", self.name.value() or "")
        self.desk.jobs.write(save_neighbourhood, self.desk.workspace, card, done=self._saved)


class ProjectsPage(_ListPage):
    """The projects that pay the agents, and their donors."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            [
                Column("name", tr("Projet"), lambda p: p.name, 240),
                Column("donor", tr("Bailleur"), lambda p: p.donor or "", 240),
            ],
            tr("Projets et bailleurs"),
        )
        self.name, self.donor = TextField(tr("Projet")), TextField(tr("Bailleur"))
        self._fields(self.name, self.donor, Button(tr("Ajouter"), self.add, icon_name="plus", kind="main"))

    def refresh(self) -> None:
        """Reads the list again."""
        from app.accounts.agencies import list_donor_projects

        self.desk.jobs.read("donor_projects", list_donor_projects, self.desk.workspace, done=self.model.show_all)

    def add(self) -> None:
        """Keeps a new one."""
        from app.accounts.agencies import DonorProjectCard, save_donor_project

        card = DonorProjectCard(self.name.value() or "", self.donor.value())
        self.desk.jobs.write(save_donor_project, self.desk.workspace, card, done=self._saved)


class HostsPage(_ListPage):
    """Who or what appointments are made with."""

    def __init__(self, desk: Desk) -> None:
        kinds: Choices = (
            ("agent", tr_noop("Agent·e")),
            ("room", tr_noop("Salle")),
            ("partner", tr_noop("Permanence d’un organisme")),
        )
        names = dict(translated(kinds))
        super().__init__(
            desk,
            [
                Column("name", tr("Hôte"), lambda h: h.name, 240),
                Column("kind", tr("Genre"), lambda h: names[h.kind], 240),
            ],
            tr("Hôtes"),
        )
        self.name, self.kind = TextField(tr("Hôte")), ChoiceField(translated(kinds), required=True)
        self._fields(self.name, self.kind, Button(tr("Ajouter"), self.add, icon_name="plus", kind="main"))

    def refresh(self) -> None:
        """Reads the list again."""
        from app.appointments.booking import list_hosts

        self.desk.jobs.read("hosts", list_hosts, self.desk.workspace, done=self.model.show_all)

    def add(self) -> None:
        """Keeps a new one."""
        from app.appointments.booking import save_host

        self.desk.jobs.write(
            save_host, self.desk.workspace, self.name.value() or "", self.kind.value(), done=self._saved
        )


class JournalPage(_ListPage):
    """Who did what and when; without what was written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            [
                Column("at", tr("Quand"), lambda line: format_datetime(line.at), 180),
                Column("actor", tr("Qui"), lambda line: line.actor or "", 160),
                Column("action", tr("Action"), lambda line: tr(f"action.{line.action}"), 320),
            ],
            tr("Journal"),
        )

    def refresh(self) -> None:
        """Reads the newest lines."""
        from app.accounts.journal import read_journal

        self.desk.jobs.read("journal", read_journal, self.desk.workspace, limit=500, done=self.model.show_all)
