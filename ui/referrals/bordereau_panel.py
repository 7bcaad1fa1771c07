"""The weekly list to a provider: a period, a provider, a look at it, then paper or a locked workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from app.errors import sentence
from resources.i18n import current_language, format_date, format_money, tr, trn
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.referrals.paper_card import PAIRS
from ui.referrals.printing import print_paper
from ui.referrals.tool import Tool, line
from ui.widgets.basic import Button, Words
from ui.widgets.fields import ChoiceField, DayField, TextField
from ui.widgets.table import DataTable

_WEEK = timedelta(days=7)


class BordereauPanel(Tool):
    """Shows who would be on the list before it is made: only people who agreed to this provider."""

    def __init__(self, desk: Desk, back: Callable[[], None]) -> None:
        hint = tr(
            "Seules les personnes qui ont donné leur accord à cet organisme y figurent, avec ce que porte leur bon."
        )
        super().__init__(desk, tr("Bordereau de transmission"), hint, back)
        from app.referrals.bordereau import week_of

        self.first, self.last = DayField(), DayField()
        for field, day, label in zip(
            (self.first, self.last), week_of(desk.workspace.clock.today()), (tr("Du"), tr("Au")), strict=True
        ):
            field.show_day(day)
            field.setAccessibleName(label)
            field.dateChanged.connect(self.ask_providers)
        self.provider = ChoiceField(required=True)
        self.provider.setMinimumContentsLength(26)
        self.provider.setAccessibleName(tr("Organisme"))
        self.provider.changed.connect(self.refresh)
        self.languages = ChoiceField(PAIRS, required=True)
        self.languages.setAccessibleName(tr("Langues"))
        self.password = TextField(tr("mot de passe du classeur, 8 signes au moins"))
        self.password.setAccessibleName(tr("Mot de passe du classeur"))
        self.said = Words(part="quiet", wrap=True)
        self.model = PagedModel(
            [
                Column("number", tr("Bon"), lambda r: r.number, 150),
                Column("on", tr("Émis le"), lambda r: format_date(r.issued_on), 150),
                Column("person", tr("Personne"), lambda r: r.person, 200, is_name=True),
                Column("entry", tr("Fiche"), lambda r: r.entry.get(current_language(), ""), 240),
                Column("need", tr("Besoin"), _need, 240),
            ]
        )
        self.table = DataTable(self.model, tr("Bordereau de transmission"))
        self.paper = Button(tr("Imprimer la liste"), self.print_list, icon_name="printer", kind="main")
        self.sheet = Button(tr("Classeur protégé…"), self._pick, icon_name="lock")
        self._lay_out()
        self.ask_providers()

    def focus_first(self) -> None:
        """The provider."""
        self.provider.setFocus()

    def ask_providers(self) -> None:
        """Who received slips in the period."""
        from app.referrals.bordereau import providers_of_period

        self.desk.jobs.read(
            "bordereau.providers", providers_of_period, self.desk.workspace, self.first.day(), self.last.day(),
            done=self._providers,
        )  # fmt: skip

    def refresh(self) -> None:
        """The list of the provider chosen."""
        from app.referrals.bordereau import bordereau

        slug = self.provider.value()
        for button in (self.paper, self.sheet):
            button.allow(slug is not None, tr("Personne n’a été orienté pendant cette période."))
        if slug is None:
            self.model.show_all([])
            self.said.setText(tr("Personne n’a été orienté pendant cette période."))
            return
        self.desk.jobs.read(
            "bordereau", bordereau, self.desk.workspace, slug, self.first.day(), self.last.day(), done=self._came,
            failed=self._failed,
        )  # fmt: skip

    def print_list(self) -> None:
        """The list on paper."""
        from app.referrals.bordereau import bordereau_paper

        name = f"bordereau-{self.provider.value()}-{self.first.day().isoformat()}"
        self.desk.jobs.write(
            bordereau_paper, self.desk.workspace, self.provider.value(), self.first.day(), self.last.day(),
            self.languages.value(), done=lambda made: print_paper(self.desk, made.content, name), failed=self._failed,
        )  # fmt: skip

    def save_sheet(self, file: Path) -> None:
        """The workbook, locked with the password typed."""
        from app.referrals.bordereau import bordereau_sheet

        self.desk.jobs.write(
            _made_and_written, bordereau_sheet, self.desk.workspace, self.provider.value(), self.first.day(),
            self.last.day(), self.password.value() or "", current_language(), file, failed=self._failed,
            done=lambda lines: self.desk.say.done(
                trn("{n} ligne dans {file}. Donnez le mot de passe par un autre chemin.",
                    "{n} lignes dans {file}. Donnez le mot de passe par un autre chemin.", lines, file=file.name)),
        )  # fmt: skip

    def _pick(self) -> None:
        name = f"bordereau-{self.provider.value()}-{self.first.day().isoformat()}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Classeur protégé…"), name, "Excel (*.xlsx)")
        if chosen:
            self.save_sheet(Path(chosen))

    def _providers(self, found: list[Any]) -> None:
        language = current_language()
        self.provider.fill([(one.slug, f"{one.name.get(language) or one.slug} ({one.slips})") for one in found])
        self.refresh()

    def _came(self, data: Any) -> None:
        self.model.show_all(list(data.lines))
        said = trn("{n} personne sur la liste.", "{n} personnes sur la liste.", len(data.lines))
        if data.left_out:
            said += " " + trn(
                "{n} laissée de côté : sans accord à cet organisme.", "{n} laissées de côté : sans accord à cet organisme.",
                data.left_out,
            )  # fmt: skip
        self.said.setText(said)

    def _failed(self, error: Any) -> None:
        self.said.setText(" ".join(sentence(error)))
        if error.key == "bordereau.password_short":
            self.password.set_wrong(True)
            self.password.setFocus()

    def _lay_out(self) -> None:
        self.rows.addLayout(
            line(Words(tr("Du")), self.first, Words(tr("Au")), self.last, self.provider, self.languages)
        )
        self.rows.addWidget(self.said)
        self.rows.addWidget(self.table, 1)
        self.rows.addLayout(line(self.paper, self.sheet, self.password))


def _need(row: Any) -> str:
    money = format_money(row.amount_centimes) if row.amount_centimes is not None else ""
    return "  ·  ".join(part for part in (row.purpose or "", money) if part)


def _made_and_written(make: Callable[..., Any], *words: Any) -> int:
    from app.whole_file import write_whole

    *told, file = words
    made = make(*told)
    write_whole(file, made.content)
    return int(made.lines)
