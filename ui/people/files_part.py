"""The files of a dossier: small pictures, opened inside the window, added by choosing or dropping, deleted for good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import BadFile, Refused, WaslError, sentence
from app.people.forms import Dossier
from app.settings import KEEP_PAPER_FILES
from resources.i18n import format_date, format_number, tr
from ui.context import Desk
from ui.people.choices import paper_label
from ui.theme import LOOK, SPACE, Tone, pixmap
from ui.widgets.basic import Button, Section, Trouble, Words, clear
from ui.widgets.fields import ChoiceField

if TYPE_CHECKING:
    from app.people.attachments import AttachmentCard

_SIDE = 64


class FilesPart(QWidget):
    """`opened` tells which file is to be shown: the panel has the room for it."""

    opened = Signal(object)

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self.cards: list[AttachmentCard] = []
        self._papers: dict[UUID, str] = {}
        self._asked: UUID | None = None
        self.setAcceptDrops(True)
        self.what = ChoiceField(required=True)
        self.what.setMinimumContentsLength(24)
        self.what.setAccessibleName(tr("Ce que montre le fichier"))
        self._list = QVBoxLayout()
        self.wrong = Trouble()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[2]))
        column.addWidget(Section(tr("Fichiers")))
        column.addLayout(self._list)
        row = QHBoxLayout()
        row.addWidget(self.what)
        row.addWidget(Button(tr("Joindre un fichier…"), self._pick, icon_name="image"))
        row.addStretch()
        column.addLayout(row)
        self._note = Words(size="small", part="quiet", wrap=True)
        column.addWidget(self._note)
        column.addWidget(self.wrong)

    def show_dossier(self, whole: Dossier) -> None:
        """What a file may show, and the files there are."""
        keeps = self.desk.workspace.settings.get(KEEP_PAPER_FILES)
        self._papers = {
            paper.id: " ".join(part for part in (paper_label(paper.form.type), paper.form.number) if part)
            for paper in whole.papers
        }
        choices: list[tuple[Any, str]] = [("photo", tr("Photo de la personne")), ("other", tr("Autre fichier"))]
        if keeps:
            choices += list(self._papers.items())
        self.what.fill(choices)
        self._note.setText(
            tr("JPEG, PNG ou PDF, 10 Mo au plus. Les fichiers sont chiffrés avec le dossier.")
            if keeps
            else tr("JPEG, PNG ou PDF, 10 Mo au plus. L’agence ne garde pas de copies des pièces d’identité.")
        )
        self.refresh()

    def refresh(self) -> None:
        """Reads the files again."""
        from app.people.attachments import attachments_of

        key = f"files.{self.person_id}"
        self.desk.jobs.read(key, attachments_of, self.desk.workspace, self.person_id, done=self._show)

    def take(self, path: Path) -> None:
        """Keeps a file as what was chosen."""
        what = self.what.value()
        kind, paper_id = ("paper", what) if isinstance(what, UUID) else (what, None)
        self.desk.jobs.write(
            _attach, self.desk.workspace, self.person_id, path, kind, paper_id, done=self._taken, failed=self._failed
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file held over the list may be let go."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes the files let go."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.take(Path(url.toLocalFile()))

    def _pick(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Joindre un fichier…"), "", tr("Images et PDF") + " (*.jpg *.jpeg *.png *.pdf)"
        )
        if name:
            self.take(Path(name))

    def _taken(self, _: object) -> None:
        self.wrong.setText("")
        self.desk.say.done(tr("Fichier joint au dossier."))

    def _show(self, cards: list[AttachmentCard]) -> None:
        self.cards = cards
        clear(self._list)
        if not cards:
            self._list.addWidget(Words(tr("Aucun fichier."), part="quiet"))
        for card in cards:
            self._list.addWidget(self._line(card))

    def _line(self, card: AttachmentCard) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        picture = QLabel()
        picture.setFixedSize(LOOK.px(_SIDE), LOOK.px(_SIDE))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(self._small(card))
        row.addWidget(picture)
        what = {"photo": tr("Photo de la personne"), "other": tr("Autre fichier")}.get(card.kind, tr("Pièce"))
        name = self._papers.get(card.paper_id, card.name) if card.paper_id else card.name
        size = tr("{n} ko", n=format_number(max(1, card.size // 1000)))
        row.addWidget(Words("  ·  ".join((what, name, format_date(card.added_on), size)), wrap=True), 1)
        if self._asked == card.id:
            row.addWidget(Words(tr("Effacer ce fichier pour toujours ?"), part="wrong"))
            row.addWidget(Button(tr("Effacer le fichier"), lambda: self._delete(card.id), kind="grave"))
            row.addWidget(Button(tr("Le garder"), lambda: self._ask(None), kind="flat"))
        else:
            row.addWidget(Button(tr("Voir"), lambda: self.opened.emit(card), icon_name="eye", kind="flat"))
            row.addWidget(Button(tr("Effacer…"), lambda: self._ask(card.id), icon_name="trash-2", kind="flat"))
        return holder

    def _small(self, card: AttachmentCard) -> QPixmap:
        picture = QPixmap()
        side = LOOK.px(_SIDE)
        if not picture.loadFromData(card.thumbnail):
            return pixmap("file-text", Tone.MUTED, side // 2)
        return scaled(picture, side, self.devicePixelRatioF())

    def _ask(self, attachment_id: UUID | None) -> None:
        self._asked = attachment_id
        self._show(self.cards)

    def _delete(self, attachment_id: UUID) -> None:
        from app.people.attachments import delete_attachment

        self._asked = None
        self.desk.jobs.write(
            delete_attachment, self.desk.workspace, attachment_id, failed=self._failed,
            done=lambda _: self.desk.say.done(tr("Fichier effacé.")),
        )  # fmt: skip

    def _failed(self, error: WaslError) -> None:
        self.wrong.setText(" ".join(sentence(error)))


def scaled(picture: QPixmap, side: int, ratio: float) -> QPixmap:
    """The picture within a square, sharp on any screen."""
    dots = round(side * ratio)
    mode = Qt.TransformationMode.SmoothTransformation
    small = picture.scaled(dots, dots, Qt.AspectRatioMode.KeepAspectRatio, mode)
    small.setDevicePixelRatio(ratio)
    return small


def _attach(workspace: Any, person_id: UUID, path: Path, kind: str, paper_id: UUID | None) -> Any:
    from app.people.attachments import LARGEST_FILE, attach

    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused("attachment.too_large", limit=LARGEST_FILE // 1_000_000)
        content = path.read_bytes()
    except OSError as error:
        raise BadFile("file.unreadable", file=path.name) from error
    return attach(workspace, person_id, path.name, content, kind, paper_id)
