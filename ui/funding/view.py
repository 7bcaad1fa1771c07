"""Financements: the directory by kind, an entry's page beside it, and the phone check for supervisors."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.workspace import Change
from resources.i18n import current_language, format_date, format_money, tr
from ui.context import Desk, View
from ui.models.paged import Column, PagedModel
from ui.signs import badge, sign_of, word_of
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Badge, Button, Card, EmptyState, Section, Words, clear, scrolled
from ui.widgets.fields import ChoiceField, SearchField, TextField
from ui.widgets.table import DataTable


def create(desk: Desk) -> View:
    """The view of this room."""
    return FundingView(desk)


class FundingView(View):
    """A list with its filter, and the entry chosen."""

    nouns = frozenset({"directory_entry", "branch", "provider", "entry_check"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.field = SearchField(tr("chercher dans l’annuaire"))
        self.kind = ChoiceField(
            [("funding", tr("Financements")), ("enabler", tr("Étapes")), ("service", tr("Services"))],
            none_text=tr("Tout"),
        )
        language = current_language()
        self.model = PagedModel(
            [
                Column("title", tr("Fiche"), lambda e: e.entry.title.get(language), 300),
                Column("state", tr("Disponibilité"), lambda e: word_of(e.entry.availability.state), 140,
                       sign=lambda e: sign_of(e.entry.availability.state)),
            ]
        )  # fmt: skip
        self.table = DataTable(self.model, tr("Annuaire"))
        self._all: list[Any] = []
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
        """`hit` (an entry's id) shows an entry, `kind` filters."""
        if "kind" in target:
            self.kind.show_value(target["kind"])
            self._filter()
        if slug := target.get("hit"):
            self.kind.show_value(None)
            self.field.clear()
            self._ask(slug)

    def refresh(self, change: Change | None) -> None:
        """Reads the directory again."""
        from app.funding.directory import list_entries

        self.desk.jobs.read("directory", list_entries, self.desk.workspace, done=self._came)

    def state(self) -> dict[str, Any]:
        """The filter."""
        return {"text": self.field.text(), "kind": self.kind.value()}

    def restore(self, state: dict[str, Any]) -> None:
        """Comes back to it."""
        self.kind.show_value(state.get("kind"))
        self.field.setText(state.get("text", ""))

    def _lay_out(self) -> None:
        left = QWidget()
        left.setFixedWidth(LOOK.px(470))
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
        whole.addWidget(left)
        whole.addWidget(scrolled(page), 1)

    def _came(self, entries: list[Any]) -> None:
        self._all = entries
        self._filter()

    def _filter(self) -> None:
        from app.people.names import fold

        words, kind = fold(self.field.text()).split(), self.kind.value()
        shown = [
            one
            for one in self._all
            if (kind is None or one.entry.kind == kind)
            and all(w in fold(" ".join((one.entry.title.fr, one.entry.title.ar, one.entry.title.en))) for w in words)
        ]
        self.model.show_all(shown)

    def _ask(self, slug: str) -> None:
        from app.funding.directory import entry_providers

        self.desk.jobs.read("entry", entry_providers, self.desk.workspace, slug, done=self._show)

    def _show(self, found: Any) -> None:
        listed, providers = found
        entry, language = listed.entry, current_language()
        clear(self._page)
        card = Card()
        card.rows.addWidget(Words(entry.title.get(language), size="title", bold=True, wrap=True))
        row = QHBoxLayout()
        row.addWidget(badge(entry.availability.state))
        if entry.provenance.confidence == "to_verify":
            row.addWidget(Badge(tr("à vérifier"), "triangle-alert", Tone.ASK))
        if entry.title.is_ours(language):
            row.addWidget(Badge(tr("traduction Wasl, à relire"), "languages", Tone.MUTED))
        row.addStretch()
        card.rows.addLayout(row)
        if entry.target:
            card.rows.addWidget(Words(entry.target.get(language), wrap=True))
        self._page.addWidget(card)
        self._page.addWidget(self._terms(entry, language))
        self._page.addWidget(self._where(providers, language))
        self._page.addWidget(self._unknown(listed, language))
        if self.desk.may("edit_directory"):
            self._page.addWidget(self._check(listed))
        self._page.addStretch()

    def _terms(self, entry: Any, language: str) -> Card:
        card = Card()
        card.rows.addWidget(Section(tr("Combien et à quelles conditions")))
        names = {
            "amount_min": tr("Montant minimum"), "amount_max": tr("Montant maximum"), "rate": tr("Taux"), "fees": tr("Frais"),
            "duration": tr("Durée"), "guarantee": tr("Garantie"),
        }  # fmt: skip
        for term in entry.terms:
            label = term.label.get(language) if term.label else names.get(term.name, term.name)
            value = (
                format_money(term.centimes)
                if term.centimes is not None
                else term.text.get(language)
                if term.text
                else ""
            )
            card.rows.addWidget(Words(f"{label} : {value}", wrap=True))
        for document in entry.documents:
            card.rows.addWidget(Words("• " + document.text.get(language), wrap=True))
        if not entry.terms and not entry.documents:
            card.rows.addWidget(Words(tr("On ne sait pas : à demander."), part="quiet"))
        return card

    def _where(self, providers: Any, language: str) -> Card:
        card = Card()
        card.rows.addWidget(Section(tr("Organismes et guichets")))
        for one in providers:
            card.rows.addWidget(Words(one.name.get(language), bold=True, wrap=True))
            for branch in one.branches:
                parts = [p for p in (branch.name, branch.address, branch.city, branch.phone) if p]
                word = "" if branch.is_confirmed else "  (" + tr("adresse à confirmer") + ")"
                card.rows.addWidget(Words("   " + " · ".join(parts) + word, wrap=True, part="quiet"))
        return card

    def _unknown(self, listed: Any, language: str) -> Card:
        entry, card = listed.entry, Card()
        card.rows.addWidget(Section(tr("Ce qu’on ne sait pas, et d’où vient le reste")))
        known = {
            "amount_min": tr("montant minimum"), "amount_max": tr("montant maximum"), "rate": tr("taux"), "fees": tr("frais"),
            "duration": tr("durée"), "guarantee": tr("garantie"), "documents": tr("papiers"), "cities": tr("villes"),
        }  # fmt: skip
        card.rows.addWidget(Words(", ".join(known.get(name, name) for name in entry.unknown) or "—", wrap=True))
        checked = format_date(listed.last_checked_on) if listed.last_checked_on else tr("jamais vérifié par l’agence")
        card.rows.addWidget(Words(tr("Dernière vérification : {when}", when=checked), part="quiet"))
        card.rows.addWidget(Words(tr("Source de {date}", date=entry.provenance.date or "?"), part="quiet"))
        for note in entry.notes:
            card.rows.addWidget(Words(note.get(language), wrap=True, part="quiet"))
        return card

    def _check(self, listed: Any) -> Card:
        card = Card()
        card.rows.addWidget(Section(tr("Vérification par téléphone")))
        state = ChoiceField(
            [(s, word_of(s)) for s in ("open", "call_based", "closed", "suspended", "unknown")],
            none_text=tr("toujours exact"),
        )
        who, answer = TextField(tr("qui a répondu")), TextField(tr("ce qui a été dit"), longest=1000)
        for part in (state, who, answer):
            card.rows.addWidget(part)
        card.rows.addWidget(
            Button(
                tr("Enregistrer la vérification"), lambda: self._checked(listed, state, who, answer), icon_name="phone"
            )
        )
        return card

    def _checked(self, listed: Any, state: ChoiceField, who: TextField, answer: TextField) -> None:
        from app.funding.directory import check_entry

        slug = listed.entry.id
        self.desk.jobs.write(
            check_entry, self.desk.workspace, slug, listed.version, availability=state.value(), answered_by=who.value(),
            answer=answer.value(), done=lambda _: (self.desk.say.done(tr("Vérification enregistrée."), undo=True), self._ask(slug)),
        )  # fmt: skip
