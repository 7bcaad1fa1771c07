"""The lists a supervisor keeps: neighbourhoods, projects and donors, hosts of appointments; and the journal."""

from __future__ import annotations

from typing import Any

from resources.i18n import format_datetime, tr, tr_noop
from ui.admin.list_page import EditableList, ListPage
from ui.context import Desk
from ui.models.paged import Column
from ui.people.choices import Choices, translated
from ui.widgets.fields import ChoiceField, TextField


class NeighbourhoodsPage(EditableList):
    """The neighbourhoods agents visit."""

    def __init__(self, desk: Desk) -> None:
        columns = [
            Column("city", tr("Ville"), lambda n: n.city, 160), Column("name", tr("Quartier"), lambda n: n.name, 240),
            Column("name_ar", tr("Nom en arabe"), lambda n: n.name_ar or "", 240),
        ]  # fmt: skip
        fields = {
            "city": TextField(tr("Ville")),
            "name": TextField(tr("Quartier")),
            "name_ar": TextField(tr("Nom en arabe")),
        }
        super().__init__(desk, columns, tr("Quartiers"), dict(fields))

    def refresh(self) -> None:
        """Reads the list again."""
        from app.accounts.agencies import list_neighbourhoods

        self.desk.jobs.read("neighbourhoods", list_neighbourhoods, self.desk.workspace, done=self.model.show_all)

    def keep(self, chosen: Any, values: dict[str, Any], *, is_active: bool) -> None:
        """A neighbourhood, new or changed."""
        from app.accounts.agencies import NeighbourhoodCard, save_neighbourhood

        card = NeighbourhoodCard(
            values["city"] or "", values["name"] or "", values["name_ar"], is_active,
            chosen.id if chosen else None, chosen.version if chosen else 0,
        )  # fmt: skip
        self.desk.jobs.write(save_neighbourhood, self.desk.workspace, card, done=self._saved)


class ProjectsPage(EditableList):
    """The projects that pay the agents, and their donors."""

    def __init__(self, desk: Desk) -> None:
        columns = [
            Column("name", tr("Projet"), lambda p: p.name, 240),
            Column("donor", tr("Bailleur"), lambda p: p.donor or "", 240),
        ]
        fields = {"name": TextField(tr("Projet")), "donor": TextField(tr("Bailleur"))}
        super().__init__(desk, columns, tr("Projets et bailleurs"), dict(fields))

    def refresh(self) -> None:
        """Reads the list again."""
        from app.accounts.agencies import list_donor_projects

        self.desk.jobs.read("donor_projects", list_donor_projects, self.desk.workspace, done=self.model.show_all)

    def keep(self, chosen: Any, values: dict[str, Any], *, is_active: bool) -> None:
        """A project, new or changed."""
        from app.accounts.agencies import DonorProjectCard, save_donor_project

        card = DonorProjectCard(
            values["name"] or "", values["donor"], chosen.starts_on if chosen else None, chosen.ends_on if chosen else None,
            is_active, chosen.id if chosen else None, chosen.version if chosen else 0,
        )  # fmt: skip
        self.desk.jobs.write(save_donor_project, self.desk.workspace, card, done=self._saved)


class HostsPage(EditableList):
    """Who or what appointments are made with."""

    def __init__(self, desk: Desk) -> None:
        kinds: Choices = (
            ("agent", tr_noop("Agent·e")),
            ("room", tr_noop("Salle")),
            ("partner", tr_noop("Permanence d’un organisme")),
        )
        names = dict(translated(kinds))
        columns = [
            Column("name", tr("Hôte"), lambda h: h.name, 240),
            Column("kind", tr("Genre"), lambda h: names[h.kind], 240),
            Column("place", tr("Lieu"), lambda h: h.place or "", 200),
        ]
        fields: dict[str, TextField | ChoiceField] = {
            "name": TextField(tr("Hôte")), "kind": ChoiceField(translated(kinds), required=True),
            "place": TextField(tr("Lieu")),
        }  # fmt: skip
        super().__init__(desk, columns, tr("Hôtes"), fields)

    def refresh(self) -> None:
        """Reads the list again."""
        from app.appointments.booking import list_hosts

        self.desk.jobs.read("hosts", list_hosts, self.desk.workspace, done=self.model.show_all)

    def keep(self, chosen: Any, values: dict[str, Any], *, is_active: bool) -> None:
        """A host, new or changed."""
        from app.appointments.booking import save_host

        self.desk.jobs.write(
            save_host, self.desk.workspace, values["name"] or "", values["kind"], place=values["place"],
            capacity=chosen.capacity if chosen else 1, is_active=is_active, host_id=chosen.id if chosen else None,
            version=chosen.version if chosen else 0, done=self._saved,
        )  # fmt: skip


class JournalPage(ListPage):
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
