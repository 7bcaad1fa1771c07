"""The papers of one referral: its slip and whether it came out, its versions, a new version, letters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from resources.i18n import current_language, tr
from ui.context import Desk
from ui.referrals.print_queue import state_word
from ui.referrals.printing import print_paper, print_slip
from ui.referrals.tool import line
from ui.widgets.basic import Button, Card, Section, Words
from ui.widgets.fields import ChoiceField, TextField

PAIRS = [("fr-ar", "Français + العربية"), ("en-ar", "English + العربية"), ("en-fr", "English + Français")]


class PaperCard(Card):
    """Everything that can be printed for a referral."""

    def __init__(self, desk: Desk, card: Any, scanned: Any) -> None:
        super().__init__()
        self.desk, self.card, self.valid = desk, card, scanned.valid
        self.rows.addWidget(Section(tr("Papiers")))
        self.rows.addWidget(Words(f"{self.valid.number}  ·  {state_word(self.valid.state)}", bold=True))
        for one in scanned.versions[:-1]:
            self.rows.addWidget(Words(f"{one.number}  ·  {state_word(one.state)}", part="quiet"))
        again = self.valid.state == "printed"
        self.print = Button(
            tr("Réimprimer (DUPLICATA)") if again else tr("Imprimer le bon"),
            lambda: print_slip(desk, self.valid.slip_id, self.valid.number), icon_name="printer",
        )  # fmt: skip
        self.renew = Button(tr("Nouvelle version…"), self._show_renewal, icon_name="refresh-cw")
        self.renew.allow(card.progress != "closed", tr("Ce référencement est clos : rouvrez-le d’abord."))
        self.rows.addLayout(line(self.print, self.renew))
        self.renewal = self._renewal()
        self.renewal.hide()
        self.rows.addWidget(self.renewal)
        self.letter = ChoiceField(required=True)
        self.letter.setMinimumContentsLength(20)
        self.letter.setAccessibleName(tr("Lettre"))
        self.letter_button = Button(tr("Imprimer la lettre"), self.print_letter, icon_name="file-text")
        self.rows.addLayout(line(self.letter, self.letter_button))
        self._ask_letters()

    def replace_slip(self) -> None:
        """Cancels the version there is and prints the new one."""
        from app.referrals.cases import SlipOptions
        from app.referrals.versions import replace_slip

        shared = frozenset(name for name, box in self.shared if box.isChecked())
        options = replace(
            SlipOptions(), languages=self.languages.value(), paper_format=self.paper.value(), shared=shared
        )
        self.go.setEnabled(False)
        self.desk.jobs.write(
            replace_slip, self.desk.workspace, self.valid.code, options, self.reason.value() or "",
            done=self._replaced, failed=self._failed,
        )  # fmt: skip

    def print_letter(self) -> None:
        """The letter chosen, in the languages of the slip."""
        from app.referrals.letters import referral_letter

        if (kind := self.letter.value()) is not None:
            self.desk.jobs.write(
                referral_letter, self.desk.workspace, kind, self.valid.code, self.valid.languages,
                done=lambda letter: print_paper(self.desk, letter.content, letter.name),
            )  # fmt: skip

    def _renewal(self) -> QWidget:
        holder = Card(tight=True)
        self.languages = ChoiceField(PAIRS, required=True)
        self.languages.show_value(self.valid.languages)
        self.languages.setAccessibleName(tr("Langues du bon"))
        self.paper = ChoiceField([("a4", "A4"), ("a5", "A5"), ("80mm", "80 mm")], required=True)
        self.paper.show_value(self.valid.paper_format)
        self.paper.setAccessibleName(tr("Papier"))
        self.shared = [("phone", QCheckBox(tr("Téléphone"))), ("birth", QCheckBox(tr("Date de naissance")))]
        for name, box in self.shared:
            box.setChecked(name in self.valid.shared)
        self.reason = TextField(tr("pourquoi une nouvelle version"))
        self.reason.setAccessibleName(tr("pourquoi une nouvelle version"))
        self.go = Button(
            tr("Annuler l’ancien bon et émettre le nouveau"), self.replace_slip, icon_name="printer", kind="grave"
        )
        self.wrong = Words(part="wrong", wrap=True)
        holder.rows.addLayout(line(self.languages, self.paper))
        holder.rows.addLayout(line(*(box for _, box in self.shared)))
        for part in (self.reason, self.wrong, self.go):
            holder.rows.addWidget(part)
        return holder

    def _show_renewal(self) -> None:
        self.renewal.setVisible(self.renewal.isHidden())
        self.languages.setFocus()

    def _replaced(self, issued: Any) -> None:
        from app.referrals.referring import archive_slip

        print_slip(self.desk, issued.slip_id, issued.number)
        self.desk.jobs.write(archive_slip, self.desk.workspace, issued.slip_id)
        self.desk.go("referrals", code=issued.code)

    def _failed(self, error: Any) -> None:
        from app.errors import sentence

        self.go.setEnabled(True)
        self.wrong.setText(" ".join(sentence(error)))

    def _ask_letters(self) -> None:
        from app.referrals.letter_wordings import list_wordings

        self.desk.jobs.read("referral.letters", list_wordings, self.desk.workspace, done=self._letters)

    def _letters(self, texts: list[Any]) -> None:
        from app.referrals.letter_models import OF_AN_APPOINTMENT

        found: dict[str, str] = {}
        for text in texts:
            about_a_slip = text.kind not in OF_AN_APPOINTMENT and text.kind != "slip_note"
            if about_a_slip and (text.kind not in found or text.language == current_language()):
                found[text.kind] = text.title
        self.letter.fill(found.items())
