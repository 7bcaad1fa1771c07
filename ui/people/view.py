"""Entrepreneurs: the registry at the start, the dossier or a reception beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.people.lists.conditions import PeopleFilter
from app.workspace import Change
from resources.i18n import format_number, tr, trn
from ui.context import Desk, View
from ui.models.paged import PAGE, Column, PagedModel
from ui.people.beside import stands_alone
from ui.people.dossier_panel import DossierPanel
from ui.people.import_panel import ImportPanel
from ui.people.list_filter import Chips
from ui.people.list_panel import ListPanel
from ui.people.merge_panel import MergePanel
from ui.people.search import CAP, PeopleSearch
from ui.people.texts_panel import TextsPanel
from ui.people.twins_panel import TwinsPanel
from ui.reception.anonymous import AnonymousPanel
from ui.reception.panel import ReceptionPanel
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, EmptyState, Words
from ui.widgets.fields import SearchField
from ui.widgets.matches import MatchDelegate
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.people.lists.listing import Selection

_DEBOUNCE_MS = 80
_Panel = ReceptionPanel | DossierPanel | ImportPanel | AnonymousPanel | ListPanel | TextsPanel | TwinsPanel | MergePanel


def create(desk: Desk) -> View:
    """The view of this room."""
    return PeopleView(desk)


class PeopleView(View):
    """A name typed is a search; Enter opens the dossier; Ctrl+N begins a reception."""

    nouns = frozenset({
        "person", "person_phone", "identity_document", "project", "need", "consent", "referral", "appointment", "draft",
        "interaction", "household", "household_member", "project_member", "attachment", "twin_pair", "person_merge",
    })  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.person_id: UUID | None = None
        self.field = SearchField(tr("nom, téléphone, pièce, numéro de dossier"))
        self.count = Words(part="quiet", size="small")
        self.filter = PeopleFilter()
        self._total = 0
        self.chips = Chips(self.use_filter, across=1)
        self.model = PagedModel(
            [
                Column("name", tr("Nom"), lambda c: c.display_name, 180, sortable=True, is_name=True),
                Column("registered", tr("Dossier"), lambda c: c.number, 120, sortable=True),
            ],
            self._ask,
        )
        self.table = DataTable(self.model, tr("Registre"))
        self.table.setItemDelegate(MatchDelegate(self._matched, self.table))
        self.search = PeopleSearch(desk, self)
        self.search.began.connect(self._found)
        self.search.ended.connect(self._found_more)
        self.ask_elsewhere = Button("", self._ask_elsewhere, icon_name="send")
        self.ask_elsewhere.hide()
        self._elsewhere: Any = None
        self._hits: list[Any] = []
        self._wants_first = False
        self.side = QStackedWidget()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DEBOUNCE_MS)
        self._timer.timeout.connect(self._list)
        self._lay_out()
        self.field.changed.connect(self._typed)
        self.field.down.connect(self.table.setFocus)
        self.field.returnPressed.connect(self._open_first)
        self.table.opened.connect(lambda card: self.show_person(card.id))
        self.table.clicked.connect(lambda index: self._clicked(index.row()))
        self._list()

    def focus_first(self) -> None:
        """The search field."""
        self.field.setFocus()
        self.field.selectAll()

    def open(self, **target: Any) -> None:
        """`person_id` or a search's `hit` opens a dossier, `new` a reception, `draft_id` an interrupted one,
        `list_file` the import of a list, `anonymous` a consultation without a name, `twins` the review of those that
        look alike, `merge` two of them side by side."""
        if target.get("new") or target.get("draft_id"):
            self.begin_reception(target.get("draft_id"))
        elif target.get("list_file"):
            self.begin_import()
        elif "people_filter" in target:
            self.begin_list(target["people_filter"])
        elif target.get("anonymous"):
            self.consult()
        elif target.get("twins"):
            self._alone(TwinsPanel(self.desk))
        elif pair := target.get("merge"):
            self._alone(MergePanel(self.desk, *pair))
        elif person_id := target.get("person_id") or target.get("hit"):
            self.show_person(person_id)
            panel = self.side.currentWidget()
            if target.get("rights") and isinstance(panel, DossierPanel):
                panel.show_rights()
            if (slug := target.get("refer")) and isinstance(panel, DossierPanel):
                panel.refer(slug)

    def show_person(self, person_id: UUID) -> None:
        """Opens a dossier beside the list."""
        self.settle()
        self.person_id = person_id
        panel = DossierPanel(self.desk, person_id)
        panel.gone.connect(self._lost)
        self._beside(panel)

    def begin_reception(self, draft_id: UUID | None = None) -> None:
        """A new person, or one interrupted; what was typed in the search is their name already."""
        self.settle()
        name = self.field.text() if not draft_id else ""
        self._beside(ReceptionPanel(self.desk, self._received, draft_id, name, self._leave))

    def begin_import(self) -> None:
        """A list to be imported, beside the registry."""
        self._alone(ImportPanel(self.desk, self.show_nothing))

    def consult(self) -> None:
        """What would be open to somebody, without a name; nothing is kept."""
        self._alone(AnonymousPanel(self.desk, self.show_nothing))

    def begin_list(self, filter_: PeopleFilter | None = None) -> None:
        """The registry as a list: conditions, columns, what is done with those chosen."""
        self.settle()
        self.person_id = None
        if filter_ is not None:
            self.use_filter(filter_)
        self._beside(ListPanel(self.desk, self.filter, self.use_filter, self.show_person, self._write_texts))

    def use_filter(self, filter_: PeopleFilter) -> None:
        """Narrows the registry, and the list beside it."""
        current = self.side.currentWidget()
        if filter_ == self.filter:
            return
        self.filter, self._total = filter_, 0
        self.chips.show_filter(filter_)
        if isinstance(current, ListPanel) and current.filter != filter_:
            current.use(filter_, tell=False)
        self._list()

    def _write_texts(self, selection: Selection) -> None:
        self._beside(TextsPanel(self.desk, selection, self.begin_list))

    def show_nothing(self) -> None:
        """The side as it is when nobody is chosen."""
        self._beside(_nobody())

    def _lost(self) -> None:
        """The dossier that was open is no longer this agency's, or no longer at all."""
        self.person_id = None
        self.show_nothing()

    def _leave(self) -> None:
        self.show_nothing()
        self.focus_first()

    def refresh(self, change: Change | None) -> None:
        """The list, and the dossier that is open."""
        self._list()
        current = self.side.currentWidget()
        if isinstance(current, DossierPanel | ListPanel | TwinsPanel):
            current.refresh()

    def help_topic(self) -> str:
        """What stands beside the registry."""
        current = self.side.currentWidget()
        if isinstance(current, DossierPanel):
            return current.help_topic()
        named = ((ReceptionPanel, "reception"), (ImportPanel, "import"), (ListPanel, "list"), (TextsPanel, "list"))
        return next((topic for kind, topic in named if isinstance(current, kind)), "")

    def hide_names(self, hidden: bool) -> None:
        """Privacy mode."""
        self.model.hides_names = hidden
        self.table.viewport().update()
        current = self.side.currentWidget()
        if isinstance(current, DossierPanel | ImportPanel | ListPanel | TextsPanel | TwinsPanel | MergePanel):
            current.hide_names(hidden)

    def state(self) -> dict[str, Any]:
        """The search typed and the dossier open."""
        current = self.side.currentWidget()
        draft = current.draft_id if isinstance(current, ReceptionPanel) and current.has_text() else None
        told = {"text": self.field.text(), "person_id": self.person_id, "draft_id": draft, "filter": self.filter}
        typed = current.typed_meanwhile() if isinstance(current, ReceptionPanel) else {}
        return told | {"list": isinstance(current, ListPanel), "twins": isinstance(current, TwinsPanel), "typed": typed}

    def restore(self, state: dict[str, Any]) -> None:
        """Comes back to it."""
        self.field.setText(state.get("text", ""))
        self.use_filter(state.get("filter", self.filter))
        if state.get("draft_id"):
            self.begin_reception(state["draft_id"])
            panel = self.side.currentWidget()
            if isinstance(panel, ReceptionPanel):
                panel.type_again(state.get("typed", {}))
        elif state.get("person_id"):
            self.show_person(state["person_id"])
        elif state.get("list"):
            self.begin_list()
        elif state.get("twins"):
            self.open(twins=True)

    def settle(self) -> None:
        """Saves what is being typed in a reception or a dossier."""
        current = self.side.currentWidget()
        if isinstance(current, ReceptionPanel | DossierPanel):
            current.settle()

    def _typed(self) -> None:
        self._wants_first = False
        self._timer.start()

    def _lay_out(self) -> None:
        self._left = left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addStretch()
        lists = Button("", self.begin_list, icon_name="filter", kind="flat", tip=tr("Filtrer et faire une liste"))
        lists.setAccessibleName(tr("Filtrer et faire une liste"))
        row.addWidget(lists)
        alike = Button("", lambda: self.open(twins=True), icon_name="users", kind="flat", tip=tr("Doublons à revoir"))
        alike.setAccessibleName(tr("Doublons à revoir"))
        row.addWidget(alike)
        if self.desk.may("import_people"):
            bring = Button("", self.begin_import, icon_name="upload", kind="flat", tip=tr("Importer une liste"))
            bring.setAccessibleName(tr("Importer une liste"))
            row.addWidget(bring)
        row.addWidget(Button(tr("Nouvelle personne"), self.begin_reception, icon_name="user-plus", kind="main"))
        column.addLayout(row)
        column.addWidget(self.count)
        column.addWidget(self.ask_elsewhere)
        column.addWidget(self.chips)
        column.addWidget(self.table)
        left.setFixedWidth(LOOK.px(340))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(*(LOOK.px(SPACE[3]),) * 4)
        whole.setSpacing(LOOK.px(SPACE[3]))
        whole.addWidget(left)
        whole.addWidget(self.side, 1)
        self.side.addWidget(_nobody())

    def _beside(self, panel: _Panel | EmptyState) -> None:
        while self.side.count():
            old = self.side.widget(0)
            if old is None:
                break
            self.side.removeWidget(old)
            old.deleteLater()
        self.side.addWidget(panel)
        self._make_room()
        self.side.setCurrentWidget(panel)
        if not isinstance(panel, EmptyState):
            panel.focus_first()

    def _alone(self, panel: _Panel) -> None:
        """Beside the registry, and no dossier with it."""
        self.settle()
        self.person_id = None
        self._beside(panel)

    def resizeEvent(self, event: Any) -> None:
        """A wider window has room for the registry again."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self._left.setHidden(stands_alone(self.side.currentWidget(), self._left))

    def _received(self, person_id: UUID) -> None:
        self.field.clear()
        self.show_person(person_id)

    def _list(self) -> None:
        text = self.field.text().strip()
        if text:
            self.search.ask(text)
        else:
            self.search.stop()
            self._show_elsewhere(None)
            self.model.restart()

    def _ask(self, page: int, order: str, descending: bool) -> None:
        from app.people.lists.listing import cards_of_list

        key = f"people.{page}" if page else "people"
        by = "number" if order == "registered" else order
        self.desk.jobs.read(
            key, cards_of_list, self.desk.workspace, self.filter, page, PAGE, by, descending, done=self._came
        )

    def _came(self, result: Any) -> None:
        from app.people.lists.listing import count_of_list

        if result.page:
            self.model.take(result.page, result.rows, self.model.rowCount())
            return
        # What was counted before stands until it is counted anew: the place one has scrolled to is kept.
        self.model.take(0, result.rows, max(len(result.rows), 0 if result.is_last else self._total))
        if result.is_last:
            self._counted(len(result.rows))
        else:  # counted apart: the first lines of a million people are there before their number
            self.desk.jobs.read("people.count", count_of_list, self.desk.workspace, self.filter, done=self._counted)

    def _counted(self, total: int) -> None:
        self._total = total
        if not self.field.text().strip():
            self.model.grow(total)
            self.count.setText(trn("{n} personne", "{n} personnes", total))

    def _found(self, hits: list[Any]) -> None:
        """What is written so, at once."""
        self._hits = hits
        self.model.show_all([hit for hit in hits if hit.elsewhere is None])
        self._say_found()
        self._open_awaited()

    def _found_more(self, hits: list[Any]) -> None:
        """What sounds alike comes below: nothing moves under the hand."""
        self._hits = [*self._hits, *hits]
        self.model.extend([hit for hit in hits if hit.elsewhere is None])
        self._say_found()
        self._open_awaited()
        if self._wants_first:
            self._wants_first = False
            self.begin_reception()

    def _say_found(self) -> None:
        elsewhere = next((hit for hit in self._hits if hit.elsewhere is not None), None)
        shown = f"{format_number(CAP)}+" if len(self._hits) >= CAP else format_number(self.model.rowCount())
        self._show_elsewhere(elsewhere)
        self.count.setText(tr("{n} trouvées", n=shown))

    def _open_awaited(self) -> None:
        if self._wants_first and (card := self.model.row(0)) is not None:
            self._wants_first = False
            self.show_person(card.id)

    def _matched(self, shown: str) -> Sequence[tuple[int, int]]:
        from app.people.matched import matched_parts

        return matched_parts(self.search.text, shown) if self.search.text and not self.model.hides_names else ()

    def _show_elsewhere(self, hit: Any) -> None:
        """A dossier of another agency: only that it exists, and the one thing to do (P11)."""
        self._elsewhere = hit
        self.ask_elsewhere.setVisible(hit is not None)
        if hit is not None:
            self.ask_elsewhere.setText(tr("un dossier existe à {agency}, demander", agency=hit.elsewhere))
            self.ask_elsewhere.allow(self.desk.may("edit_people"), tr("Votre compte ne demande pas de dossier."))

    def _ask_elsewhere(self) -> None:
        from app.desk.requests import ask_for_dossier

        self.desk.jobs.write(
            ask_for_dossier, self.desk.workspace, self._elsewhere.id,
            done=lambda agency: self.desk.say.done(tr("Demande envoyée à {agency}.", agency=agency), undo=True),
        )  # fmt: skip

    def _open_first(self) -> None:
        card = None if self._timer.isActive() or self.search.is_beginning() else self.model.row(0)
        if self._timer.isActive() or self.search.is_beginning() or (card is None and self.search.is_ending()):
            self._wants_first = True  # the answer is on its way: Enter means its first line
        elif card is not None:
            self.show_person(card.id)
        else:
            self.begin_reception()

    def _clicked(self, place: int) -> None:
        if (card := self.model.row(place)) is not None:
            self.show_person(card.id)


def _nobody() -> EmptyState:
    return EmptyState("users", tr("Tapez un nom : s’il est connu, le dossier s’ouvre ; sinon, une réception commence."))
