"""Référencements: the list, overdue first, and one referral ready to take its answer."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.workspace import Change
from resources.i18n import current_language, format_date, tr, tr_noop
from ui.context import Desk, View
from ui.people.choices import Choices, translated
from ui.referrals.printing import Printed, print_again
from ui.referrals.table import ReferralsTable
from ui.signs import badge, word_of
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, EmptyState, Section, Words, clear
from ui.widgets.fields import ChoiceField, MoneyField

_REASONS: Choices = (
    ("criterion_not_met", tr_noop("Un critère n’est pas rempli")), ("no_funds", tr_noop("Plus de fonds")),
    ("papers_missing", tr_noop("Papiers manquants")), ("not_reached", tr_noop("Non joignable")),
    ("duplicate", tr_noop("Déjà demandé")), ("changed_mind", tr_noop("A changé d’avis")), ("other", tr_noop("Autre")),
)  # fmt: skip


def create(desk: Desk) -> View:
    """The view of this room."""
    return ReferralsView(desk)


class ReferralsView(View):
    """A scan of any slip opens it here, the cursor on "Accepté"."""

    nouns = frozenset({"referral", "referral_step", "slip"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = ReferralsTable(desk)
        self.code: str | None = None
        self._side = QVBoxLayout()
        side = QWidget()
        side.setFixedWidth(LOOK.px(400))
        side.setLayout(self._side)
        self._side.addWidget(EmptyState("scan-line", tr("Scannez le code d’un bon : son référencement s’ouvre ici.")))
        self.only_open = Button(tr("En cours seulement"), self._toggle)
        self.only_open.setCheckable(True)
        left = QVBoxLayout()
        row = QHBoxLayout()
        row.addWidget(self.only_open)
        row.addStretch()
        left.addLayout(row)
        left.addWidget(self.list)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(*(LOOK.px(SPACE[3]),) * 4)
        whole.addLayout(left, 1)
        whole.addWidget(side)

    def focus_first(self) -> None:
        """The list."""
        self.list.table.setFocus()

    def open(self, **target: Any) -> None:
        """`code` (scanned or chosen) or a search's `hit` opens a referral."""
        self.code = target.get("code") or target.get("hit")
        self._ask()

    def refresh(self, change: Change | None) -> None:
        """The list, and the referral that is open."""
        self.list.refresh()
        self._ask()

    def state(self) -> dict[str, Any]:
        """The referral open."""
        return {"code": self.code}

    def restore(self, state: dict[str, Any]) -> None:
        """Comes back to it."""
        if state.get("code"):
            self.open(code=state["code"])

    def answer(self, answer: str, reason: str | None = None) -> None:
        """One gesture: what the coupon says."""
        from app.referrals.answers import record_answer

        self.desk.jobs.write(
            record_answer, self.desk.workspace, self.code, answer, source="coupon", reason=reason, done=self._noted
        )

    def _toggle(self) -> None:
        self.list.open_only = self.only_open.isChecked()
        self.list.refresh()

    def _ask(self) -> None:
        from app.referrals.answers import referral_details

        if self.code:
            self.desk.jobs.read("referral", referral_details, self.desk.workspace, code=self.code, done=self._show)

    def _noted(self, _: object) -> None:
        self.desk.say.done(tr("Réponse enregistrée."), undo=True)

    def _show(self, details: Any) -> None:
        clear(self._side)
        card, language = details.card, current_language()
        self.code = card.code
        head = Card()
        head.rows.addWidget(Words(card.number, size="title", bold=True))
        head.rows.addWidget(Words(card.person.display_name, size="large"))
        head.rows.addWidget(
            Words(f"{card.entry.get(language, '')}\n{card.provider.get(language, '')}", wrap=True, part="quiet")
        )
        row = QHBoxLayout()
        for state in (card.progress, card.decision, card.result):
            if state:
                row.addWidget(badge(state))
        row.addStretch()
        head.rows.addLayout(row)
        if card.due_on:
            head.rows.addWidget(Words(tr("À faire avant le {date}", date=format_date(card.due_on)), part="quiet"))
        self._side.addWidget(head)
        self._side.addWidget(self._answers(details))
        steps = Card()
        steps.rows.addWidget(Section(tr("Étapes")))
        for step in details.steps:
            word = tr("bon émis") if step.kind == "issue" else word_of(step.kind.rpartition(":")[2])
            steps.rows.addWidget(Words(f"{format_date(step.on)}  ·  {word}"))
        self._side.addWidget(steps)
        buttons = QHBoxLayout()
        buttons.addWidget(
            Button(tr("Dossier"), lambda: self.desk.go("people", person_id=card.person.id), icon_name="user")
        )
        buttons.addWidget(Button(tr("Réimprimer (DUPLICATA)"), lambda: self._reprint(card), icon_name="printer"))
        self._side.addLayout(buttons)
        self._side.addStretch()

    def _answers(self, details: Any) -> Card:
        from app.referrals.lifecycle import Step

        card = Card()
        card.rows.addWidget(Section(tr("Réponse du coupon")))
        legal = details.legal
        first: Button | None = None
        row = QHBoxLayout()
        for step in (Step.ACCEPTED, Step.WAITING, Step.RECEIVED):
            if step in legal:
                button = Button(word_of(step), lambda step=step: self.answer(step.value))
                row.addWidget(button)
                first = first or button
        card.rows.addLayout(row)
        if Step.REFUSED in legal:
            reason = ChoiceField(translated(_REASONS), required=True)
            reason.setAccessibleName(tr("Motif du refus"))
            line = QHBoxLayout()
            line.addWidget(reason)
            line.addWidget(Button(tr("Refusé"), lambda: self.answer("refused", reason.value()), kind="grave"))
            card.rows.addLayout(line)
        if Step.RESULT in legal:
            amount = MoneyField(tr("montant obtenu, MAD"))
            card.rows.addWidget(amount)
            results = QHBoxLayout()
            for result in ("funded", "started", "other_help", "nothing"):
                results.addWidget(Button(word_of(result), lambda result=result: self._result(result, amount)))
            card.rows.addLayout(results)
        if Step.REOPEN in legal:
            card.rows.addWidget(Button(tr("Rouvrir"), self._reopen, icon_name="refresh-cw"))
        if first is not None:
            first.setFocus()
        return card

    def _result(self, result: str, amount: MoneyField) -> None:
        from app.referrals.answers import record_result

        try:
            centimes = amount.centimes()
        except ValueError:
            amount.set_wrong(True)
            return
        self.desk.jobs.write(
            record_result, self.desk.workspace, self.code, result, amount_centimes=centimes, done=self._noted
        )

    def _reopen(self) -> None:
        from app.referrals.answers import reopen_referral

        self.desk.jobs.write(reopen_referral, self.desk.workspace, self.code, done=self._noted)

    def _reprint(self, card: Any) -> None:
        def printed(where: Printed) -> None:
            self.desk.say.done(tr("Duplicata : {where}", where=where.printer or str(where.file)))

        self.desk.jobs.write(print_again, self.desk.workspace, card.slip_id, card.number, done=printed)
