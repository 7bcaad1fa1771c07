"""Administration: accounts, the agency's card, its lists, and the journal."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.workspace import Change
from resources.i18n import tr
from ui.admin.accounts_page import AccountsPage
from ui.admin.agencies import AgenciesPage
from ui.admin.agency_page import AgencyPage
from ui.admin.catalogue_page import CataloguePage
from ui.admin.lists_pages import HostsPage, JournalPage, NeighbourhoodsPage, ProjectsPage
from ui.admin.retention import RetentionPage
from ui.admin.wordings import WordingsPage
from ui.context import Desk, View
from ui.theme import LOOK, SPACE
from ui.widgets.lazy_tabs import LazyTabs


def create(desk: Desk) -> View:
    """The view of this room."""
    return AdminView(desk)


class AdminView(View):
    """One tab for each list, for whoever may."""

    nouns = frozenset(
        {"app_user", "agency", "neighbourhood", "donor_project", "host", "consent_wording", "directory_entry"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tabs = LazyTabs()
        kinds: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
            (AccountsPage, tr("Comptes"), ("manage_accounts",)),
            (AgencyPage, tr("Agence"), ("manage_agency",)),
            (AgenciesPage, tr("Agences"), ("manage_agency",)),
            (NeighbourhoodsPage, tr("Quartiers"), ("manage_lists",)),
            (ProjectsPage, tr("Projets et bailleurs"), ("manage_lists",)),
            (HostsPage, tr("Hôtes"), ("manage_lists", "book")),
            (WordingsPage, tr("Textes des accords"), ("edit_wordings",)),
            (CataloguePage, tr("Catalogue"), ("edit_directory",)),
            (RetentionPage, tr("Conservation"), ("person_rights",)),
            (JournalPage, tr("Journal"), ("read_journal",)),
        )
        self.kinds = [kind for kind, _, rights in kinds if all(desk.may(right) for right in rights)]
        for kind, title, rights in kinds:
            if all(desk.may(right) for right in rights):
                self.tabs.add(title, lambda kind=kind: self._made(kind))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(LOOK.px(SPACE[3]),) * 4)
        column.addWidget(self.tabs)

    def show_page(self, kind: type[QWidget]) -> QWidget:
        """Shows the tab of a kind of page and gives the page."""
        place = self.kinds.index(kind)
        self.tabs.setCurrentIndex(place)
        page = self.tabs.page(place)
        assert page is not None
        return page

    def refresh(self, change: Change | None) -> None:
        """The list that is seen; the others when they are shown."""
        for page in self.tabs.made.values():
            page.refresh()  # type: ignore[attr-defined]

    def state(self) -> dict[str, Any]:
        """The tab shown."""
        return {"tab": self.tabs.currentIndex()}

    def restore(self, state: dict[str, Any]) -> None:
        """Comes back to it."""
        self.tabs.setCurrentIndex(min(state.get("tab", 0), self.tabs.count() - 1))

    def _made(self, kind: Any) -> QWidget:
        page: QWidget = kind(self.desk)
        page.refresh()  # type: ignore[attr-defined]
        return page
