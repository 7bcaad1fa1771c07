"""Around the list of what is open: the path, the comparison with its costs, and the papers to hand over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError
from app.funding.leaflets import offer_figures, step_words
from resources.i18n import current_language, format_list, format_money, tr
from ui.context import Desk
from ui.funding.paper_printing import make_and_print
from ui.signs import badge, word_of
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Section, Words, clear
from ui.widgets.fields import ChoiceField, Form, LongField, MoneyField, TextField
from ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.funding.comparison import Offer
    from app.funding.matching import Matching
    from app.funding.path import Step
    from app.funding.project_sheet import ProjectSheet

_LANGUAGES = (("fr", "Français"), ("ar", "العربية"), ("en", "English"))
_MOST_COMPARED = 3


class FundingTools(QWidget):
    """One scrolled page of three cards; `back` returns to the list."""

    def __init__(
        self, desk: Desk, person_id: UUID, found: Matching, slug: str | None, back: Callable[[], object]
    ) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        language = current_language()
        titles = [(one.listed.entry.id, one.listed.entry.title.get(language)) for one in found.judged]
        self.language = ChoiceField(_LANGUAGES, required=True)
        self.language.show_value(language)
        self.language.setAccessibleName(tr("Langue du papier"))
        self.large = QCheckBox(tr("Grands caractères"))
        column = QVBoxLayout(self)
        column.setSpacing(LOOK.px(SPACE[2]))
        row = QHBoxLayout()
        self.back = Button(tr("Retour à la liste"), back, icon_name="arrow-left", kind="main")
        self.back.setShortcut("Escape")
        row.addWidget(self.back)
        row.addStretch()
        row.addWidget(Words(tr("Langue du papier"), part="quiet"))
        row.addWidget(self.language)
        row.addWidget(self.large)
        column.addLayout(row)
        column.addWidget(self._path_card())
        column.addWidget(self._compare_card(titles, slug))
        column.addWidget(self._papers_card(titles, slug))
        column.addStretch()
        self._read()

    def focus_first(self) -> None:
        """The way back."""
        self.back.setFocus()

    def print(self, name: str, make: Callable[..., bytes], *args: Any) -> None:
        """One paper in the language and size chosen."""
        code = self.language.value()
        make_and_print(self.desk, f"{name}-{code}", make, *args, code, self.large.isChecked())

    def _read(self) -> None:
        from app.funding.comparison import path_for
        from app.funding.project_sheet import project_sheet

        self.desk.jobs.read("path", path_for, self.desk.workspace, self.person_id, done=self._show_path)
        self.desk.jobs.read("sheet", project_sheet, self.desk.workspace, self.person_id, done=self._show_sheet)

    def _path_card(self) -> Card:
        from app.funding.papers import path_paper

        card = Card()
        button = Button(tr("Imprimer le parcours"), lambda: self.print("parcours", path_paper, self.person_id),
                        icon_name="printer")  # fmt: skip
        card.rows.addWidget(Section(tr("Le parcours : ce qui ouvre le plus, dans l’ordre"), button))
        self.steps = QVBoxLayout()
        card.rows.addLayout(self.steps)
        return card

    def _show_path(self, steps: tuple[Step, ...]) -> None:
        clear(self.steps)
        language = current_language()
        for place, step in enumerate(steps, 1):
            row = QHBoxLayout()
            row.addWidget(Words(f"{place}. {step_words(step, language)}", bold=True, wrap=True), 1)
            count = len(step.opens)
            opened = tr("Options ouvertes : {n}", n=count) if count else tr("nécessaire avant la suite")
            row.addWidget(Words(opened, part="quiet"))
            if step.enabler is not None:
                row.addWidget(badge(step.verdict))
            self.steps.addLayout(row)
            names = format_list(
                (f"{one.entry.title.get(language)} ({word_of(one.after)})" for one in step.opens), language
            )
            if names:
                self.steps.addWidget(Words(names, part="quiet", size="small", wrap=True))
        if not steps:
            text = tr("Aucune étape connue n’ouvre d’autre option ; répondez d’abord aux questions de la liste.")
            self.steps.addWidget(Words(text, part="quiet", wrap=True))

    def _compare_card(self, titles: list[tuple[str, str]], slug: str | None) -> Card:
        card = Card()
        button = Button(tr("Imprimer la comparaison"), self._print_comparison, icon_name="printer")
        card.rows.addWidget(Section(tr("Comparer et simuler"), button))
        self.compared = [ChoiceField(titles) for _ in range(_MOST_COMPARED)]
        self.compared[0].show_value(slug)
        self.amount, self.months = MoneyField(tr("montant, MAD")), TextField(tr("durée, mois"))
        row = QHBoxLayout()
        for place, field in enumerate(self.compared, 1):
            field.setAccessibleName(tr("Option {n}", n=place))
            field.changed.connect(self.compare)
            row.addWidget(field, 1)
        card.rows.addLayout(row)
        below = QHBoxLayout()
        for part in (self.amount, self.months):
            part.setAccessibleName(part.placeholderText())
            part.returnPressed.connect(self.compare)
            below.addWidget(part)
        below.addWidget(Button(tr("Calculer"), self.compare, icon_name="scale"))
        card.rows.addLayout(below)
        self.compare_wrong = Words(part="wrong", wrap=True)
        self.compare_wrong.hide()
        card.rows.addWidget(self.compare_wrong)
        self.offers = QVBoxLayout()
        card.rows.addLayout(self.offers)
        return card

    def compare(self) -> None:
        """Reads the options chosen for the amount typed."""
        from app.funding.comparison import compare_offers

        asked = self._asked()
        if asked is not None and asked[0]:
            self.desk.jobs.read(
                "compare", compare_offers, self.desk.workspace, self.person_id, *asked, done=self._show_offers
            )

    def _asked(self) -> tuple[list[str], int | None, int | None] | None:
        slugs = list(dict.fromkeys(field.value() for field in self.compared if field.value()))
        months = self.months.value()
        try:
            centimes = self.amount.centimes()
            asked = slugs, centimes, int(months) if months else None
        except ValueError:
            self.compare_wrong.setText(tr("Écrivez le montant et la durée en chiffres, par exemple 50000 et 24."))
            self.compare_wrong.show()
            return None
        self.compare_wrong.hide()
        return asked

    def _show_offers(self, offers: tuple[Offer, ...]) -> None:
        clear(self.offers)
        language = current_language()
        for one in offers:
            monthly, cost = offer_figures(one, language)
            row = QHBoxLayout()
            row.addWidget(Words(one.entry.title.get(language), bold=True, wrap=True), 1)
            row.addWidget(badge(one.judged.verdict.verdict))
            self.offers.addLayout(row)
            line = tr("Par mois : {monthly}  ·  coût total : {cost}", monthly=monthly, cost=cost)
            if one.share is not None:
                line = tr("Subvention jusqu’à {grant}, apport personnel {own}",
                          grant=format_money(one.share.grant_centimes), own=format_money(one.share.own_centimes))  # fmt: skip
            if one.ceiling is not None:
                line += "  ·  " + tr(
                    "plafond légal {amount} (décret 2.25.450)", amount=format_money(one.ceiling.centimes)
                )
            if one.above:
                line += "  ·  " + tr("le montant dépasse le plafond")
            self.offers.addWidget(Words(line, wrap=True, part="quiet"))

    def _print_comparison(self) -> None:
        from app.funding.papers import comparison_paper

        asked = self._asked()
        if asked is not None and asked[0]:
            self.print("comparaison", comparison_paper, self.person_id, *asked)

    def _papers_card(self, titles: list[tuple[str, str]], slug: str | None) -> Card:
        from app.funding.papers import crowdfunding_paper, give_information, pitch_paper
        from app.funding.project_sheet import project_paper

        card = Card()
        card.rows.addWidget(Section(tr("Papiers à remettre")))
        self.option = ChoiceField(titles)
        self.option.show_value(slug)
        self.option.setAccessibleName(tr("Option de la fiche d’information"))
        row = QHBoxLayout()
        row.addWidget(self.option, 1)

        def give() -> None:
            if self.option.value():
                self.print(f"fiche-{self.option.value()}", give_information, self.person_id, self.option.value())

        row.addWidget(Button(tr("Fiche d’information"), give, icon_name="printer"))
        card.rows.addLayout(row)
        flow = Flow()
        for text, name, make, args in (
            (tr("Fiche projet"), "projet", project_paper, (self.person_id,)),
            (tr("Parler de mon projet"), "argumentaire", pitch_paper, ()),
            (tr("Financement participatif"), "participatif", crowdfunding_paper, ()),
        ):
            flow.addWidget(Button(text, self._printer(name, make, args), icon_name="printer"))
        holder = QWidget()
        holder.setLayout(flow)
        card.rows.addWidget(holder)
        card.rows.addWidget(Words(tr("Ce que la fiche projet ne sait pas encore :"), part="quiet"))
        self.sheet_form = Form()
        self.sheet_fields: dict[str, LongField] = {}
        card.rows.addWidget(self.sheet_form)
        self.sheet_wrong = Words(part="wrong", wrap=True)
        card.rows.addWidget(self.sheet_wrong)
        save = QHBoxLayout()
        save.addWidget(Button(tr("Garder pour la fiche projet"), self.save_sheet, icon_name="save"))
        save.addStretch()
        card.rows.addLayout(save)
        return card

    def _printer(self, name: str, make: Callable[..., bytes], args: tuple[Any, ...]) -> Callable[[], None]:
        return lambda: self.print(name, make, *args)

    def _show_sheet(self, sheet: ProjectSheet) -> None:
        from app.funding.project_sheet import GAPS

        for key, label in GAPS.items():
            if key not in self.sheet_fields:
                self.sheet_fields[key] = field = LongField(lines=1)
                self.sheet_form.add(tr(label), field)
            if not self.sheet_fields[key].hasFocus():
                self.sheet_fields[key].show_value(sheet.answers.get(key))

    def save_sheet(self) -> None:
        """Keeps what was typed with the project."""
        from app.funding.project_sheet import save_sheet

        answers = {key: field.value() for key, field in self.sheet_fields.items()}
        self.desk.jobs.write(
            save_sheet, self.desk.workspace, self.person_id, answers, done=lambda _: self._sheet_kept(),
            failed=self._sheet_failed,
        )  # fmt: skip

    def _sheet_kept(self) -> None:
        self.sheet_wrong.setText("")
        self.desk.say.done(tr("Gardé avec le projet."), undo=True)

    def _sheet_failed(self, error: WaslError) -> None:
        from app.errors import sentence

        self.sheet_wrong.setText(" ".join(sentence(error)))
