"""Financements: the directory by kind, and beside it an entry's page, its phone check or whatever one does with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.workspace import Change
from resources.i18n import current_language, format_date, tr
from ui.context import Desk, View
from ui.funding.check_panel import CheckPanel
from ui.funding.entry_panel import EntryPanel
from ui.models.paged import Column, PagedModel
from ui.signs import sign_of, word_of
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import EmptyState, clear, scrolled
from ui.widgets.fields import ChoiceField, SearchField
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.funding.checks import EntryPage
    from app.funding.directory import ListedEntry
    from app.referrals.evidence import Proposal

_STALE = "stale"


def create(desk: Desk) -> View:
    """The view of this room."""
    return FundingView(desk)


class FundingView(View):
    """A list with its filter, and the entry chosen."""

    nouns = frozenset({"directory_entry", "branch", "provider", "entry_check", "refusal_evidence"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.field = SearchField(tr("chercher dans l’annuaire"))
        self.kind = ChoiceField(
            [("funding", tr("Financements")), ("enabler", tr("Étapes")), ("service", tr("Services")),
             (_STALE, tr("À rappeler"))],
            none_text=tr("Tout"),
        )  # fmt: skip
        self.kind.setAccessibleName(tr("Filtre"))
        language = current_language()
        self.model = PagedModel(
            [
                Column("title", tr("Fiche"), lambda e: e.entry.title.get(language), 210),
                Column("state", tr("Disponibilité"), lambda e: word_of(e.entry.availability.state), 130,
                       sign=lambda e: sign_of(e.entry.availability.state)),
                Column("checked", tr("Vérifiée"), _checked, 90, sign=self._stale_sign),
            ]
        )  # fmt: skip
        self.table = DataTable(self.model, tr("Annuaire"))
        self.slug: str | None = None
        self.panel: QWidget | None = None
        self._all: list[ListedEntry] = []
        self._page = QVBoxLayout()
        self._lay_out()
        self.field.changed.connect(self._filter)
        self.kind.changed.connect(self._filter)
        self.table.chosen.connect(lambda one: self._ask(one.entry.id))
        self.refresh(None)

    def focus_first(self) -> None:
        """The search field."""
        self.field.setFocus()

    def open(self, **target: Any) -> None:
        """`hit` (an entry's id) shows an entry, `check` begins its phone check, `lesson` edits what a refusal proposes,
        `kind` filters.
        """
        if "kind" in target:
            self.kind.show_value(target["kind"])
            self._filter()
        if lesson := target.get("lesson"):
            from app.referrals.evidence import proposal_of

            self.desk.jobs.read("lesson", proposal_of, self.desk.workspace, lesson, done=self._propose)
        if slug := target.get("hit") or target.get("check"):
            self.kind.show_value(None)
            self.field.clear()
            self._ask(slug, self._check if target.get("check") else None)

    def refresh(self, change: Change | None) -> None:
        """Reads the directory again, and the page that is shown."""
        from app.funding.directory import list_entries

        self.desk.jobs.read("directory", list_entries, self.desk.workspace, done=self._came)
        if self.slug is not None and isinstance(self.panel, EntryPanel):
            self._ask(self.slug)

    def state(self) -> dict[str, Any]:
        """The filter and the entry shown."""
        return {"text": self.field.text(), "kind": self.kind.value(), "slug": self.slug}

    def restore(self, state: dict[str, Any]) -> None:
        """Comes back to it."""
        self.kind.show_value(state.get("kind"))
        self.field.setText(state.get("text", ""))
        if state.get("slug"):
            self._ask(state["slug"])

    def show_panel(self, panel: QWidget) -> None:
        """Puts a panel beside the list, in place of the one before."""
        clear(self._page)
        self.panel = panel
        self._page.addWidget(panel)
        focus = getattr(panel, "focus_first", None)
        if focus is not None:
            focus()

    def back(self) -> None:
        """The page of the entry again."""
        if self.slug is not None:
            self._ask(self.slug)

    def _lay_out(self) -> None:
        left = QWidget()
        left.setMinimumWidth(LOOK.px(280))
        left.setMaximumWidth(LOOK.px(470))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.kind)
        column.addLayout(row)
        column.addWidget(self.table)
        page = QWidget()
        page.setLayout(self._page)
        self._page.addWidget(
            EmptyState("hand-coins", tr("Choisissez une fiche : qui, combien, papiers, et ce qu’on ne sait pas."))
        )
        whole = QHBoxLayout(self)
        whole.setContentsMargins(*(LOOK.px(SPACE[3]),) * 4)
        whole.addWidget(left, 3)
        whole.addWidget(scrolled(page), 5)

    def _came(self, entries: list[ListedEntry]) -> None:
        self._all = entries
        self._filter()

    def _filter(self) -> None:
        from app.people.names import fold

        words, kind = fold(self.field.text()).split(), self.kind.value()
        shown = [
            one
            for one in self._all
            if (kind is None or one.entry.kind == kind or (kind == _STALE and self._is_stale(one)))
            and all(w in fold(" ".join((one.entry.title.fr, one.entry.title.ar, one.entry.title.en))) for w in words)
        ]
        if kind == _STALE:
            shown.sort(key=lambda one: one.last_checked_on or date.min)
        self.model.show_all(shown)

    def _is_stale(self, one: ListedEntry) -> bool:
        from app.funding.rhythm import is_stale

        return is_stale(one.entry, one.check_every_days, one.last_checked_on, self.desk.workspace.clock.today())

    def _stale_sign(self, one: ListedEntry) -> tuple[str, Tone]:
        return ("phone", Tone.ASK) if self._is_stale(one) else ("check", Tone.GOOD)

    def _ask(self, slug: str, then: Callable[[EntryPage], None] | None = None) -> None:
        from app.funding.checks import entry_page

        self.desk.jobs.read("entry", entry_page, self.desk.workspace, slug, done=then or self._show)

    def _show(self, page: EntryPage) -> None:
        self.slug = page.listed.entry.id
        self.show_panel(EntryPanel(self.desk, page, self._acts(page)))

    def _check(self, page: EntryPage) -> None:
        self.slug = page.listed.entry.id
        self.show_panel(CheckPanel(self.desk, page, self.back, lambda slug: self._ask(slug, self._check)))

    def edit(self, page: EntryPage, proposal: Proposal | None = None) -> None:
        """The criterion editor of an entry, with what a refusal proposes in its fields."""
        from ui.funding.criteria_editor import CriteriaEditor

        self.slug = page.listed.entry.id
        self.show_panel(CriteriaEditor(self.desk, page, self.back, proposal))

    def _propose(self, proposal: Proposal) -> None:
        self._ask(proposal.lesson.slug, lambda page: self.edit(page, proposal))

    def reverse(self, page: EntryPage) -> None:
        """Who the entry is open to."""
        from ui.funding.callers_panel import CallersPanel

        title = page.listed.entry.title.get(current_language())
        self.show_panel(CallersPanel(self.desk, page.listed.entry.id, title, self.back))

    def _print(self, slug: str) -> None:
        from app.funding.papers import information_paper
        from ui.funding.paper_printing import make_and_print

        make_and_print(self.desk, f"fiche-{slug}", information_paper, slug, current_language())

    def _acts(self, page: EntryPage) -> list[tuple[str, str, Callable[[], object]]]:
        acts: list[tuple[str, str, Callable[[], object]]] = [
            (tr("Fiche d’information"), "printer", lambda: self._print(page.listed.entry.id))
        ]
        if self.desk.may("edit_directory"):
            acts.append((tr("Vérifier par téléphone"), "phone", lambda: self._check(page)))
            acts.append((tr("Modifier les critères"), "pencil", lambda: self.edit(page)))
        if self.desk.may("view_people") and page.listed.entry.kind != "service":
            acts.append((tr("Qui est éligible ?"), "users", lambda: self.reverse(page)))
        return acts


def _checked(one: ListedEntry) -> str:
    return format_date(one.last_checked_on, style="numeric") if one.last_checked_on else tr("jamais")
