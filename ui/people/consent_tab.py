"""The consents of a person: what to read aloud, what was answered, what a withdrawal stops, and the form to sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.people.forms import ConsentCard, Dossier
from resources.i18n import current_language, format_date, language_name, tr, tr_noop, trn
from ui.context import Desk
from ui.people.choices import Choices, translated
from ui.people.withdrawal_card import WithdrawalCard
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Badge, Button, Card, Words, clear
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.desk.withdrawal import StoppedReferral

PURPOSES = (
    ("dossier", tr_noop("Tenir un dossier")),
    ("contact", tr_noop("Être appelé·e")),
    ("statistics", tr_noop("Statistiques anonymes")),
)
MANNERS: Choices = (
    ("oral", tr_noop("à l’oral, attesté par l’agent·e")), ("signed", tr_noop("par écrit, signé")), ("phone", tr_noop("par téléphone")),
)  # fmt: skip


class ConsentTab(QWidget):
    """One card a purpose, one for each provider answered about, and one to name another."""

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self._whole: Dossier | None = None
        self._words: dict[str, Any] = {}
        self.language = ChoiceField(required=True)
        self.manner = ChoiceField(translated(MANNERS), required=True)
        self.manner.setMinimumContentsLength(20)
        self.recipient = ChoiceField(none_text=tr("choisir un organisme"))
        self._cards = QWidget()
        self._rows = QVBoxLayout(self._cards)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(LOOK.px(SPACE[2]))
        self._lay_out()
        self.language.changed.connect(self._read_words)
        self._ask()

    def show_dossier(self, whole: Dossier) -> None:
        """Every purpose with its latest answer."""
        first = self._whole is None
        self._whole = whole
        if first and whole.form.paper_language:
            self.language.show_value(whole.form.paper_language)
            self._read_words()
        self._show()

    def record(
        self, purpose: str, answer: str, provider_id: UUID | None = None, stopped: Sequence[StoppedReferral] = ()
    ) -> None:
        """Keeps an answer, in the manner and language chosen above; for each referral it stops a notice is offered."""
        from app.people.consents import record_consent

        self.desk.jobs.write(
            record_consent, self.desk.workspace, self.person_id, purpose, answer=answer, manner=self.manner.value(),
            language=self.language.value() or "fr", provider_id=provider_id, done=lambda _: self._recorded(stopped),
        )  # fmt: skip

    def _recorded(self, stopped: Sequence[StoppedReferral]) -> None:
        if not stopped:
            self.desk.say.done(tr("Réponse enregistrée."), undo=True)
            return
        said = trn("Accord retiré : {n} référencement clos.", "Accord retiré : {n} référencements clos.", len(stopped))
        self.desk.say.warn(said, tr("Imprimer l’avis de retrait"), lambda: self.print_notices(stopped))

    def print_notices(self, stopped: Sequence[StoppedReferral]) -> None:
        """The notice for each provider, in the languages of its slip."""
        from app.referrals.letters import referral_letter
        from ui.referrals.printing import print_paper

        for one in stopped:
            self.desk.jobs.write(
                referral_letter, self.desk.workspace, "withdrawal", one.code, one.languages,
                done=lambda letter: print_paper(self.desk, letter.content, letter.name),
            )  # fmt: skip

    def print_form(self) -> None:
        """The form to sign, to the printer or into a file."""
        from app.people.consent_form import consent_form

        asked = (self.recipient.value(),) if self.recipient.value() else ()
        self.desk.jobs.write(
            consent_form, self.desk.workspace, self.person_id, self.language.value(), asked, done=self._printed
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(LOOK.px(SPACE[2]))
        row = Flow()
        for label, field in ((tr("Lu en"), self.language), (tr("Réponse donnée"), self.manner)):
            row.addWidget(Words(label, part="quiet"))
            row.addWidget(field)
            field.setAccessibleName(label)
        row.addWidget(Button(tr("Formulaire à signer"), self.print_form, icon_name="printer"))
        column.addLayout(row)
        column.addWidget(self._cards)
        other = Card(tight=True)
        other.rows.addWidget(Words(tr("Transmettre à un organisme"), bold=True))
        line = QHBoxLayout()
        self.recipient.setAccessibleName(tr("Transmettre à un organisme"))
        line.addWidget(self.recipient, 1)
        line.addWidget(Button(tr("Donné"), lambda: self._share("given"), icon_name="check"))
        line.addWidget(Button(tr("Refusé"), lambda: self._share("refused"), icon_name="x"))
        other.rows.addLayout(line)
        self._shared_words = Words(wrap=True)
        other.rows.addWidget(self._shared_words)
        self.recipient.changed.connect(self._show_shared)
        column.addWidget(other)
        column.addStretch()

    def _ask(self) -> None:
        from app.people.consents import list_recipients
        from app.people.wording_editions import spoken_languages_of

        workspace = self.desk.workspace
        self.desk.jobs.read(f"consent.languages.{self.person_id}", spoken_languages_of, workspace, done=self._languages)
        self.desk.jobs.read(f"consent.recipients.{self.person_id}", list_recipients, workspace, done=self._recipients)

    def _languages(self, codes: list[str]) -> None:
        self.language.fill([(code, language_name(code)) for code in codes])
        wanted = self._whole.form.paper_language if self._whole else None
        self.language.show_value(wanted or current_language())
        self._read_words()

    def _recipients(self, found: list[Any]) -> None:
        language = current_language()
        names = sorted(((one, name.get(language, name["fr"])) for one, name in found), key=lambda pair: pair[1])
        self.recipient.fill(names)

    def _read_words(self) -> None:
        from app.people.wording_editions import wordings_to_read

        self.desk.jobs.read(
            f"consent.words.{self.person_id}", wordings_to_read, self.desk.workspace, self.language.value() or "fr",
            done=self._words_came,
        )  # fmt: skip

    def _words_came(self, found: dict[str, Any]) -> None:
        self._words = found
        self._show()

    def _share(self, answer: str) -> None:
        if self.recipient.value() is None:
            self.recipient.setFocus()
            return
        self.record("sharing", answer, self.recipient.value())

    def _show_shared(self) -> None:
        words = self._words.get("sharing")
        name = self.recipient.currentText() if self.recipient.value() else "…"
        self._shared_words.setText(_read_aloud(words, name) if words else "")

    def _show(self) -> None:
        if self._whole is None:
            return
        clear(self._rows)
        for purpose, label in PURPOSES:
            self._rows.addWidget(self._card(purpose, tr(label), self._whole.consent(purpose)))
        for consent in self._whole.consents:
            if consent.purpose == "sharing" and consent.recipient is not None:
                name = consent.recipient.get(current_language(), consent.recipient.get("fr", ""))
                self._rows.addWidget(
                    self._card("sharing", tr("Transmettre à {provider}", provider=name), consent, name)
                )
        self._show_shared()

    def _card(self, purpose: str, label: str, consent: ConsentCard | None, recipient: str = "") -> Card:
        card = Card(tight=True)
        row = QHBoxLayout()
        row.addWidget(Words(label, bold=True))
        row.addStretch()
        row.addWidget(state_of(consent))
        card.rows.addLayout(row)
        provider = consent.provider_id if consent else None
        buttons = QHBoxLayout()
        if consent is None or not consent.in_force:
            if words := self._words.get(purpose):
                card.rows.addWidget(Words(_read_aloud(words, recipient or "…"), wrap=True))
            buttons.addWidget(Button(tr("Donné"), lambda: self.record(purpose, "given", provider), icon_name="check"))
        if consent is None or consent.is_expired:
            buttons.addWidget(
                Button(tr("Refusé"), lambda: self._end(card, purpose, "refused", provider), icon_name="x")
            )
        elif consent.in_force:
            buttons.addWidget(
                Button(tr("Retirer l’accord"), lambda: self._end(card, purpose, "withdrawn", provider), kind="grave")
            )
        buttons.addStretch()
        card.rows.addLayout(buttons)
        return card

    def _end(self, card: Card, purpose: str, answer: str, provider_id: UUID | None) -> None:
        """What would stop stands in the card before anything is done."""
        shown = WithdrawalCard(
            self.desk,
            self.person_id,
            purpose,
            provider_id,
            answer,
            lambda effects: self.record(purpose, answer, provider_id, effects.referrals),
        )
        card.rows.addWidget(shown)

    def _printed(self, content: bytes) -> None:
        from ui.referrals.printing import print_paper

        number = self._whole.card.number if self._whole else ""
        print_paper(self.desk, content, f"accord-{number}")


def state_of(consent: ConsentCard | None) -> Badge:
    """Where an answer stands: to ask, given (until when), expired, refused or withdrawn."""
    if consent is None:
        return Badge(tr("À recueillir"), "circle-question-mark", Tone.ASK)
    if consent.is_expired and consent.valid_until:
        return Badge(tr("Expiré le {date}", date=format_date(consent.valid_until)), "triangle-alert", Tone.ASK)
    on = format_date(consent.answered_on)
    if not consent.in_force:
        text = tr("Retiré le {date}", date=on) if consent.answer == "withdrawn" else tr("Refusé le {date}", date=on)
        return Badge(text, "x", Tone.BAD)
    if consent.valid_until:
        text = tr("Donné le {date}, jusqu’au {until}", date=on, until=format_date(consent.valid_until))
        return Badge(text, "check", Tone.GOOD)
    return Badge(tr("Donné le {date}", date=on), "check", Tone.GOOD)


def _read_aloud(words: Any, recipient: str) -> str:
    text = words.text.replace("…", recipient)
    return f"{text} {tr('(modèle, à valider)')}" if words.is_model else str(text)
