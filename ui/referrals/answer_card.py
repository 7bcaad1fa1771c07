"""What came back, in one gesture: the answer and who told it, a refusal with its criterion, a result, how it ended."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from app.referrals.lifecycle import Step
from resources.i18n import current_language, tr
from ui.context import Desk
from ui.people.choices import translated
from ui.referrals.six_months_card import SixMonthsCard
from ui.referrals.words import CLOSINGS, REASONS, SOURCES, criterion_name
from ui.signs import badge, word_of
from ui.widgets.basic import Button, Card, Section, Words, clear
from ui.widgets.fields import ChoiceField, DateField, MoneyField, TextField

_TEACHING = "criterion_not_met"
_PAPERS = "papers_missing"
_LONGEST_WORDS = 400


class AnswerCard(Card):
    """The cursor stands on "Accepté": Enter records what a coupon says most often."""

    def __init__(self, desk: Desk, details: Any) -> None:
        super().__init__()
        self.desk, self.details, self.code = desk, details, details.card.code
        self.source = ChoiceField(translated(SOURCES), required=True)
        self.source.setAccessibleName(tr("Dit par"))
        self.reason = ChoiceField(translated(REASONS), required=True)
        self.reason.setAccessibleName(tr("Motif du refus"))
        self.criterion = ChoiceField(none_text=tr("quel critère ?"))
        self.criterion.setAccessibleName(tr("Critère du refus"))
        self.words = TextField("", longest=_LONGEST_WORDS)
        self.until = DateField(tr("réessayer le (jj/mm/aaaa)"))
        self.amount = MoneyField(tr("montant obtenu, MAD"))
        self.how = ChoiceField(translated(CLOSINGS), required=True)
        self.how.setAccessibleName(tr("Comment cela s’est terminé"))
        self.instead = QHBoxLayout()
        self.first: Button | None = None
        self._lay_out(details.legal)

    def answer(self, answer: str) -> None:
        """Records it as the source chosen told it."""
        from app.referrals.answers import record_answer

        refused = answer == Step.REFUSED
        until = self._until()
        if until is False:
            return
        self.desk.jobs.write(
            record_answer, self.desk.workspace, self.code, answer, source=self.source.value(),
            reason=self.reason.value() if refused else None, until=until,
            criterion=self.criterion.value() if refused and self.reason.value() == _TEACHING else None,
            words=self.words.value() if refused else None, done=self._noted,
        )  # fmt: skip

    def _lay_out(self, legal: frozenset[Step]) -> None:
        self.rows.addWidget(Section(tr("Réponse")))
        if Step.ACCEPTED in legal:
            self._line(Words(tr("Dit par"), part="quiet"), self.source)
            buttons = [
                Button(word_of(step), lambda step=step: self.answer(step.value))
                for step in (Step.ACCEPTED, Step.WAITING, Step.RECEIVED)
            ]
            self.first = buttons[0]
            self._line(*buttons)
            self._line(Button(word_of(Step.AWAITING_PERSON), lambda: self.answer(Step.AWAITING_PERSON.value), kind="flat"),
                       *self._hand_over(legal))  # fmt: skip
            self._line(self.reason, Button(tr("Refusé"), lambda: self.answer(Step.REFUSED.value), kind="grave"))
            self._line(self.criterion, self.until)
            self.rows.addWidget(self.words)
            self.reason.changed.connect(self._reason_chosen)
            self._reason_chosen()
        if Step.RESULT in legal:
            self.rows.addWidget(self.amount)
            self._line(*(self._result_button(result) for result in ("funded", "started", "other_help", "nothing")))
        if Step.CLOSE in legal:
            self._line(self.how, Button(tr("Clore"), self._close, icon_name="check-check"))
        if Step.REOPEN in legal:
            self.rows.addWidget(Button(tr("Rouvrir"), self._reopen, icon_name="refresh-cw"))
            self._offer_instead()
        if self.details.card.result in ("funded", "started"):
            self.rows.addWidget(SixMonthsCard(self.desk, self.details.card))

    def _hand_over(self, legal: frozenset[Step]) -> list[Button]:
        return [Button(tr("Remis à la personne"), self._handed_over, kind="flat")] if Step.HAND_OVER in legal else []

    def _handed_over(self) -> None:
        from app.referrals.answers import hand_over

        self.desk.jobs.write(
            hand_over, self.desk.workspace, self.code, done=lambda _: self.desk.say.done(tr("Noté."), undo=True)
        )

    def _reason_chosen(self) -> None:
        teaching = self.reason.value() == _TEACHING
        asked = tr("quels papiers ?") if self.reason.value() == _PAPERS else tr("dans ses mots (gardés tels quels)")
        self.words.setPlaceholderText(asked)
        self.words.setAccessibleName(asked)
        self.criterion.setVisible(teaching)
        if teaching and self.criterion.count() <= 1:
            from app.referrals.evidence import refusal_criteria

            self.desk.jobs.read(
                "referral.criteria",
                refusal_criteria,
                self.desk.workspace,
                self.details.card.id,
                done=self._criteria_came,
            )

    def _criteria_came(self, keys: tuple[str, ...]) -> None:
        self.criterion.fill((key, criterion_name(key)) for key in keys)

    def _until(self) -> Any:
        """The date typed; False when it is none, and that is shown."""
        try:
            return self.until.day()
        except ValueError:
            self.until.set_wrong(True)
            return False

    def _offer_instead(self) -> None:
        """Somebody refused is offered the next option at once."""
        if self.details.card.result in ("funded", "started", "other_help"):
            return
        from app.referrals.evidence import next_options

        self.rows.addLayout(self.instead)
        self.desk.jobs.read(
            "referral.instead", next_options, self.desk.workspace, self.details.card.id, done=self._options_came
        )

    def _options_came(self, options: Any) -> None:
        clear(self.instead)
        if not options:
            return
        self.rows.addWidget(Words(tr("Proposer plutôt"), part="quiet"))
        person_id = self.details.card.person.id
        for one in options:
            row = QHBoxLayout()
            row.addWidget(badge(one.verdict))
            title = Words(one.title.get(current_language(), ""), wrap=True)
            row.addWidget(title, 1)
            row.addWidget(
                Button(
                    tr("Orienter"),
                    lambda one=one: self.desk.go("people", person_id=person_id, refer=one.slug),
                    kind="flat",
                )
            )
            self.rows.addLayout(row)

    def _result_button(self, result: str) -> Button:
        return Button(word_of(result), lambda: self._result(result))

    def _result(self, result: str) -> None:
        from app.referrals.answers import record_result

        try:
            centimes = self.amount.centimes()
        except ValueError:
            self.amount.set_wrong(True)
            return
        self.desk.jobs.write(
            record_result, self.desk.workspace, self.code, result, amount_centimes=centimes, done=self._noted
        )

    def _close(self) -> None:
        from app.referrals.answers import close_referral

        self.desk.jobs.write(close_referral, self.desk.workspace, self.code, self.how.value(), done=self._noted)

    def _reopen(self) -> None:
        from app.referrals.answers import reopen_referral

        self.desk.jobs.write(reopen_referral, self.desk.workspace, self.code, done=self._noted)

    def _noted(self, _: object) -> None:
        self.desk.say.done(tr("Réponse enregistrée."), undo=True)

    def _line(self, *parts: Any) -> None:
        row = QHBoxLayout()
        for part in parts:
            row.addWidget(part)
        self.rows.addLayout(row)
