"""Importing a list: a file chosen, its columns understood, each row told new, known, twin or wrong; then written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import sentence
from resources.i18n import format_number, tr, trn
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Badge, Button, Card, Section, Words, clear, scrolled
from ui.widgets.fields import ChoiceField
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.people.imports.planning import ImportPlan, PlannedRow
    from app.people.imports.writing import ImportOutcome

_JOB = "people.import"
_SAMPLES = 3
_SIGNS = {
    "new": ("user-plus", Tone.GOOD), "known": ("check", Tone.MUTED), "twin_in_file": ("users", Tone.ASK),
    "twin_in_registry": ("users", Tone.ASK), "error": ("triangle-alert", Tone.BAD),
}  # fmt: skip


class ImportPanel(QWidget):
    """Nothing is written before "Importer"; whatever changes, the rows are judged anew."""

    def __init__(self, desk: Desk, finished: Callable[[], None]) -> None:
        super().__init__()
        self.desk = desk
        self._finished = finished
        self.file: Path | None = None
        self.plan: ImportPlan | None = None
        self._rows: Any = ()
        self.choices: list[tuple[str, ChoiceField]] = []
        self.pick = Button(tr("Choisir un fichier…"), self._pick, icon_name="upload", kind="main")
        self.encoding = ChoiceField(
            [
                ("utf-8", "UTF-8"),
                ("cp1252", "Windows (français)"),
                ("cp1256", "Windows (العربية)"),
                ("utf-16", "UTF-16"),
            ],
            none_text=tr("encodage trouvé seul"),
        )
        self.said = Words(part="quiet", wrap=True)
        self.columns = QGridLayout()
        self.badges = QHBoxLayout()
        self.model = PagedModel(
            [
                Column("line", tr("Ligne"), lambda row: str(row.read.line), 60),
                Column("state", tr("État"), _state, 170, sign=lambda row: _SIGNS[row.state]),
                Column("name", tr("Nom"), _name, 200, is_name=True),
                Column("why", tr("Pourquoi"), _why, 300),
            ]
        )
        self.table = DataTable(self.model, tr("Lignes à regarder"))
        self.run = Button(tr("Importer"), self.write, icon_name="check", kind="main")
        self.keep = Button(tr("Enregistrer les lignes rejetées…"), self._keep_rejects, icon_name="save")
        self._lay_out()
        self.encoding.changed.connect(lambda: self.file is not None and self.take(self.file))

    def focus_first(self) -> None:
        """The button that chooses the file."""
        self.pick.setFocus()

    def take(self, file: Path) -> None:
        """Reads a file in the background, then judges its rows."""
        from app.people.imports.files import open_sheet

        self.file = file
        self._rows = ()
        self._show(None)
        self.said.setText(tr("Lecture de {file}…", file=file.name))
        self.desk.jobs.read(
            _JOB, open_sheet, self.desk.workspace, file, self.encoding.value() or "",
            done=self._read, failed=self._failed, title=tr("Lecture du fichier"),
        )  # fmt: skip

    def mapping(self) -> dict[str, str]:
        """What was chosen for each column that has a heading."""
        return {title: field.value() or "" for title, field in self.choices}

    def write(self) -> None:
        """Registers what is new; a click too many does nothing."""
        from app.people.imports.writing import import_people

        if self.plan is None or not self.run.isEnabled():
            return
        self.run.allow(False)
        self.desk.jobs.write(
            import_people, self.desk.workspace, self.plan,
            done=self._written, failed=self._failed, title=tr("Import de personnes"),
        )  # fmt: skip

    def keep_rejects(self, file: Path) -> None:
        """Writes the rejected rows with their reasons."""
        from app.people.imports.rejects import write_rejects

        if self.plan is not None:
            self.desk.jobs.write(
                write_rejects, self.plan, file,
                done=lambda count: self.desk.say.done(
                    trn("{n} ligne rejetée enregistrée dans {file}", "{n} lignes rejetées enregistrées dans {file}", count,
                        file=file.name)
                ),
            )  # fmt: skip

    def _read(self, sheet: Any) -> None:
        self._rows = sheet.rows
        self.choices = []
        self._judge(None)

    def _judge(self, mapping: dict[str, str] | None) -> None:
        from app.people.imports.planning import plan_import

        self.run.allow(False)
        self.desk.jobs.read(
            _JOB, plan_import, self.desk.workspace, self._rows, mapping,
            done=self._show, failed=self._failed, title=tr("Les lignes sont examinées"),
        )  # fmt: skip

    def _failed(self, error: Any) -> None:
        """A file or a choice of columns that cannot be taken: said here, where it can be mended."""
        message, what_to_do = sentence(error)
        self.said.setText(f"{message} {what_to_do}")
        self._show_badges(None)
        self.model.show_all([])
        if self._rows and not self.choices:
            self._show_columns_of(self._rows)

    def _show(self, plan: ImportPlan | None) -> None:
        self.plan = plan
        self._show_badges(plan)
        self.model.show_all([row for row in plan.rows if row.state not in ("new", "known")] if plan else [])
        if plan is None:
            return
        self.said.setText(self.file.name if self.file else "")
        if not self.choices:
            self._show_columns(plan.columns.titles, plan.columns.fields, plan.columns.header)
        coming = len(plan.rows) - plan.count("known", "error")
        self.run.setText(trn("Importer {n} personne", "Importer {n} personnes", coming))
        self.run.allow(coming > 0, tr("Aucune ligne n’est à importer."))
        self.keep.allow(plan.count("error") > 0, tr("Aucune ligne n’est rejetée."))

    def _show_badges(self, plan: ImportPlan | None) -> None:
        clear(self.badges)
        kinds = (
            (("new",), tr("nouvelles")), (("known",), tr("déjà connues")),
            (("twin_in_file", "twin_in_registry"), tr("doublons possibles, à revoir")), (("error",), tr("rejetées")),
        )  # fmt: skip
        for states, words in kinds if plan else ():
            count = plan.count(*states) if plan else 0
            self.badges.addWidget(Badge(f"{format_number(count)} {words}", *_SIGNS[states[0]]))
        self.badges.addStretch()

    def _show_columns_of(self, rows: Any) -> None:
        from app.people.imports.columns import understand_columns

        found = understand_columns(rows)
        self._show_columns(found.titles, found.fields, found.header)

    def _show_columns(self, titles: tuple[str, ...], fields: tuple[str | None, ...], header: int) -> None:
        from app.people.imports.columns import FIELDS

        clear(self.columns)
        choices = [(field, tr(word)) for field, word in FIELDS.items()]
        for place, (title, field) in enumerate(zip(titles, fields, strict=True)):
            if not title:
                continue
            samples = [row[place] for row in self._rows[header + 1 :][:_SAMPLES] if place < len(row) and row[place]]
            choice = ChoiceField(choices, none_text=tr("ne pas reprendre"))
            choice.show_value(field)
            choice.setAccessibleName(title)
            choice.changed.connect(lambda: self._judge(self.mapping()))
            line = len(self.choices)
            self.columns.addWidget(Words(title, bold=True), line, 0)
            self.columns.addWidget(choice, line, 1)
            self.columns.addWidget(Words(" · ".join(samples)[:60], part="quiet"), line, 2)
            self.choices.append((title, choice))

    def _written(self, outcome: ImportOutcome) -> None:
        done = outcome.new + outcome.twins
        text = trn("{n} personne importée", "{n} personnes importées", done)
        if outcome.twins:
            text += " · " + trn("{n} doublon possible à revoir", "{n} doublons possibles à revoir", outcome.twins)
        if outcome.dropped_numbers:
            text += " · " + tr("Sans numéro CNDP de l’agence, les numéros des pièces ne sont pas gardés (loi 09-08).")
        self.desk.say.done(text)
        if outcome.rejected:
            self._judge(self.mapping())
        else:
            self._finished()

    def _pick(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Choisir un fichier…"), "", tr("Tableaux") + " (*.xlsx *.ods *.csv *.txt)"
        )
        if name:
            self.take(Path(name))

    def _keep_rejects(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Enregistrer les lignes rejetées…"), "rejets.csv", "CSV (*.csv)")
        if name:
            self.keep_rejects(Path(name))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[2]))
        top = Card(tight=True)
        top.rows.addWidget(Section(tr("Importer une liste")))
        row = QHBoxLayout()
        row.addWidget(self.pick)
        row.addWidget(self.encoding)
        row.addStretch()
        top.rows.addLayout(row)
        self.said.setText(tr("Un classeur .xlsx ou .ods, ou un fichier .csv. Rien n’est écrit avant « Importer »."))
        top.rows.addWidget(self.said)
        column.addWidget(top)
        chosen = QWidget()
        self.columns.setColumnStretch(2, 1)
        outer = QVBoxLayout(chosen)
        outer.addLayout(self.columns)
        outer.addStretch()
        column.addWidget(scrolled(chosen), 2)
        column.addLayout(self.badges)
        column.addWidget(self.table, 2)
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep)
        buttons.addStretch()
        buttons.addWidget(self.run)
        column.addLayout(buttons)
        self.run.allow(False, tr("Choisissez d’abord un fichier."))
        self.keep.allow(False, tr("Aucune ligne n’est rejetée."))


def _state(row: PlannedRow) -> str:
    return {
        "twin_in_file": tr("doublon dans le fichier"), "twin_in_registry": tr("doublon du registre"),
        "error": tr("rejetée"),
    }.get(row.state, "")  # fmt: skip


def _name(row: PlannedRow) -> str:
    from app.people.names import display_name

    form = row.read.form
    return display_name(form.family_name, form.given_name, form.name_ar) or form.known_as or ""


def _why(row: PlannedRow) -> str:
    if row.read.problems:
        from app.people.imports.rejects import reason

        return " ; ".join(map(reason, row.read.problems))
    twin = row.twins[0]
    share = format_number(round(twin.score * 100))
    if twin.line is not None:
        return tr("ressemble à la ligne {line} ({share} %)", line=twin.line, share=share)
    return tr("ressemble à un dossier du registre ({share} %)", share=share)
