"""The anonymous consultation: what would be open to somebody of whom nothing is kept, not even a draft (PRODUCT.md P5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.i18n import current_language, tr
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.people.choices import LEGAL_FORMS, SEXES, STAGES, YES_NO, translated
from ui.people.verdict_words import first_reason, verdict_lines
from ui.signs import sign_of, word_of
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Words, scrolled
from ui.widgets.fields import ChoiceField, Form, TextField
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.funding.matching import Judged, Matching

_ASK_AFTER_MS = 200


class AnonymousPanel(QWidget):
    """Seven facts without a name at the start, the verdicts beside them; leaving it forgets everything."""

    def __init__(self, desk: Desk, leave: Callable[[], None]) -> None:
        super().__init__()
        self.desk, self._leave = desk, leave
        self.fields: dict[str, Any] = {}
        self.model = PagedModel(
            [
                Column("verdict", tr("Verdict"), lambda j: word_of(j.verdict.verdict), 140,
                       sign=lambda j: sign_of(j.verdict.verdict)),
                Column("title", tr("Fiche"), lambda j: j.listed.entry.title.get(current_language()), 300),
                Column("why", tr("Pourquoi"), first_reason, 300),
            ]
        )  # fmt: skip
        self.table = DataTable(self.model, tr("Ce qui serait ouvert"))
        self.question = Words(wrap=True)
        self.details = Words(wrap=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_ASK_AFTER_MS)
        self._timer.timeout.connect(self.ask)
        self._lay_out()
        self.table.chosen.connect(self._explain)
        self.ask()

    def focus_first(self) -> None:
        """The situation."""
        self.fields["situations"].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; nothing was kept."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def ask(self) -> None:
        """Judges the directory by what is typed."""
        from app.funding.facts import facts_from_words
        from app.funding.matching import match_facts

        words: dict[str, object] = {key: field.value() for key, field in self.fields.items()}
        words["on"] = self.desk.workspace.clock.today()
        self.desk.jobs.read("anonymous", match_facts, self.desk.workspace, facts_from_words(words), done=self._came)

    def _lay_out(self) -> None:
        from app.people.situations import SITUATION_LABELS, UNKNOWN_SITUATION

        situations = [(code, tr(label)) for code, label in SITUATION_LABELS.items() if code != UNKNOWN_SITUATION]
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(LOOK.px(SPACE[3]))
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Words(tr("Consultation anonyme"), size="title", bold=True))
        column.addWidget(Words(tr("Sans nom et sans dossier : rien n’est gardé."), part="quiet", wrap=True))
        form = Form()
        for key, label, field in (
            ("situations", tr("Situation"), ChoiceField(situations)),
            ("birth_year", tr("Année de naissance"), TextField("1988", longest=4)),
            ("sex", tr("Sexe"), ChoiceField(translated(SEXES))),
            ("city", tr("Ville"), TextField(longest=100)),
            ("stage", tr("Étape du projet"), ChoiceField(translated(STAGES))),
            ("legal_form", tr("Forme juridique"), ChoiceField(translated(LEGAL_FORMS))),
            ("has_account", tr("Compte bancaire"), ChoiceField(translated(YES_NO))),
        ):
            self.fields[key] = form.add(label, field)
            field.changed.connect(self._timer.start)
        column.addWidget(form)
        box = Card(tight=True)
        box.rows.addWidget(Words(tr("La question qui ouvre le plus"), size="small", part="quiet"))
        box.rows.addWidget(self.question)
        column.addWidget(box)
        column.addStretch()
        column.addWidget(Button(tr("Terminer (Échap)"), self._leave, icon_name="check", kind="main"))
        area = scrolled(side)
        area.setFixedWidth(LOOK.px(360))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(area)
        end = QVBoxLayout()
        end.addWidget(self.table, 3)
        why = Card(tight=True)
        why.rows.addWidget(self.details)
        why.rows.addStretch()
        end.addWidget(scrolled(why), 2)
        whole.addLayout(end, 1)

    def _came(self, found: Matching) -> None:
        self.model.show_all(list(found.judged))
        self.table.selectRow(0)
        self.question.setText(found.question.text.get(current_language()) if found.question else tr("Aucune."))
        current = self.table.current()
        if current is not None:
            self._explain(current)

    def _explain(self, one: Judged) -> None:
        self.details.setText("\n".join(verdict_lines(one)))
