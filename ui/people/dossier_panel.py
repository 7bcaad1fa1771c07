"""A dossier: who it is at the top, then what is open to them and what was done, one tab each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.errors import NotFound, WaslError
from app.people.forms import Dossier, PaperCard
from resources.i18n import country_name, format_date, format_phone, is_rtl, isolated, tr
from ui.context import Desk
from ui.people.appointments_tab import AppointmentsTab
from ui.people.choices import paper_label
from ui.people.consent_tab import ConsentTab
from ui.people.facts_tab import FactsTab
from ui.people.file_viewer import FileViewer
from ui.people.files_part import scaled
from ui.people.funding_tab import FundingTab
from ui.people.journal_tab import JournalTab
from ui.people.rights_tab import RightsTab
from ui.people.unmerge_panel import UnmergePanel
from ui.referrals.refer_panel import ReferPanel
from ui.referrals.table import ReferralsTable
from ui.signs import badge
from ui.slices import in_slices
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Badge, Card, Words, clear, scrolled
from ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.desk.side_by_side import MergeCard
    from app.people.attachments import AttachmentCard

_PHOTO_SIDE = 56
_TOPICS = ("funding", "dossier", "consents", "referrals", "appointments", "dossier", "rights")
"""What the guide calls the tabs."""


class DossierPanel(QWidget):
    """Loads once, then each tab works on its own. `gone`: the dossier is not, or no longer, this agency's."""

    gone = Signal()

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self.dossier: Dossier | None = None
        self._hidden = False
        self._photo_bytes: bytes | None = None
        self._stale: set[int] = set()
        self._is_behind = False
        self._stack = QStackedWidget()
        self._desk_side = QWidget()
        self._stack.addWidget(self._desk_side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._lay_out()
        in_slices(self, self._load)
        self._note_view()

    def focus_first(self) -> None:
        """The list of what is open to the person."""
        self.funding.focus_first()

    def refresh(self) -> None:
        """Something of this dossier changed: what is seen is read again now, the rest when it is shown."""
        self._stale = set(self._made)
        self._is_behind = self._stack.currentWidget() is not self._desk_side
        if not self._is_behind:
            self._load()
            self._renew(self.tabs.currentIndex())

    def settle(self) -> None:
        """Keeps what was changed in the form and not saved, as a draft."""
        for tab in self._made.values():
            if isinstance(tab, FactsTab):
                tab.settle()

    def refer(self, slug: str) -> None:
        """Opens the slip's preview for an entry."""
        panel = ReferPanel(self.desk, self.person_id, slug, self._back)
        self._stack.addWidget(panel)
        self._stack.setCurrentWidget(panel)
        panel.focus_first()

    def show_file(self, card: AttachmentCard) -> None:
        """Shows a file of the dossier inside the window."""
        viewer = FileViewer(self.desk, card, self._back)
        self._stack.addWidget(viewer)
        self._stack.setCurrentWidget(viewer)
        viewer.focus_first()

    def take_merge_back(self, merge: MergeCard) -> None:
        """Two dossiers again, and whose is what was written since."""
        number = self.dossier.card.number if self.dossier is not None else ""
        panel = UnmergePanel(self.desk, merge, number, self._back)
        self._stack.addWidget(panel)
        self._stack.setCurrentWidget(panel)
        panel.focus_first()

    def hide_names(self, hidden: bool) -> None:
        """Privacy mode: no name, no picture."""
        self._hidden = hidden
        self._show_photo(self._photo_bytes)
        shown = self._stack.currentWidget()
        if isinstance(shown, FileViewer):
            shown.hide_names(hidden)
        for tab in self._made.values():
            if isinstance(tab, FactsTab):
                tab.hide_names(hidden)
        if self.dossier is not None:
            self._show(self.dossier)

    def _back(self) -> None:
        panel = self._stack.currentWidget()
        self._stack.setCurrentWidget(self._desk_side)
        if panel is not None and panel is not self._desk_side:
            self._stack.removeWidget(panel)
            panel.deleteLater()
        if self._is_behind:
            self.refresh()
        self.focus_first()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._desk_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[2]))
        self._head = Card()
        self._name = Words(size="title", bold=True, wrap=True)
        self._line = Words(part="quiet", wrap=True)
        self._badges = Flow()
        self._photo = QLabel()
        self._photo.setAccessibleName(tr("Photo de la personne"))
        self._photo.hide()
        top, names = QHBoxLayout(), QVBoxLayout()
        names.addWidget(self._name)
        names.addWidget(self._line)
        top.addWidget(self._photo)
        top.addLayout(names, 1)
        self._head.rows.addLayout(top)
        self._head.rows.addLayout(self._badges)
        column.addWidget(self._head)
        self.tabs = QTabWidget()
        self.funding = FundingTab(self.desk, self.person_id, self.refer)
        self._made: dict[int, QWidget] = {0: self.funding}
        self.tabs.addTab(scrolled(self.funding), tr("Financements"))
        for title in (tr("Dossier et pièces"), tr("Accords"), tr("Référencements"), tr("Rendez-vous"), tr("Journal")):
            self.tabs.addTab(_page(), title)
        if self.desk.may("person_rights"):
            self.tabs.addTab(_page(), tr("Droits"))
        self.tabs.currentChanged.connect(self._make)
        column.addWidget(self.tabs, 1)

    def _make(self, place: int) -> None:
        """A tab is made when it is first shown: making all six at once would hold the window up."""
        if place in self._made:
            self._renew(place)
            return
        kinds = (FundingTab, FactsTab, ConsentTab, ReferralsTable, AppointmentsTab, JournalTab, RightsTab)
        tab: QWidget = kinds[place](self.desk, self.person_id)  # type: ignore[call-arg]
        self._made[place] = tab
        page = self.tabs.widget(place)
        layout = page.layout() if page is not None else None
        assert layout is not None
        layout.addWidget(scrolled(tab))
        if isinstance(tab, FactsTab):
            tab.files.opened.connect(self.show_file)
            tab.hide_names(self._hidden)
        if isinstance(tab, JournalTab):
            tab.merges.opened.connect(self.take_merge_back)
        if self.dossier is not None and isinstance(tab, FactsTab | ConsentTab | RightsTab):
            tab.show_dossier(self.dossier)

    def help_topic(self) -> str:
        """What the guide is asked about: the tab that is open."""
        return _TOPICS[self.tabs.currentIndex()]

    def show_rights(self) -> None:
        """The person's rights, where an idle dossier is erased."""
        if self.desk.may("person_rights"):
            self.tabs.setCurrentIndex(self.tabs.count() - 1)

    def _lost(self, error: WaslError) -> None:
        """Erased or handed over while it was open: shown no longer. Never there: said."""
        if self.dossier is None or not isinstance(error, NotFound):
            self.desk.say.error(error)
        if isinstance(error, NotFound):
            self.gone.emit()

    def _note_view(self) -> None:
        from app.people.viewing import note_view

        self.desk.jobs.write(note_view, self.desk.workspace, self.person_id, failed=lambda _: None)

    def _renew(self, place: int) -> None:
        tab = self._made.get(place)
        if place in self._stale and isinstance(tab, FundingTab | ReferralsTable | AppointmentsTab | JournalTab):
            tab.refresh()
        self._stale.discard(place)

    def _load(self) -> None:
        from app.people.dossier import dossier

        self.desk.jobs.read(
            f"dossier.{self.person_id}",
            dossier,
            self.desk.workspace,
            self.person_id,
            done=self._show,
            failed=self._lost,
        )
        self._load_photo()

    def _load_photo(self) -> None:
        from app.people.attachments import photo_of

        key = f"photo.{self.person_id}"
        self.desk.jobs.read(
            key, photo_of, self.desk.workspace, self.person_id, done=self._show_photo, failed=lambda _: None
        )  # a dossier that is gone says so once, where it is read

    def _show_photo(self, content: bytes | None) -> None:
        self._photo_bytes = content
        picture = QPixmap()
        shown = content is not None and not self._hidden and picture.loadFromData(content)
        self._photo.setVisible(shown)
        if shown:
            self._photo.setPixmap(scaled(picture, LOOK.px(_PHOTO_SIDE), self.devicePixelRatioF()))

    def _show(self, whole: Dossier) -> None:
        self.dossier = whole
        card = whole.card
        self._name.setText(
            "•••••"
            if self._hidden
            else _start() + "   ".join(isolated(p) for p in (card.display_name, card.name_ar) if p)
        )
        age = whole.form.birth.age_range(self.desk.workspace.clock.today()) if whole.form.birth else None
        parts = [
            card.number,
            whole.form.sex or "",
            tr("{n} ans", n=age[0] if age[0] == age[1] else f"{age[0]}-{age[1]}") if age else "",
            country_name(card.nationality) if card.nationality else "",
            card.city or "",
            format_phone(card.phone) if card.phone and not self._hidden else "",
        ]
        self._line.setText(_start() + "  ·  ".join(isolated(part) for part in parts if part))
        self._show_badges(whole)
        for tab in self._made.values():
            if isinstance(tab, FactsTab | ConsentTab | RightsTab):
                tab.show_dossier(whole)

    def _show_badges(self, whole: Dossier) -> None:
        from app.people.remarks import carer_lacks
        from app.people.situations import SITUATION_LABELS

        clear(self._badges)
        for situation in sorted(whole.situations.situations):
            self._badges.addWidget(Badge(tr(SITUATION_LABELS.get(situation, situation)), "id-card", Tone.ACCENT))
        if whole.situations.is_unknown:
            self._badges.addWidget(badge("unknown"))
        for paper in whole.situations.to_renew:
            ended = format_date(paper.expires_on) if paper.expires_on else ""
            self._badges.addWidget(Badge(tr("À renouveler (fini le {date})", date=ended), "triangle-alert", Tone.ASK))
        for ending in expiring_papers(whole, self.desk.workspace.clock.today()):
            self._badges.addWidget(Badge(_ends(ending), "clock", Tone.ASK))
        if carer_lacks(whole.form, self.desk.workspace.clock.today()):
            self._badges.addWidget(Badge(tr("Moins de 18 ans : responsable à noter"), "triangle-alert", Tone.ASK))
        if whole.card.has_consent:
            self._badges.addWidget(Badge(tr("Accord recueilli"), "check", Tone.GOOD))
        else:
            self._badges.addWidget(Badge(tr("Accord à recueillir"), "triangle-alert", Tone.ASK))


def expiring_papers(whole: Dossier, today: date) -> list[PaperCard]:
    """The papers that end soon, the first to end first."""
    from app.people.papers import Paper, Validity

    soon = [
        paper
        for paper in whole.papers
        if Paper(paper.form.type, None, paper.form.expires_on).validity(today) is Validity.ENDS_SOON
    ]
    return sorted(soon, key=lambda paper: paper.form.expires_on or today)


def _ends(paper: PaperCard) -> str:
    ends = format_date(paper.form.expires_on) if paper.form.expires_on else ""
    return tr("{paper} : à renouveler avant le {date}", paper=paper_label(paper.form.type), date=ends)


def _start() -> str:
    """In Arabic a line begins at the right, whatever letters its first word is written in."""
    return "\u200f" if is_rtl() else ""


def _page() -> QWidget:
    page = QWidget()
    QVBoxLayout(page).setContentsMargins(0, 0, 0, 0)
    return page
