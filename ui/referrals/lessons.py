"""Refus à étudier: what providers' refusals say of the directory, for the supervisor to take in or set aside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from resources.i18n import current_language, format_date, tr
from ui.context import Desk
from ui.funding.refusal_lines import fact_text
from ui.models.paged import Column, PagedModel
from ui.referrals.tool import Tool, line
from ui.referrals.words import REASONS, criterion_name
from ui.widgets.basic import Button
from ui.widgets.table import DataTable


class Lessons(Tool):
    """Enter opens the criterion with the change a refusal proposes, or the entry where it proposes none."""

    def __init__(self, desk: Desk, back: Callable[[], None]) -> None:
        hint = tr(
            "Chaque refus motivé est un indice daté sur un critère : vérifiez-le auprès de l’organisme avant de changer la fiche."
        )
        super().__init__(desk, tr("Refus à étudier"), hint, back)
        self.everything = Button(tr("Aussi ceux déjà étudiés"), self.refresh)
        self.everything.setCheckable(True)
        reasons = {value: label for value, label in REASONS}
        self.model = PagedModel(
            [
                Column("on", tr("Le"), lambda r: format_date(r.on, style="numeric"), 100),
                Column("entry", tr("Fiche"), lambda r: r.entry.get(current_language(), ""), 220),
                Column("provider", tr("Organisme"), lambda r: r.provider.get(current_language(), ""), 170),
                Column("reason", tr("Motif"), lambda r: tr(reasons.get(r.reason, r.reason)), 190),
                Column(
                    "criterion",
                    tr("Critère"),
                    lambda r: criterion_name(r.criterion) if r.criterion else tr("non précisé"),
                    150,
                ),
                Column("situations", tr("La personne"), fact_text, 160),
                Column("words", tr("Ses mots"), lambda r: r.words or "", 150),
                Column("outcome", tr("Suite"), _outcome, 110),
            ]
        )
        self.table = DataTable(self.model, tr("Refus à étudier"))
        self.rows.addLayout(line(self.everything))
        self.rows.addWidget(self.table, 1)
        self._lay_out_buttons()
        self.table.opened.connect(self.study)
        self.refresh()

    def focus_first(self) -> None:
        """The list."""
        self.table.setFocus()

    def refresh(self) -> None:
        """Reads the list again."""
        from app.referrals.evidence import lessons

        only = not self.everything.isChecked()
        self.desk.jobs.read("referrals.lessons", lessons, self.desk.workspace, open_only=only, done=self._came)

    def study(self, row: Any) -> None:
        """The criterion with the proposal in it; without a criterion, or the right to change it, the entry."""
        if row.criterion and row.state == "open" and self.desk.may("edit_directory"):
            self.desk.go("funding", lesson=row.id)
        else:
            self.desk.go("funding", hit=row.slug)

    def _lay_out_buttons(self) -> None:
        buttons = [Button(tr("Étudier (Entrée)"), self._with_row(self.study), icon_name="scale", kind="main")]
        if self.desk.may("edit_directory"):
            buttons += [
                Button(tr("Appeler l’organisme"), self._with_row(self._call), icon_name="phone"),
                Button(tr("Déjà dans la fiche"), self._with_row(lambda row: self._settle(row, "taken")), icon_name="check"),
                Button(tr("Écarter"), self._with_row(lambda row: self._settle(row, "dismissed")), icon_name="x"),
            ]  # fmt: skip
        if self.desk.may("refer"):
            buttons.append(Button(tr("Voir le bon"), self._with_row(self._slip), icon_name="scan-line"))
        self.rows.addLayout(line(*buttons))

    def _with_row(self, run: Callable[[Any], None]) -> Callable[[], None]:
        def act() -> None:
            if (row := self.table.current()) is not None:
                run(row)

        return act

    def _came(self, rows: list[Any]) -> None:
        self.model.show_all(rows)
        if rows and self.table.current() is None:
            self.table.selectRow(0)

    def _call(self, row: Any) -> None:
        self.desk.go("funding", check=row.slug)

    def _slip(self, row: Any) -> None:
        if row.code:
            self.desk.go("referrals", code=row.code)
        else:
            self.desk.say.done(tr("Le bon de ce refus est d’une autre agence, ou n’est plus là."))

    def _settle(self, row: Any, decision: str) -> None:
        from app.referrals.evidence import settle_lesson

        self.desk.jobs.write(
            settle_lesson, self.desk.workspace, row.id, decision,
            done=lambda _: self.desk.say.done(tr("Noté."), undo=True),
        )  # fmt: skip


def _outcome(row: Any) -> str:
    if row.entry_version is not None:
        return tr("version {n}", n=row.entry_version)
    return {"open": tr("à étudier"), "taken": tr("déjà dans la fiche"), "dismissed": tr("écarté")}.get(row.state, "")
