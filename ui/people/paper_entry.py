"""One paper being typed: kind, number, dates, how it is known; what looks odd and who else holds it, said beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from resources.i18n import format_date, tr
from ui.people.choices import PAPER_STATUSES, paper_choices, paper_form, paper_label, translated
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Words, clear
from ui.widgets.fields import ChoiceField, Form, TextField

if TYPE_CHECKING:
    from app.people.forms import PaperForm
    from ui.context import Desk

KEYS = ("type", "number", "issued", "expires", "status")
_LOOK_AFTER_MS = 250


class PaperEntry(QWidget):
    """`texts()` is what a draft keeps, `form()` what is recorded."""

    changed = Signal()

    def __init__(self, desk: Desk, person_id: UUID | None = None, go: Callable[[UUID], None] | None = None) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self._go = go or (lambda person_id: desk.go("people", person_id=person_id))
        self.fields: dict[str, Any] = {
            "type": ChoiceField(paper_choices()), "number": TextField(_number_hint(desk), longest=400),
            "issued": TextField(tr("jj/mm/aaaa"), longest=40), "expires": TextField(tr("jj/mm/aaaa"), longest=40),
            "status": ChoiceField(translated(PAPER_STATUSES), required=True),
        }  # fmt: skip
        self.form_part = Form()
        labels = (tr("Pièce"), tr("Numéro"), tr("Délivrée le"), tr("Fin de validité"), tr("Comment on la connaît"))
        for key, label in zip(KEYS, labels, strict=True):
            self.form_part.add(label, self.fields[key])
            self.fields[key].changed.connect(self._typed)
        self._said = QVBoxLayout()
        self._said.setSpacing(LOOK.px(SPACE[1]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form_part)
        column.addLayout(self._said)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LOOK_AFTER_MS)
        self._timer.timeout.connect(self._look)

    def texts(self) -> dict[str, str]:
        """What was typed."""
        return {key: str(self.fields[key].value() or "") for key in KEYS}

    def show_texts(self, texts: dict[str, str]) -> None:
        """Shows what was typed."""
        for key in KEYS:
            self.fields[key].show_value(texts.get(key) or ("seen" if key == "status" else None))
        self._look()

    def is_empty(self) -> bool:
        """Whether no paper is being typed."""
        return not (self.fields["type"].value() or self.fields["number"].value())

    def form(self) -> PaperForm:
        """The paper. Raises Refused: no kind chosen, a date that cannot be."""
        return form_of_texts(self.texts())

    def empty(self) -> None:
        """Ready for another paper."""
        self.show_texts({})

    def _typed(self) -> None:
        self.changed.emit()
        self._timer.start()

    def _look(self) -> None:
        texts = self.texts()
        said = []
        for key in ("issued", "expires"):
            self.form_part.say_wrong(self.fields[key], _date_trouble(texts[key]))
        if texts["type"]:
            try:
                said = warnings_of(form_of_texts(texts), self.desk.workspace.clock.today())
            except WaslError:
                said = []  # told under the date
        self.form_part.say_odd(self.fields["number"], " ".join(said))
        if texts["type"] and texts["number"]:
            from app.people.holders import paper_holders

            self.desk.jobs.read(
                f"holders.{id(self)}", paper_holders, self.desk.workspace, texts["type"], texts["number"], self.person_id,
                done=self._show_holders,
            )  # fmt: skip
        else:
            clear(self._said)

    def _show_holders(self, holders: list[Any]) -> None:
        clear(self._said)
        for holder in holders:
            line = QHBoxLayout()
            if holder.card is None:
                text = tr("Pièce déjà au dossier d’une autre agence : {agency}, demander.", agency=holder.elsewhere)
            else:
                text = tr(
                    "Pièce déjà au dossier de {name} ({number}).",
                    name=holder.card.display_name,
                    number=holder.card.number,
                )
            words = Words(text, wrap=True)
            words.setProperty("tone", "ask")
            line.addWidget(words, 1)
            if holder.card is not None:
                person_id = holder.card.id
                line.addWidget(Button(tr("Ouvrir ce dossier"), lambda person_id=person_id: self._go(person_id)))
            self._said.addLayout(line)
        if holders:
            self._said.addWidget(
                Words(
                    tr("Si vous l’enregistrez, la paire attend dans les doublons à revoir."),
                    size="small",
                    part="quiet",
                    wrap=True,
                )
            )


def form_of_texts(texts: dict[str, str]) -> PaperForm:
    """The paper of a draft's texts. Raises Refused."""
    from app.errors import Refused

    if not texts.get("type"):
        raise Refused("paper.type_missing")
    return paper_form(
        texts["type"],
        texts.get("number") or None,
        texts.get("expires"),
        texts.get("issued"),
        texts.get("status") or "seen",
    )


def warnings_of(form: PaperForm, today: Any) -> list[str]:
    """What looks odd about a paper, in the current language; a paper about to end, or ended, included."""
    from app.people.papers import Paper, Validity, paper_warnings

    paper = Paper(form.type, form.number, form.expires_on, form.issued_on, form.status)
    said = [tr(text) for text in paper_warnings(paper, today)]
    if paper.validity(today) is Validity.EXPIRED and form.expires_on:
        said.append(tr("Expirée le {date} : à renouveler.", date=format_date(form.expires_on)))
    elif paper.validity(today) is Validity.ENDS_SOON and form.expires_on:
        said.append(tr("Expire bientôt, le {date} : à renouveler.", date=format_date(form.expires_on)))
    return said


def paper_line(form: PaperForm) -> str:
    """A paper in one line."""
    statuses = dict(PAPER_STATUSES)
    issued = tr("délivrée le {date}", date=format_date(form.issued_on)) if form.issued_on else ""
    ends = tr("jusqu’au {date}", date=format_date(form.expires_on)) if form.expires_on else tr("fin inconnue")
    known = tr(statuses.get(form.status, form.status))
    return "  ·  ".join(part for part in (paper_label(form.type), form.number or "", issued, ends, known) if part)


def _date_trouble(text: str) -> str:
    from app.people.papers import parse_day

    try:
        parse_day(text)
    except WaslError as error:
        return " ".join(sentence(error))
    return ""


def _number_hint(desk: Desk) -> str:
    """Said where the number is typed, before it is dropped (rule P12)."""
    return "" if desk.workspace.agency.keeps_paper_numbers else tr("pas gardé sans numéro CNDP (loi 09-08)")
