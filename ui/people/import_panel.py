"""Importing a list: a file chosen, its columns understood, each row told new, known, twin or wrong, mended; then written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.errors import sentence
from resources.i18n import format_list, isolated, tr, trn
from ui.context import Desk
from ui.people.import_columns import ImportColumns
from ui.people.import_grid import ImportGrid
from ui.people.import_questions import EncodingQuestion, RepeatsQuestion, encoding_names
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Section, Words, scrolled
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.people.imports.plan import ImportPlan
    from app.people.imports.remembered import BegunImport
    from app.people.imports.writing import ImportOutcome
    from ui.jobs import Job

_JOB = "people.import"
_LONGEST_RULE = 22
_LEAST_HEIGHT = 180


class ImportPanel(QWidget):
    """Nothing is written before "Importer"; whatever changes, the rows are judged anew."""

    def __init__(self, desk: Desk, finished: Callable[[], None]) -> None:
        super().__init__()
        self.desk = desk
        self._finished = finished
        self.file: Path | None = None
        self.plan: ImportPlan | None = None
        self.sheet: Any = None
        self._flat: Any = None
        self._begun: BegunImport | None = None
        self._running: Job | None = None
        self.pick = Button(tr("Choisir un fichier…"), self._pick, icon_name="upload", kind="main")
        self.encoding = ChoiceField(list(encoding_names().items()), none_text=tr("encodage trouvé seul"))
        self.said = Words(part="quiet", wrap=True)
        self.letters = EncodingQuestion(self._read_as)
        self.repeats = RepeatsQuestion(self._lay_flat)
        self.columns = ImportColumns(lambda: self._judge(self.columns.mapping()))
        self.grid = ImportGrid()
        self.tabs = QTabWidget()
        self.rule = ChoiceField(
            [
                ("fill", tr("compléter ce qui manque")), ("overwrite", tr("remplacer par la liste")),
                ("leave", tr("ne rien changer")),
            ],
            required=True,
        )  # fmt: skip
        self.rule.setMinimumContentsLength(_LONGEST_RULE)
        self.encoding.setMinimumContentsLength(_LONGEST_RULE)
        self.run = Button(tr("Importer"), self.write, icon_name="check", kind="main")
        self.keep = Button(tr("Enregistrer les lignes rejetées…"), self._keep_rejects, icon_name="save")
        self._lay_out()
        self.encoding.changed.connect(lambda: self.file is not None and self.take(self.file))
        self.grid.model.corrected.connect(self._correct)
        desk.jobs.ended.connect(self._ended)

    def focus_first(self) -> None:
        """The button that chooses the file."""
        self.pick.setFocus()

    def hide_names(self, hidden: bool) -> None:
        """Privacy mode."""
        self.grid.model.hides_names = hidden
        self.grid.table.viewport().update()

    def take(self, file: Path) -> None:
        """Reads a file in the background, then judges its rows."""
        from app.people.imports.files import open_sheet

        self.file, self.sheet, self._flat, self._begun = file, None, None, None
        self.columns.forget()
        self.letters.hide()
        self.repeats.hide()
        self._show(None)
        self.said.setText(tr("Lecture de {file}…", file=file.name))
        self.desk.jobs.read(
            _JOB, open_sheet, self.desk.workspace, file, self.encoding.value() or "",
            done=self._read, failed=self._failed, title=tr("Lecture du fichier"),
        )  # fmt: skip

    def write(self) -> None:
        """Registers what is new in the background; a click too many does nothing."""
        from app.people.imports.known import KnownRule
        from app.people.imports.writing import import_people

        if self.plan is None or not self.run.isEnabled():
            return
        self.run.allow(False, tr("L’import est en cours."))
        # Not among the window's writes, which wait for each other: a large list would hold up the counter.
        self._running = self.desk.jobs.read(
            _JOB, import_people, self.desk.workspace, self.plan, rule=KnownRule(self.rule.value()),
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

    def _read_as(self, encoding: str) -> None:
        self.encoding.show_value(encoding)
        if self.file is not None:
            self.take(self.file)

    def _read(self, sheet: Any) -> None:
        from app.people.imports.remembered import begun_import

        self.sheet = sheet
        self.desk.jobs.read("people.import.ready", _make_ready)
        if not sheet.is_sure or self.encoding.value():
            self._ask_encoding()
        self.desk.jobs.read(_JOB, begun_import, self.desk.workspace, sheet.sha256, done=self._take_up)

    def _ask_encoding(self) -> None:
        from app.people.imports.files import encoding_samples

        used = self.sheet.encoding
        self.desk.jobs.read(
            "people.import.letters", encoding_samples, self.desk.workspace, self.file,
            done=lambda samples: self.letters.ask(samples, used), failed=lambda _: None,
        )  # fmt: skip

    def _take_up(self, begun: BegunImport | None) -> None:
        """What was begun with this very file another time is there again."""
        from app.people.imports.repeats import repeats_of

        self._begun = begun
        self.repeats.ask(repeats_of(self.sheet), begun.uses if begun else {})
        self._lay_flat()

    def _lay_flat(self) -> None:
        from app.people.imports.repeats import RepeatUse, lay_flat

        self._flat = lay_flat(self.sheet, {name: RepeatUse(use) for name, use in self.repeats.uses().items()})
        self.columns.forget()
        begun = self._begun
        self._judge(begun.mapping if begun else None, begun.corrections if begun else None)

    def _judge(self, mapping: dict[str, str] | None, corrections: dict[int, dict[int, str]] | None = None) -> None:
        from app.people.imports.planning import plan_import

        self.run.allow(False)
        if corrections is None and self.plan is not None:
            corrections = self.plan.corrections
        self.desk.jobs.read(
            _JOB, plan_import, self.desk.workspace, self._flat.rows, mapping, corrections=corrections,
            origins=self._flat.origins, done=self._show, failed=self._failed, title=tr("Les lignes sont examinées"),
        )  # fmt: skip

    def _correct(self, line: int, place: int, text: str) -> None:
        """A cell typed anew: read and judged at once, and kept although nothing is imported yet."""
        from app.people.imports.planning import correct_cell

        if self.plan is None or self._running is not None:
            self.grid.judged(frozenset([line]))
            return
        # Among the writes, one after the other: each changes the plan that the next one reads.
        self.desk.jobs.write(correct_cell, self.desk.workspace, self.plan, line, place, text, done=self._corrected)

    def _corrected(self, lines: frozenset[int]) -> None:
        from app.people.imports.remembered import keep_begun

        self.grid.judged(lines)
        self._say_counts()
        if self.plan is not None:
            self.desk.jobs.write(keep_begun, self.desk.workspace, self.sheet.sha256, self.plan, self.repeats.uses())

    def _failed(self, error: Any) -> None:
        """A file or a choice of columns that cannot be taken: said here, where it can be mended."""
        from app.people.imports.columns import understand_columns

        message, what_to_do = sentence(error)
        self._show(None)
        self.said.setText(f"{message} {what_to_do}")
        if self._flat is not None and not self.columns.choices:
            found = understand_columns(self._flat.rows)
            self.columns.show_columns(found.titles, found.fields, self._flat.rows[found.header + 1 :])
            self.tabs.setCurrentIndex(1)

    def _show(self, plan: ImportPlan | None) -> None:
        self.plan = plan
        self.grid.show_plan(plan)
        self._say_counts()
        if plan is None:
            return
        if not self.columns.choices:
            titles, fields = plan.columns.titles, plan.columns.fields
            self.columns.show_columns(titles, fields, self._flat.rows[plan.columns.header + 1 :])
            self.tabs.setCurrentIndex(0)
        self.said.setText(self._about(plan))

    def _about(self, plan: ImportPlan) -> str:
        parts = [isolated(self.file.name) if self.file else ""]
        left_out = sum(bool(title) and not field for title, field in
                       zip(plan.columns.titles, plan.columns.fields, strict=True))  # fmt: skip
        if left_out:
            parts.append(trn("{n} colonne non reprise", "{n} colonnes non reprises", left_out))
        if plan.totals:
            lines = format_list(map(str, plan.totals[:5]))
            parts.append(tr("lignes de totaux laissées de côté : {lines}", lines=lines))
        if plan.corrections:
            count = sum(map(len, plan.corrections.values()))
            parts.append(trn("{n} case corrigée", "{n} cases corrigées", count))
        return " · ".join(parts)

    def _say_counts(self) -> None:
        plan = self.plan
        known = plan.count("known") if plan else 0
        coming = len(plan.rows) - plan.count("known", "error") if plan else 0
        self.run.setText(trn("Importer {n} personne", "Importer {n} personnes", coming))
        why = tr("Aucune ligne n’est à importer.") if self.file else tr("Choisissez d’abord un fichier.")
        self.run.allow(coming + known > 0, why)
        self.keep.allow(bool(plan and plan.count("error")), tr("Aucune ligne n’est rejetée."))

    def _written(self, outcome: ImportOutcome) -> None:
        self._running = None
        done = outcome.new + outcome.twins
        text = trn("{n} personne importée", "{n} personnes importées", done)
        if outcome.updated:
            text += " · " + trn("{n} dossier complété", "{n} dossiers complétés", outcome.updated)
        if outcome.twins:
            text += " · " + trn("{n} doublon possible à revoir", "{n} doublons possibles à revoir", outcome.twins)
        if outcome.dropped_numbers:
            text += " · " + tr("Sans numéro CNDP de l’agence, les numéros des pièces ne sont pas gardés (loi 09-08).")
        self.desk.say.done(text)
        if outcome.rejected:
            self._judge(self.columns.mapping())
        else:
            from app.people.imports.remembered import drop_begun

            self.desk.jobs.write(drop_begun, self.desk.workspace, self.sheet.sha256)
            self._finished()

    def _ended(self, job: Any) -> None:
        """Stopped by somebody: nothing else tells of it."""
        if self._running is not None and job is self._running and job.is_cancelled:
            self._running = None
            self.desk.say.warn(tr("Import arrêté : ce qui est écrit reste, reprenez la liste quand vous voulez."))
            self._judge(self.columns.mapping())

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
        # Where the window is small or the text large, the panel scrolls rather than make the window grow.
        inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[2]))
        top = Card(tight=True)
        top.rows.addWidget(Section(tr("Importer une liste")))
        row = QHBoxLayout()
        row.addWidget(self.encoding, 1)
        row.addWidget(self.pick)
        top.rows.addLayout(row)
        self.said.setText(tr("Un classeur .xlsx ou .ods, ou un fichier .csv. Rien n’est écrit avant « Importer »."))
        top.rows.addWidget(self.said)
        for part in (top, self.letters, self.repeats):
            column.addWidget(part)
        self.tabs.addTab(self.grid, tr("Lignes"))
        self.tabs.addTab(scrolled(self.columns), tr("Colonnes"))
        self.tabs.setMinimumHeight(LOOK.px(_LEAST_HEIGHT))
        column.addWidget(self.tabs, 1)
        known = Flow()
        label = Words(tr("Personnes déjà connues :"), part="quiet")
        label.setBuddy(self.rule)
        self.rule.setAccessibleName(tr("Personnes déjà connues :"))
        known.addWidget(label)
        known.addWidget(self.rule)
        column.addLayout(known)
        buttons = Flow()
        buttons.addWidget(self.keep)
        buttons.addWidget(self.run)
        column.addLayout(buttons)
        self._say_counts()


def _make_ready() -> None:
    """What writing a list needs is imported in a worker: done by the window, its first click would hold it up."""
