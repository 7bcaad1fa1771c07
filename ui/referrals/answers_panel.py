"""A provider's answer list: its words explained once, each row told what it would do, then recorded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QWidget

from app.errors import sentence
from resources.i18n import current_language, format_date, format_number, tr, trn
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.people.choices import translated
from ui.referrals.tool import Tool, line
from ui.referrals.words import REASONS
from ui.signs import word_of
from ui.theme import Tone
from ui.widgets.basic import Badge, Button, Words, clear
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.referrals.answer_list import AnswerPlan, AnswerRow, AnswersTaken

_JOB = "referrals.answers"
_MOST_REASONS = 6
_GOOD, _QUIET, _BAD = ("check", Tone.GOOD), ("circle", Tone.MUTED), ("triangle-alert", Tone.BAD)
_SIGNS = {"new": _GOOD, "known": _QUIET, "silent": _QUIET, "unknown_word": ("circle-question-mark", Tone.ASK)}


class AnswersPanel(Tool):
    """Nothing is written before "Enregistrer"; reading a list twice changes nothing."""

    def __init__(self, desk: Desk, back: Callable[[], None]) -> None:
        hint = tr(
            "Un classeur ou un .csv avec les numéros des bons et les réponses. Rien n’est écrit avant « Enregistrer »."
        )
        super().__init__(desk, tr("Liste de réponses d’un organisme"), hint, back)
        self.plan: AnswerPlan | None = None
        self._table: Any = ()
        self.file: Path | None = None
        self._ids: dict[str, Any] = {}
        self.provider = ChoiceField(required=True)
        self.provider.setMinimumContentsLength(26)
        self.provider.setAccessibleName(tr("Organisme"))
        self.password = TextField(tr("mot de passe, s’il en a un"))
        self.password.setAccessibleName(tr("mot de passe, s’il en a un"))
        self.pick = Button(tr("Choisir un fichier…"), self._pick, icon_name="upload", kind="main")
        self.said = Words(part="quiet", wrap=True)
        self.words = QGridLayout()
        self.meanings: list[tuple[str, ChoiceField]] = []
        self.reasons: list[tuple[str, ChoiceField]] = []
        self.badges = QHBoxLayout()
        self.model = PagedModel(
            [
                Column("line", tr("Ligne"), lambda r: str(r.line), 60),
                Column("number", tr("Bon"), lambda r: r.number, 160),
                Column("word", tr("Sa réponse"), lambda r: r.word, 160),
                Column("means", tr("Veut dire"), _meaning, 190),
                Column("on", tr("Date"), lambda r: format_date(r.on), 140),
                Column("said", tr("Motif donné"), lambda r: r.said, 170),
                Column("state", tr("Ce qui sera fait"), told, 380, sign=lambda r: _SIGNS.get(r.state, _BAD)),
            ]
        )
        self.table = DataTable(self.model, tr("Liste de réponses d’un organisme"))
        self.run = Button(tr("Enregistrer"), self.write, icon_name="check", kind="main")
        self._lay_out()
        self._ask()

    def focus_first(self) -> None:
        """The provider, then the file."""
        self.provider.setFocus()

    def take(self, file: Path) -> None:
        """Reads a file in the background, then judges its rows."""
        from app.referrals.answer_list import open_answers

        self.file = file
        self._show(None)
        self.said.setText(tr("Lecture de {file}…", file=file.name))
        self.desk.jobs.read(
            _JOB, open_answers, self.desk.workspace, file, self.password.value() or "", done=self._read,
            failed=self._failed, title=tr("Lecture du fichier"),
        )  # fmt: skip

    def explain(self) -> None:
        """Keeps what the provider's words mean, then judges the rows anew."""
        from app.referrals.answer_words import remember_words

        meanings = {word: field.value() for word, field in self.meanings if field.value()}
        reasons = {word: field.value() for word, field in self.reasons if field.value()}
        if meanings or reasons:
            self.desk.jobs.write(
                remember_words, self.desk.workspace, self._ids[self.provider.value()], meanings, reasons=reasons,
                done=lambda _: self._judge(), failed=self._failed,
            )  # fmt: skip

    def write(self) -> None:
        """Records what is new; a click too many does nothing."""
        from app.referrals.answer_list import record_answers

        if self.plan is None or not self.run.isEnabled():
            return
        self.run.allow(False)
        self.desk.jobs.write(
            record_answers, self.desk.workspace, self.plan, done=self._written, failed=self._failed,
            title=tr("Les réponses sont enregistrées"),
        )  # fmt: skip

    def _ask(self) -> None:
        from app.referrals.answer_list import answering_providers

        self.desk.jobs.read(f"{_JOB}.providers", answering_providers, self.desk.workspace, done=self._providers)

    def _providers(self, found: list[Any]) -> None:
        language = current_language()
        self._ids = {slug: provider_id for slug, provider_id, _ in found}
        self.provider.fill([(slug, name.get(language) or name.get("fr", slug)) for slug, _, name in found])
        self.pick.allow(bool(found), tr("Personne n’a encore été orienté : aucune réponse n’est attendue."))

    def _read(self, sheet: Any) -> None:
        self._table = sheet.rows
        self._judge()

    def _judge(self) -> None:
        from app.referrals.answer_list import plan_answers

        if self._table and self.provider.value() is not None:
            self.run.allow(False)
            self.desk.jobs.read(
                _JOB, plan_answers, self.desk.workspace, self._ids[self.provider.value()], self._table,
                done=self._show, failed=self._failed, title=tr("Les lignes sont examinées"),
            )  # fmt: skip

    def _failed(self, error: Any) -> None:
        self.plan = None
        self.model.show_all([])
        clear(self.badges)
        self.said.setText(" ".join(sentence(error)))
        if error.key in ("file.wrong_password", "file.old_or_protected"):
            self.password.set_wrong(True)
            self.password.setFocus()

    def _show(self, plan: AnswerPlan | None) -> None:
        self.plan = plan
        self.password.set_wrong(False)
        clear(self.badges)
        clear(self.words)
        self.meanings, self.reasons = [], []
        self.model.show_all(list(plan.rows) if plan else [])
        self.run.allow(False, tr("Aucune réponse n’est nouvelle."))
        if plan is None:
            return
        from app.referrals.answer_list import BAD, RowState

        self.said.setText(self.file.name if self.file else "")
        new = plan.count(RowState.NEW)
        bad = plan.count(*BAD)
        known = plan.count(RowState.KNOWN, RowState.SILENT)
        for count, text, sign in (
            (new, tr("nouvelles"), _GOOD), (known, tr("déjà connues ou sans réponse"), _QUIET),
            (bad, tr("à regarder, laissées de côté"), _BAD),
        ):  # fmt: skip
            self.badges.addWidget(Badge(f"{format_number(count)} {text}", *sign))
        self.badges.addStretch()
        self._show_words(plan.unknown_words)
        self._show_reasons(plan.unknown_reasons)
        self.run.setText(trn("Enregistrer {n} réponse", "Enregistrer {n} réponses", new))
        self.run.allow(new > 0, tr("Aucune réponse n’est nouvelle."))

    def _show_words(self, unknown: tuple[str, ...]) -> None:
        answers = [(one, word_of(one)) for one in ("accepted", "waiting", "received")]
        refusals = [(f"refused:{key}", f"{word_of('refused')} : {word}") for key, word in translated(REASONS)]
        choices = [*answers, *refusals, ("ignored", tr("ne dit rien du référencement"))]
        for word in unknown:
            field = self._ask_meaning(tr("Que veut dire « {word} » ?", word=word), choices, tr("à expliquer"))
            self.meanings.append((word, field))
        if self.meanings:
            self.meanings[0][1].setFocus()

    def _show_reasons(self, unknown: tuple[str, ...]) -> None:
        """What nobody explains is kept as it was said; the row does not wait for it."""
        for word in unknown[:_MOST_REASONS]:
            question = tr("Motif « {word} » : quel est-il ?", word=word)
            field = self._ask_meaning(question, translated(REASONS), tr("autre, gardé dans ses mots"))
            self.reasons.append((word, field))

    def _ask_meaning(self, question: str, choices: list[tuple[str, str]], none_text: str) -> ChoiceField:
        field = ChoiceField(choices, none_text=none_text)
        field.setMinimumContentsLength(30)
        field.setAccessibleName(question)
        field.changed.connect(self.explain)
        place = len(self.meanings) + len(self.reasons)
        self.words.addWidget(Words(question, bold=True), place, 0)
        self.words.addWidget(field, place, 1)
        return field

    def _written(self, taken: AnswersTaken) -> None:
        said = trn("{n} réponse enregistrée", "{n} réponses enregistrées", taken.recorded)
        if taken.bad or taken.refused:
            said += " · " + trn(
                "{n} ligne laissée de côté", "{n} lignes laissées de côté", taken.bad + len(taken.refused)
            )
        self.desk.say.done(said, undo=taken.recorded > 0)
        self._judge()

    def _pick(self) -> None:
        kinds = tr("Tableaux") + " (*.xlsx *.ods *.csv *.txt)"
        name, _ = QFileDialog.getOpenFileName(self, tr("Choisir un fichier…"), "", kinds)
        if name:
            self.take(Path(name))

    def _lay_out(self) -> None:
        self.rows.addLayout(line(self.provider, self.password, self.pick))
        self.rows.addWidget(self.said)
        holder = QWidget()
        holder.setLayout(self.words)
        self.words.setColumnStretch(2, 1)
        self.rows.addWidget(holder)
        self.rows.addLayout(self.badges)
        self.rows.addWidget(self.table, 1)
        self.rows.addLayout(line(self.run))
        self.provider.changed.connect(self._judge)
        self.run.allow(False, tr("Choisissez d’abord un fichier."))


def _meaning(row: AnswerRow) -> str:
    reason = next((tr(label) for key, label in REASONS if key == row.reason), "")
    return "  ·  ".join(part for part in (word_of(row.answer) if row.answer else "", reason) if part)


def told(row: AnswerRow) -> str:
    """What becomes of a row, and why."""
    known = format_date(row.known_on) if row.known_on else ""
    return {
        "new": tr("sera enregistrée"), "known": tr("déjà connue"), "silent": tr("sans réponse"),
        "unknown_word": tr("dites d’abord ce que ce mot veut dire"),
        "unknown_number": tr("aucun bon ne porte ce numéro"), "wrong_number": tr("numéro mal copié : chiffre de contrôle faux"),
        "other_agency": tr("bon d’une autre agence : à lui transmettre"),
        "other_provider": tr("bon d’un autre organisme"),
        "two_answers": tr("deux réponses différentes pour ce référencement : demandez laquelle vaut"),
        "older": tr("plus ancienne que la réponse connue du {date}", date=known),
        "too_early": tr("avant la date du bon ({date})", date=known),
        "illegal": tr("impossible à ce stade : le référencement est clos"),
        "wrong_date": tr("date illisible ou à venir"),
    }[row.state.value]  # fmt: skip
