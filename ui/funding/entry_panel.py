"""An entry's page: who, how much, at what cost, with what papers, where, what is not known, and who checked it last."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from app.funding.entries import Entry
from app.funding.field_names import field_name, term_name, unknown_names
from resources.i18n import current_language, format_date, format_list, format_money, format_phone, tr
from ui.context import Desk
from ui.funding.entry_words import check_line, criterion_lines
from ui.funding.refusal_lines import refusal_line
from ui.signs import badge
from ui.theme import Tone
from ui.widgets.basic import Badge, Button, Card, Facts, Section, Words, clear
from ui.widgets.fields import TextField

if TYPE_CHECKING:
    from app.funding.checks import EntryPage
    from app.funding.directory import ListedProvider
    from app.referrals.evidence import Lesson

_AMOUNTS = ("amount_min", "amount_max")
_MOST_REFUSALS = 5


class EntryPanel(QWidget):
    """Shows one page; `acts` are the buttons its head offers."""

    def __init__(self, desk: Desk, page: EntryPage, acts: list[tuple[str, str, Callable[[], object]]]) -> None:
        super().__init__()
        self.desk, self.page, self.language = desk, page, current_language()
        self.refusals = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        entry = page.listed.entry
        column.addWidget(self._head(entry, acts))
        column.addWidget(self._money(entry))
        column.addWidget(self._conditions(entry))
        column.addWidget(self._where(page.providers))
        column.addWidget(self._unknown(entry))
        column.addWidget(self._checked(entry))
        column.addStretch()

    def _head(self, entry: Entry, acts: list[tuple[str, str, Callable[[], object]]]) -> Card:
        card, language = Card(), self.language
        card.rows.addWidget(Words(entry.title.get(language), size="title", bold=True, wrap=True))
        row = QHBoxLayout()
        row.addWidget(badge(entry.availability.state))
        if entry.provenance.confidence == "to_verify":
            row.addWidget(Badge(tr("à vérifier"), "triangle-alert", Tone.ASK))
        if self.page.is_stale:
            row.addWidget(Badge(tr("à rappeler"), "phone", Tone.ASK))
        if self.page.listed.is_edited_here:
            row.addWidget(Badge(tr("modifiée ici"), "pencil", Tone.MUTED))
        if entry.title.is_ours(language):
            row.addWidget(Badge(tr("traduction Wasl, à relire"), "languages", Tone.MUTED))
        row.addStretch()
        card.rows.addLayout(row)
        if entry.availability.state in ("closed", "suspended"):
            for note in entry.notes[:1]:
                card.rows.addWidget(Words(note.get(language), wrap=True))
        for text in self.page.suspicions:
            card.rows.addWidget(Badge(text, "triangle-alert", Tone.ASK))
        buttons = QGridLayout()
        for place, (text, icon_name, run) in enumerate(acts):
            buttons.addWidget(Button(text, run, icon_name=icon_name), place // 3, place % 3)
        buttons.setColumnStretch(3, 1)
        card.rows.addLayout(buttons)
        if entry.target:
            card.rows.addWidget(Words(tr("Pour qui : {who}", who=entry.target.get(language)), wrap=True))
        if entry.run_by:
            card.rows.addWidget(Words(tr("Par : {who}", who=entry.run_by.get(language)), wrap=True))
        return card

    def _money(self, entry: Entry) -> Card:
        card = Card()
        card.rows.addWidget(Section(tr("Combien, et à quel coût")))
        unknown = tr("on ne sait pas : à demander")
        pairs = []
        for term in entry.terms:
            value = format_money(term.centimes) if term.centimes is not None else ""
            value = value or (term.text.get(self.language) if term.text else "")
            marks = [tr("déduit")] * term.inferred + [tr("à vérifier")] * (not term.confirmed)
            pairs.append(
                (term_name(term, self.language), f"{value}  ({format_list(marks, self.language)})" if marks else value)
            )
        open_terms = [name for name in (*_AMOUNTS, "rate", "fees", "duration", "guarantee") if name in entry.unknown]
        names = {name: field_name(name, self.language) for name in open_terms}
        pairs += [(name[:1].upper() + name[1:], "") for name in names.values()]
        card.rows.addWidget(Facts(pairs, unknown=unknown))
        card.rows.addWidget(Section(tr("Papiers à apporter")))
        for document in entry.documents:
            inferred = f"  ({tr('déduit')})" if document.inferred else ""
            card.rows.addWidget(Words("• " + document.text.get(self.language) + inferred, wrap=True))
        if not entry.documents:
            card.rows.addWidget(Words(unknown, part="quiet"))
        return card

    def _conditions(self, entry: Entry) -> Card:
        card = Card()
        card.rows.addWidget(Section(tr("Conditions")))
        for line in criterion_lines(entry, self.language):
            card.rows.addWidget(Words("• " + line, wrap=True))
        if not entry.criteria:
            card.rows.addWidget(Words(tr("Aucune condition connue."), part="quiet"))
        card.rows.addLayout(self.refusals)
        from app.referrals.evidence import lessons

        self.desk.jobs.read(
            "entry.refusals", lessons, self.desk.workspace, entry_id=self.page.listed.id, done=self._refusals_came
        )
        return card

    def _refusals_came(self, found: list[Lesson]) -> None:
        """What people were refused for here: dated evidence beside the conditions, and what was made of it."""
        clear(self.refusals)
        for one in [lesson for lesson in found if lesson.state != "dismissed"][:_MOST_REFUSALS]:
            row = QHBoxLayout()
            row.addWidget(Badge(refusal_line(one), "scale", Tone.ASK if one.state == "open" else Tone.MUTED))
            row.addStretch()
            if one.state == "open" and one.criterion and self.desk.may("edit_directory"):
                row.addWidget(
                    Button(tr("Étudier"), lambda one=one: self.desk.go("funding", lesson=one.id), kind="flat")
                )
            elif one.entry_version is not None:
                row.addWidget(Words(tr("version {n}", n=one.entry_version), part="quiet"))
            self.refusals.addLayout(row)

    def _where(self, providers: tuple[ListedProvider, ...]) -> Card:
        card, language = Card(), self.language
        card.rows.addWidget(Section(tr("Organismes et guichets")))
        for one in providers:
            part = "" if one.role == "runs" else "  (" + tr("soutient") + ")"
            card.rows.addWidget(Words(one.name.get(language) + part, bold=True, wrap=True))
            for branch in one.branches:
                phone = format_phone(branch.phone) if branch.phone else ""
                parts = [p for p in (branch.name, branch.address, branch.city, phone) if p]
                word = "" if branch.is_confirmed else "  (" + tr("adresse à confirmer") + ")"
                card.rows.addWidget(Words("   " + " · ".join(parts) + word, wrap=True, part="quiet"))
                hours = branch.hours.get(language) if branch.hours else tr("horaires inconnus")
                card.rows.addWidget(Words("   " + hours, wrap=True, part="quiet", size="small"))
        contact = self.page.listed.entry.contact
        lines = (contact.phone or "", contact.web or "", contact.address.get(language) if contact.address else "")
        if shown := "  ·  ".join(line for line in lines if line):
            card.rows.addWidget(Words(tr("Contact selon la source : {what}", what=shown), wrap=True))
        return card

    def _unknown(self, entry: Entry) -> Card:
        card = Card()
        card.rows.addWidget(Section(tr("Ce qu’on ne sait pas, et d’où vient le reste")))
        card.rows.addWidget(Words(unknown_names(entry, self.language) or "—", wrap=True))
        for note in entry.notes:
            card.rows.addWidget(Words(note.get(self.language), wrap=True, part="quiet"))
        dated = entry.provenance.date
        source = tr("Source de {date}", date=dated) if dated else tr("Source sans date")
        card.rows.addWidget(Words(source, part="quiet"))
        for address in entry.provenance.sources:
            # An address has no spaces to break at: zero-width ones after each slash keep the page as wide as the window.
            shown = Words(
                address.replace("/", "/\u200b").replace("-", "-\u200b"), part="quiet", size="small", wrap=True
            )
            card.rows.addWidget(shown)
        return card

    def _checked(self, entry: Entry) -> Card:
        card, page = Card(), self.page
        card.rows.addWidget(Section(tr("Dernières vérifications")))
        if not page.checks:
            card.rows.addWidget(Words(tr("Jamais vérifiée par l’agence."), part="quiet"))
        for check in page.checks[:6]:
            card.rows.addWidget(Words(check_line(check, entry, self.language), wrap=True))
        due = format_date(page.due_on) if page.due_on else tr("maintenant")
        text = tr("À rappeler : {when} (tous les {n} jours)", when=due, n=page.rhythm_days)
        card.rows.addWidget(Words(text, part="quiet"))
        if self.desk.may("edit_directory"):
            card.rows.addLayout(self._rhythm())
        return card

    def _rhythm(self) -> QHBoxLayout:
        """How often this entry is asked again: a number of days, or nothing for the usual rhythm."""
        chosen = self.page.listed.check_every_days
        self.days = TextField(tr("rythme habituel"), longest=4, text=str(chosen) if chosen else "")
        self.days.setAccessibleName(tr("Vérifier tous les … jours"))
        self.days.returnPressed.connect(self.choose_rhythm)
        row = QHBoxLayout()
        row.addWidget(Words(tr("Vérifier tous les … jours")))
        row.addWidget(self.days)
        row.addWidget(Button(tr("Choisir ce rythme"), self.choose_rhythm, icon_name="clock"))
        row.addStretch()
        self.wrong = Words(part="wrong", wrap=True)
        row.addWidget(self.wrong, 1)
        return row

    def choose_rhythm(self) -> None:
        """Keeps the rhythm typed; empty is the usual one."""
        from app.funding.checks import choose_rhythm

        typed = self.days.value()
        days = None if typed is None else int(typed) if typed.isdecimal() else 0
        listed = self.page.listed
        self.desk.jobs.write(
            choose_rhythm, self.desk.workspace, listed.entry.id, listed.version, days,
            done=lambda _: self.desk.say.done(tr("Rythme enregistré."), undo=True), failed=self._rhythm_failed,
        )  # fmt: skip

    def _rhythm_failed(self, error: WaslError) -> None:
        self.wrong.setText(" ".join(sentence(error)))
