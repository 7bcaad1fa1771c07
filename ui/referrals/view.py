"""Référencements: the list, overdue first, and one referral ready to take its answer."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.settings import REFERRALS_VIEW
from app.workspace import Change
from resources.i18n import current_language, format_date, tr
from ui.context import Desk, View
from ui.referrals.answer_card import AnswerCard
from ui.referrals.board import ReferralsBoard
from ui.referrals.paper_card import PaperCard
from ui.referrals.table import ReferralsTable
from ui.referrals.tool import Tool
from ui.referrals.words import REASONS, SOURCES, criterion_name, silence_text
from ui.signs import badge, word_of
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, EmptyState, Section, Words, clear, scrolled
from ui.widgets.flow import Flow


def create(desk: Desk) -> View:
    """The view of this room."""
    return ReferralsView(desk)


TOOLS = ("queue", "calls", "print", "bordereau", "answers", "wordings", "lessons")
"""Works beside the list: what waits, calls, papers to print, lists to and from providers, words of letters, refusals."""


class ReferralsView(View):
    """A scan of any slip opens it here, the cursor on "Accepté"."""

    nouns = frozenset({"referral", "referral_step", "slip", "letter_wording", "provider_word", "refusal_evidence"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = ReferralsTable(desk)
        self.board = ReferralsBoard(desk)
        self.code: str | None = None
        self.answers: AnswerCard | None = None
        self.tool: Tool | None = None
        self._tool = ""
        self._side = QVBoxLayout()
        side = QWidget()
        side.setLayout(self._side)
        self._side.addWidget(EmptyState("scan-line", tr("Scannez le code d’un bon : son référencement s’ouvre ici.")))
        holder = scrolled(side)
        holder.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder.setFixedWidth(LOOK.px(440))
        self.only_open = Button(tr("En cours seulement"), self._toggle)
        self.only_open.setCheckable(True)
        self.by_state = Button(tr("Par état"), lambda: self.choose(self.by_state.isChecked()), icon_name="table")
        self.by_state.setCheckable(True)
        buttons = [
            Button(text, lambda tool=tool: self.open(tool=tool), icon_name=icon_name)
            for tool, text, icon_name in (
                ("queue", tr("À suivre"), "bell"), ("calls", tr("Feuille d’appel"), "phone"),
                ("print", tr("À imprimer"), "printer"), ("bordereau", tr("Bordereau"), "send"),
                ("answers", tr("Réponses"), "upload"), ("wordings", tr("Lettres"), "pencil"), ("lessons", tr("Refus"), "scale"),
            )
        ]  # fmt: skip
        left = QVBoxLayout()
        self.silence = Words(part="quiet", wrap=True)
        self._waiting = buttons[TOOLS.index("print")]
        tools = QWidget()
        flow = Flow(tools)
        for part in (*buttons, self.only_open, self.by_state):
            flow.addWidget(part)
        left.addWidget(tools)
        left.addWidget(self.silence)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.board)
        left.addWidget(self._lists)
        page = QWidget()
        main = QHBoxLayout(page)
        main.setContentsMargins(0, 0, 0, 0)
        main.addLayout(left, 1)
        main.addWidget(holder)
        self._stack = QStackedWidget()
        self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(LOOK.px(SPACE[3]),) * 4)
        whole.addWidget(self._stack)
        self.board.opened.connect(lambda row: self.open(code=row.code))
        self._show_lists(desk.workspace.settings.get(REFERRALS_VIEW) == "board")
        self._count()

    def focus_first(self) -> None:
        """The list, or the work that is open."""
        if self.tool is not None:
            self.tool.focus_first()
        else:
            self._into_lists()

    def open(self, **target: Any) -> None:
        """`code` (scanned or chosen) or a search's `hit` opens a referral; `tool` one of TOOLS; `show` board, table."""
        if (tool := target.get("tool")) in TOOLS:
            self._show_tool(str(tool))
            return
        self.close_tool()
        if (show := target.get("show")) in ("board", "table"):
            self.choose(show == "board")
            self.focus_first()
            return
        self.code = target.get("code") or target.get("hit")
        self._ask()

    def close_tool(self) -> None:
        """Back to the list."""
        if self.tool is not None:
            self._stack.removeWidget(self.tool)
            self.tool.deleteLater()
            self.tool, self._tool = None, ""
            self._into_lists()

    def refresh(self, change: Change | None) -> None:
        """The list, and the referral or the work that is open."""
        self._refresh_lists()
        self._count()
        if self.tool is not None:
            self.tool.refresh()
        self._ask()

    def state(self) -> dict[str, Any]:
        """The referral or the work open."""
        return {"code": self.code, "tool": self._tool}

    def restore(self, state: dict[str, Any]) -> None:
        """Comes back to it."""
        if state.get("code"):
            self.open(code=state["code"])
        if state.get("tool"):
            self.open(tool=state["tool"])

    def hide_names(self, hidden: bool) -> None:
        """Privacy."""
        self.list.hide_names(hidden)
        self.board.hide_names(hidden)

    def choose(self, by_state: bool) -> None:
        """The board of states or the list; the choice is kept for this account."""
        from app.accounts.preferences import change_setting

        self._show_lists(by_state)
        word = "board" if by_state else "table"
        self.desk.jobs.write(change_setting, self.desk.workspace, REFERRALS_VIEW, word)

    def _into_lists(self) -> None:
        """The keyboard goes into the list or the board, whichever is shown."""
        if self.by_state.isChecked():
            self.board.begin()
        else:
            self.list.table.setFocus()

    def _show_lists(self, by_state: bool) -> None:
        self.by_state.setChecked(by_state)
        self._lists.setCurrentWidget(self.board if by_state else self.list)
        self._refresh_lists()

    def _refresh_lists(self) -> None:
        """Only the one that is seen."""
        if self.by_state.isChecked():
            self.board.refresh()
        else:
            self.list.refresh()

    def _count(self) -> None:
        """How many slips wait to be printed stands on the way to them."""
        from app.referrals.following import silence
        from app.referrals.printing import list_to_print

        def show(waiting: list[Any]) -> None:
            self._waiting.setText(tr("À imprimer ({n})", n=len(waiting)) if waiting else tr("À imprimer"))

        self.desk.jobs.read("referrals.waiting", list_to_print, self.desk.workspace, done=show)
        self.desk.jobs.read(
            "referrals.share", silence, self.desk.workspace, done=lambda told: self.silence.setText(silence_text(told))
        )

    def _show_tool(self, name: str) -> None:
        from ui.referrals.answers_panel import AnswersPanel
        from ui.referrals.bordereau_panel import BordereauPanel
        from ui.referrals.call_sheet import CallSheet
        from ui.referrals.follow_up import FollowUpQueue
        from ui.referrals.lessons import Lessons
        from ui.referrals.print_queue import PrintQueue
        from ui.referrals.wordings_panel import WordingsPanel

        self.close_tool()
        kinds = dict(
            zip(
                TOOLS,
                (FollowUpQueue, CallSheet, PrintQueue, BordereauPanel, AnswersPanel, WordingsPanel, Lessons),
                strict=True,
            )
        )
        self.tool, self._tool = kinds[name](self.desk, self.close_tool), name
        self._stack.addWidget(self.tool)
        self._stack.setCurrentWidget(self.tool)
        self.tool.focus_first()

    def _toggle(self) -> None:
        self.list.open_only = self.board.open_only = self.only_open.isChecked()
        self._refresh_lists()

    def _ask(self) -> None:
        if self.code:
            self.desk.jobs.read("referral", _whole, self.desk.workspace, self.code, done=self._show)

    def _show(self, found: Any) -> None:
        details, scanned = found
        clear(self._side)
        card, language = details.card, current_language()
        self.code = card.code
        head = Card()
        head.rows.addWidget(Words(card.number, size="title", bold=True))
        if scanned.is_replaced:
            told = tr(
                "Le bon {old} est annulé : {new} le remplace depuis le {date}.", old=scanned.held.number,
                new=scanned.valid.number, date=format_date(scanned.valid.issued_on),
            )  # fmt: skip
            head.rows.addWidget(Words(told, part="wrong", bold=True, wrap=True))
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
        if details.said.disagree:
            head.rows.addWidget(Words(_both_words(details.said), part="wrong", wrap=True))
        if details.redirected_to:
            head.rows.addWidget(Words(tr("Réorienté vers le bon {number}", number=details.redirected_to), part="quiet"))
        self._side.addWidget(head)
        self.answers = AnswerCard(self.desk, details)
        self._side.addWidget(self.answers)
        self.papers = PaperCard(self.desk, card, scanned)
        self._side.addWidget(self.papers)
        steps = Card()
        steps.rows.addWidget(Section(tr("Étapes")))
        for step in details.steps:
            steps.rows.addWidget(Words(_step_text(step), wrap=True))
        self._side.addWidget(steps)
        buttons = QHBoxLayout()
        buttons.addWidget(
            Button(tr("Dossier"), lambda: self.desk.go("people", person_id=card.person.id), icon_name="user")
        )
        self._side.addLayout(buttons)
        self._side.addStretch()
        if self.answers.first is not None:
            self.answers.first.setFocus()


def _step_text(step: Any) -> str:
    """One step in a line: when, what, told by whom, why, and who recorded it."""
    word = tr("bon émis") if step.kind == "issue" else word_of(step.kind.rpartition(":")[2])
    told = {value: tr(label) for value, label in SOURCES}.get(step.source, "")
    reason = next((tr(label) for value, label in REASONS if value == step.reason), "")
    criterion = criterion_name(step.criterion) if step.criterion else ""
    until = tr("jusqu’au {date}", date=format_date(step.until)) if step.until else ""
    words = f"« {step.words} »" if step.words else ""
    return "  ·  ".join(
        part for part in (format_date(step.on), word, told, reason, criterion, words, until, step.author) if part
    )


def _both_words(said: Any) -> str:
    """What the provider says and what the person says, side by side."""
    provider, person = (word_of(word.result or word.decision or "") for word in (said.provider, said.person))
    return tr("L’organisme dit : {provider}. La personne dit : {person}.", provider=provider, person=person)


def _whole(workspace: Any, code: str) -> Any:
    """A referral and every version of its slip; the code may be that of a version since replaced."""
    from app.referrals.answers import referral_details
    from app.referrals.versions import slip_versions

    return referral_details(workspace, code=code), slip_versions(workspace, code)
