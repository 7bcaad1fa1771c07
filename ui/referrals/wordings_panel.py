"""The words of letters and of the slip's note, changed by the agency without code: an edition from a day on."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable
from typing import Any

from app.errors import sentence
from resources.i18n import LANGUAGES, format_date, isolated, tr
from ui.context import Desk
from ui.referrals.tool import Tool, line
from ui.theme import LOOK
from ui.widgets.basic import Button, Words
from ui.widgets.fields import ChoiceField, DayField, LongField, TextField

_NAMES = {"fr": "Français", "ar": "العربية", "en": "English"}
_NEW = "new"


class WordingsPanel(Tool):
    """A kind, a language, its title and body; what was printed before keeps its words."""

    def __init__(self, desk: Desk, back: Callable[[], None]) -> None:
        hint = tr("Entre accolades, Wasl met ce qu’il sait ; ce qu’il ne sait pas devient une ligne à remplir.")
        super().__init__(desk, tr("Mots des lettres"), hint, back)
        self.texts: dict[tuple[str, str], Any] = {}
        self.kind = ChoiceField(required=True)
        self.kind.setMinimumContentsLength(26)
        self.kind.setAccessibleName(tr("Lettre"))
        self.language = ChoiceField([(code, _NAMES[code]) for code in LANGUAGES], required=True)
        self.language.setAccessibleName(tr("Langue"))
        self.since = DayField()
        self.since.show_day(desk.workspace.clock.today())
        self.since.setAccessibleName(tr("Valable à partir du"))
        self.title = TextField(tr("titre"), longest=120)
        self.title.setAccessibleName(tr("titre"))
        self.body = LongField(lines=9)
        self.body.setMinimumHeight(LOOK.px(60))
        self.body.setAccessibleName(tr("texte"))
        self.known = Words(part="quiet", wrap=True, size="small")
        self.said = Words(part="quiet", wrap=True)
        self.wrong = Words(part="wrong", wrap=True)
        self.save_button = Button(tr("Enregistrer cette édition"), self.save, icon_name="save", kind="main")
        self.end_button = Button(tr("Revenir au modèle de Wasl"), self.end, icon_name="undo-2")
        self._lay_out()
        self.refresh()

    def focus_first(self) -> None:
        """The kind of letter."""
        self.kind.setFocus()

    def refresh(self) -> None:
        """Reads what is in force; what is being typed stays."""
        from app.referrals.letter_wordings import list_wordings

        self.desk.jobs.read("letters.wordings", list_wordings, self.desk.workspace, done=self._came)

    def save(self) -> None:
        """A new edition of the words shown."""
        from app.referrals.letter_wordings import save_wording

        kind = self.kind.value()
        if kind == _NEW:
            kind = own_kind(self.title.value() or "")
        self.wrong.setText("")
        self.desk.jobs.write(
            save_wording, self.desk.workspace, kind, self.language.value(), self.title.value() or "",
            self.body.value() or "", self.since.day(), done=lambda _: self.desk.say.done(tr("Enregistré."), undo=True),
            failed=lambda error: self.wrong.setText(" ".join(sentence(error))),
        )  # fmt: skip

    def end(self) -> None:
        """From today on the shipped words again."""
        from app.referrals.letter_wordings import end_wording

        self.desk.jobs.write(
            end_wording, self.desk.workspace, self.kind.value(), self.language.value(),
            done=lambda _: self.desk.say.done(tr("Enregistré."), undo=True),
            failed=lambda error: self.wrong.setText(" ".join(sentence(error))),
        )  # fmt: skip

    def _came(self, texts: list[Any]) -> None:
        from app.referrals.letter_models import KINDS

        self.texts = {(text.kind, text.language): text for text in texts}
        own = dict.fromkeys(text.kind for text in texts if text.kind not in KINDS)
        names = {kind: tr(word) for kind, word in KINDS.items()}
        names |= {kind: next(text.title for text in texts if text.kind == kind) for kind in own}
        self.kind.fill([*names.items(), (_NEW, tr("une lettre à vous…"))])
        self._show()

    def _show(self) -> None:
        text = self.texts.get((self.kind.value(), self.language.value()))
        self.title.show_value(text.title if text else "")
        self.body.show_value(text.body if text else "")
        self.wrong.setText("")
        if text is None:
            self.said.setText(tr("Pas encore de texte dans cette langue."))
        elif text.edition == 0:
            self.said.setText(tr("Modèle livré avec Wasl, à relire."))
        else:
            self.said.setText(
                tr("Édition {n}, valable depuis le {date}.", n=text.edition, date=format_date(text.valid_from))
            )
        self.end_button.allow(text is not None and text.edition > 0, tr("C’est déjà le modèle de Wasl."))

    def _lay_out(self) -> None:
        from app.referrals.letter_models import VALUES

        known = "   ·   ".join(f"{tr(word)} {isolated('{' + name + '}')}" for name, word in VALUES.items())
        self.known.setText(known)
        self.rows.addLayout(line(self.kind, self.language, Words(tr("Valable à partir du")), self.since))
        for part in (self.said, self.title, self.body, self.known, self.wrong):
            self.rows.addWidget(part)
        self.rows.addLayout(line(self.save_button, self.end_button))
        self.rows.addStretch()
        self.kind.changed.connect(self._show)
        self.language.changed.connect(self._show)


def own_kind(title: str) -> str:
    """The word that a letter of the agency's own is kept under, from its title."""
    from app.referrals.letter_models import OWN

    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    word = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:30]
    return OWN + (word or f"{zlib.crc32(title.encode()):08x}")
