"""The consent form to sign: each purpose in the person's language and in French, what is shared, how to withdraw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.bidi import ltr
from reports.pdf.sheet import ACCENT, MM, QUIET, WARN, Sheet
from reports.text import Style, fit
from resources.i18n import Words, format_date, tr_noop, words

_GAP = 5


@dataclass(frozen=True, slots=True)
class FormPurpose:
    """One purpose asked. `texts`: (language, words), the person's first. `recipient` None is a line to fill.

    `answer`: given, refused or None (to tick). `holds_months`: 0 is until withdrawn.
    """

    title: str
    texts: tuple[tuple[str, str], ...]
    is_model: bool
    holds_months: int
    names_recipient: bool = False
    recipient: str | None = None
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """What the form says. `language` is the person's; `speaks` the one its labels stand in beside French."""

    agency: str
    cndp_number: str | None
    person: str
    number: str
    agent: str
    on: date
    language: str
    purposes: tuple[FormPurpose, ...]


def render_consent_form(data: ConsentForm) -> bytes:
    """A4, as many pages as it takes; a purpose is never cut between two."""
    labels = data.language if data.language in ("fr", "ar", "en") else "fr"
    return _Form(data, words(labels), labels).draw()


class _Form:
    def __init__(self, data: ConsentForm, speak: Words, labels: str) -> None:
        self.data, self.speak, self.labels = data, speak, labels
        self.french = words("fr")
        self.sheet = Sheet((210 * MM, 297 * MM), 13 * MM, speak.tr("Formulaire d’accord"), (labels, "fr"))
        self.body = Style(size=10, leading=1.4, right_to_left=labels == "ar")

    def draw(self) -> bytes:
        sheet = self.sheet
        self._both(tr_noop("Formulaire d’accord"), self.body.but(size=18, bold=True, colour=ACCENT))
        self._line(f"{self.data.agency}  ·  {ltr(self.data.number)}")
        self._line(self.data.person, bold=True)
        cndp = self.data.cndp_number
        label = self.speak.tr("Numéro CNDP de l’agence")
        if cndp:
            self._line(f"{label} : {ltr(cndp)}")
        else:
            self._to_fill(label)
        sheet.y -= _GAP
        for place, purpose in enumerate(self.data.purposes, 1):
            self._purpose(place, purpose)
        self._withdrawal()
        self._signatures()
        return sheet.finish()

    def _purpose(self, place: int, purpose: FormPurpose) -> None:
        sheet = self.sheet
        texts = [(fit(text, sheet.inner - 16, self._style(language)), language) for language, text in purpose.texts]
        height = (
            sum(block.height for block, _ in texts)
            + 40
            + 16 * bool(purpose.names_recipient)
            + 12 * bool(purpose.shared)
        )
        self._room(height + 20)
        sheet.rule(sheet.y)
        sheet.y -= _GAP
        self._line(f"{place}. {self.speak.tr(purpose.title)}" + self._french_too(purpose.title), bold=True)
        if purpose.is_model:
            sheet.box(sheet.margin, sheet.y, sheet.inner, 15, fill=WARN, line=None)
            sheet.y -= 2
            self._line("  " + self._twice(tr_noop("modèle, à valider")), small=True)
        for block, _ in texts:
            sheet.y = sheet.block(block, sheet.margin + 8, sheet.y, sheet.inner - 16) - 4
        if purpose.names_recipient:
            label = self._twice(tr_noop("Transmis à"))
            self._line(f"{label} : {purpose.recipient}") if purpose.recipient else self._to_fill(label)
        if purpose.shared:
            shown = ", ".join(self.speak.tr(word) for word in purpose.shared)
            self._line(f"{self.speak.tr('Données montrées')} : {shown}", small=True)
        self._line(self._validity(purpose.holds_months), small=True)
        self._ticks()

    def _validity(self, months: int) -> str:
        if months <= 0:
            return self._twice(tr_noop("Valable jusqu’au retrait de l’accord."))
        return self.speak.tr("Valable {months} mois à compter de la signature.", months=months)

    def _ticks(self) -> None:
        sheet = self.sheet
        half = sheet.inner / 2
        top = sheet.y - 2
        for place, word in enumerate((tr_noop("J’accepte"), tr_noop("Je refuse"))):
            column = 1 - place if self.body.right_to_left else place
            start = sheet.margin + column * half
            sheet.tick_box(start + half - 17 if self.body.right_to_left else start + 8, top - 2)
            x = start if self.body.right_to_left else start + 24
            sheet.y = sheet.text(self._twice(word), self.body, x, half - 24, top)
        sheet.y -= 3

    def _withdrawal(self) -> None:
        self._room(80)
        self.sheet.rule(self.sheet.y)
        self.sheet.y -= _GAP
        right = tr_noop(
            "Je peux retirer chaque accord à tout moment, sans donner de raison et sans perdre ce qui a été fait avant."
        )
        law = tr_noop(
            "Je peux demander une copie de ce qui est gardé, le faire corriger, m’y opposer ou le faire effacer (loi 09-08)."
        )
        for sentence in (right, law):
            self._both(sentence, self.body)

    def _signatures(self) -> None:
        sheet = self.sheet
        self._room(98)
        self._line(f"{self._twice('Date')} : {format_date(self.data.on, self.labels)}")
        self._line(f"{self._twice('Agent·e')} : {self.data.agent}")
        sheet.y -= _GAP
        half = (sheet.inner - 20) / 2
        for place, word in enumerate(
            (tr_noop("Signature de la personne (ou empreinte)"), tr_noop("Signature de l’agent·e"))
        ):
            column = 1 - place if self.body.right_to_left else place
            x = sheet.margin + column * (half + 20)
            sheet.box(x, sheet.y, half, 56)
            sheet.text(self._twice(word), self.body.but(size=8.5, colour=QUIET), x + 5, half - 10, sheet.y - 4)
        sheet.y -= 62

    def _room(self, height: float) -> None:
        if self.sheet.y - height < self.sheet.margin:
            self.sheet.next_page()

    def _style(self, language: str) -> Style:
        style = self.body.but(right_to_left=language == "ar")
        return style if language == self.data.language else style.but(size=9, colour=QUIET)

    def _both(self, sentence: str, style: Style) -> None:
        sheet = self.sheet
        sheet.y = sheet.text(self.speak.tr(sentence), style, sheet.margin, sheet.inner) - 2
        if self.labels != "fr":
            french = style.but(size=min(style.size, 11) - 1, right_to_left=False, colour=QUIET)
            sheet.y = sheet.text(self.french.tr(sentence), french, sheet.margin, sheet.inner) - 2

    def _twice(self, sentence: str) -> str:
        return self.speak.tr(sentence) + self._french_too(sentence)

    def _french_too(self, sentence: str) -> str:
        return "" if self.labels == "fr" else f"  ·  {self.french.tr(sentence)}"

    def _line(self, text: str, *, bold: bool = False, small: bool = False) -> None:
        style = self.body.but(bold=bold) if not small else self.body.but(size=8.5, colour=QUIET)
        self.sheet.y = self.sheet.text(text, style, self.sheet.margin + 8 * small, self.sheet.inner - 16 * small) - 2

    def _to_fill(self, label: str) -> None:
        sheet = self.sheet
        sheet.text(f"{label} :", self.body, sheet.margin, sheet.inner)
        sheet.y -= 14
        start = sheet.margin if self.body.right_to_left else sheet.margin + sheet.inner * 0.5
        sheet.to_fill(start, sheet.y + 2, sheet.inner * 0.5)
        sheet.y -= 2
