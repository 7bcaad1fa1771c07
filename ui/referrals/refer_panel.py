"""The slip before it is issued: the paper at the start, the consent and three choices beside it; Enter issues and prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from app.settings import PRINTER, SLIP_FORMAT, SLIP_LANGUAGES
from resources.i18n import current_language, format_date, tr
from ui.context import Desk
from ui.referrals.printing import print_slip, printer_names
from ui.referrals.words import figures_text
from ui.slices import in_slices
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Words, scrolled
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.pages import PagePreview, picture_of_all

_DPI = 110


class ReferPanel(QWidget):
    """Everything for one referral: preview, attestation, issue."""

    def __init__(self, desk: Desk, person_id: UUID, slug: str, back: Callable[[], None]) -> None:
        super().__init__()
        self.desk, self.person_id, self.slug, self.back = desk, person_id, slug, back
        self.provider_id: UUID | None = None
        self.issued: Any = None
        self._wants_issue = self._is_ready = False
        self.preview = PagePreview()
        self.attest = QCheckBox(tr("Lu à la personne, qui accepte"))
        self.wording = Words(wrap=True)
        self.wrong = Words(part="wrong", wrap=True)
        self.signs = Words(part="wrong", wrap=True)
        self.signs.hide()
        self.button = Button(tr("Émettre et imprimer (Entrée)"), self.issue, icon_name="printer", kind="main")
        self.choices = Card()
        self._lay_out()
        in_slices(self, self._make_choices, self._lay_out_choices, self._load)

    def focus_first(self) -> None:
        """The attestation: Space ticks it, Enter issues."""
        self.attest.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter issues, Escape goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.issue()
        elif event.key() == Qt.Key.Key_Escape:
            self.back()
        else:
            super().keyPressEvent(event)

    def issue(self) -> None:
        """Keeps the consent when it was just attested, issues, then prints or leaves a PDF."""
        if self.issued is not None or not self.button.isEnabled():
            return
        if not self._is_ready:
            self._wants_issue = True  # the providers are on their way: Enter holds for when they are there
            return
        self.button.setEnabled(False)
        self.wrong.setText("")
        self.desk.jobs.write(
            _attest_and_issue, self.desk.workspace, self.person_id, self.slug, self._options(), self.provider_id,
            self.attest.isChecked(), current_language(), self.slot.value(), done=self._issued, failed=self._failed,
        )  # fmt: skip

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(LOOK.px(SPACE[3]))
        whole.addWidget(self.preview, 3)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        consent = Card()
        consent.rows.addWidget(Words(tr("Accord de la personne"), size="large", bold=True))
        consent.rows.addWidget(self.wording)
        consent.rows.addWidget(self.attest)
        column.addWidget(consent)
        column.addWidget(self.choices)
        column.addStretch()
        holder = scrolled(side)
        holder.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder.setFixedWidth(LOOK.px(340))
        # What ends the work stays in sight at any text size.
        end = QVBoxLayout()
        end.addWidget(holder, 1)
        self.leave = Button(tr("Retour (Échap)"), self.back, kind="flat")
        for part in (self.signs, self.wrong, self.button, self.leave):
            end.addWidget(part)
        whole.addLayout(end)

    def _make_choices(self) -> None:
        settings = self.desk.workspace.settings
        self.languages = ChoiceField(
            [("fr-ar", "Français + العربية"), ("en-ar", "English + العربية"), ("en-fr", "English + Français")],
            required=True,
        )
        self.languages.show_value(settings.get(SLIP_LANGUAGES))
        self.paper = ChoiceField([("a4", "A4"), ("a5", "A5"), ("80mm", "80 mm")], required=True)
        self.paper.show_value(settings.get(SLIP_FORMAT))
        self.printer = ChoiceField(none_text=tr("PDF, sans imprimante"))
        self.phone = QCheckBox(tr("Téléphone"))
        self.birth = QCheckBox(tr("Date de naissance"))
        self.provider = ChoiceField(required=True)
        self.figures = Words(part="quiet", size="small", wrap=True)
        self.slot = ChoiceField(none_text=tr("sans rendez-vous"))
        self.reason = TextField(tr("motif, si la fiche dit « non éligible »"))

    def _lay_out_choices(self) -> None:
        rows = self.choices.rows
        for label, part in (
            (tr("Rendez-vous"), self.slot), (tr("Organisme"), self.provider), (tr("Langues du bon"), self.languages), (tr("Papier"), self.paper),
            (tr("Imprimante"), self.printer),
            (tr("Motif"), self.reason),
        ):  # fmt: skip
            rows.addWidget(Words(label, part="quiet", size="small"))
            rows.addWidget(part)
            part.setAccessibleName(label)
            if part is self.provider:
                rows.addWidget(self.figures)
        rows.addWidget(Words(tr("Montrer aussi sur le bon"), part="quiet", size="small"))
        rows.addWidget(self.phone)
        rows.addWidget(self.birth)
        # Made after the buttons that end the work, they would come after them under Tab too.
        order = (
            self.attest, self.slot, self.provider, self.languages, self.paper, self.printer, self.reason, self.phone, self.birth,
            self.button, self.leave,
        )  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        for field in (self.languages, self.paper):
            field.changed.connect(self._draw)
        self.printer.changed.connect(self._keep_printer)
        self.provider.changed.connect(self._load_wording)
        for box in (self.phone, self.birth):
            box.toggled.connect(self._draw)

    def _keep_printer(self) -> None:
        """The choice belongs to this PC and holds for every slip."""
        from app.accounts.preferences import change_setting

        self.desk.jobs.write(change_setting, self.desk.workspace, PRINTER, self.printer.value() or "")

    def _options(self) -> Any:
        from app.referrals.cases import SlipOptions

        shared = {name for name, box in (("phone", self.phone), ("birth", self.birth)) if box.isChecked()}
        return SlipOptions(
            provider=self.provider.value(), languages=self.languages.value(), paper_format=self.paper.value(),
            reason=self.reason.value(), shared=frozenset(shared),
        )  # fmt: skip

    def _load(self) -> None:
        from app.funding.directory import entry_providers

        self.desk.jobs.read("refer.slots", _slots, self.desk.workspace, done=self._slots_came)
        self.desk.jobs.read("refer.printers", printer_names, done=self._printers_came)
        self.desk.jobs.read("refer.entry", entry_providers, self.desk.workspace, self.slug, done=self._entry)

    def _slots_came(self, slots: list[Any]) -> None:
        self.slot.fill([(slot, f"{format_date(slot.day)} {slot.starts:%H:%M}") for slot in slots])

    def _printers_came(self, names: list[str]) -> None:
        self.printer.fill([(name, name) for name in names])
        self.printer.show_value(self.desk.workspace.settings.get(PRINTER) or None)

    def _entry(self, found: Any) -> None:
        self._providers = {one.slug: one for one in found[1]}
        running = [one for one in found[1] if one.role == "runs"] or list(found[1])
        self.provider.fill([(one.slug, one.name.get(current_language())) for one in running])
        self._load_wording()
        self._is_ready = True
        if self._wants_issue:
            self.issue()

    def _load_wording(self) -> None:
        slug = self.provider.value()
        if slug is None:
            return
        one = self._providers[slug]
        self.provider_id = one.id
        from app.people.consents import wording
        from app.referrals.provider_figures import provider_figures

        self.desk.jobs.read(
            "refer.figures", provider_figures, self.desk.workspace, one.id,
            done=lambda found: self.figures.setText(figures_text(found.get(one.id))),
        )  # fmt: skip

        self.desk.jobs.read(
            "refer.wording", wording, self.desk.workspace, "sharing", current_language(), one.name.get(current_language()),
            done=lambda words: self.wording.setText(words.text + (" " + tr("(modèle, à valider)") if words.is_model else "")),
        )  # fmt: skip
        self._draw()

    def _draw(self) -> None:
        if self.issued is None and self.provider.value() is not None:
            self.desk.jobs.read(
                "refer.preview", _preview, self.desk.workspace, self.person_id, self.slug, self._options(),
                self.preview.dots(), done=self._drawn, failed=self._failed,
            )  # fmt: skip

    def _drawn(self, found: Any) -> None:
        picture, missing = found
        self.preview.show_picture(picture)
        named = ", ".join(f"{sign} (U+{ord(sign):04X})" if len(sign) == 1 else sign for sign in missing)
        text = tr(
            "Aucune police n’a ces signes : {signs}. Ils sortiraient en « ? » : corrigez le dossier.", signs=named
        )
        self.signs.setText(text if missing else "")
        self.signs.setVisible(bool(missing))

    def _issued(self, issued: Any) -> None:
        from app.referrals.referring import archive_slip

        self.issued = issued
        self.button.setText(tr("Émis : {number}", number=issued.number))
        print_slip(self.desk, issued.slip_id, issued.number)
        self.desk.jobs.write(archive_slip, self.desk.workspace, issued.slip_id)
        self.desk.jobs.read(
            "refer.pages", _picture, issued.content, self.preview.dots(), done=self.preview.show_picture
        )

    def _failed(self, error: WaslError) -> None:
        self.button.setEnabled(True)
        self.wrong.setText(" ".join(sentence(error)))


def _attest_and_issue(
    workspace: Any,
    person_id: UUID,
    slug: str,
    options: Any,
    provider_id: UUID | None,
    attested: bool,
    language: str,
    slot: Any,
) -> Any:
    from app.referrals.counter import attest_and_issue

    return attest_and_issue(
        workspace, person_id, slug, replace(options), provider_id if attested else None, language, slot
    )


def _slots(workspace: Any) -> Any:
    from app.referrals.counter import own_free_slots

    return own_free_slots(workspace)


def _preview(workspace: Any, person_id: UUID, slug: str, options: Any, dots: int) -> Any:
    from app.referrals.referring import preview_slip

    made = preview_slip(workspace, person_id, slug, options)
    return _picture(made.content, dots), made.unprintable


def _picture(content: bytes, dots: int) -> QImage:
    from app.referrals.counter import pages_of

    return picture_of_all(pages_of(content, _DPI), dots)
