"""The reception of a new person: five short steps, saved while one types; twins beside the name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import Refused, WaslError, sentence
from resources.i18n import tr
from ui.context import Desk
from ui.reception.steps import ConsentStep, NeedsStep, PapersStep, ProjectStep, Step, WhoStep
from ui.reception.twins_aside import TwinsAside
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Trouble, Words, scrolled
from ui.widgets.entries import SuggestField

_SAVE_AFTER_MS = 400


class ReceptionPanel(QWidget):
    """Only a name is mandatory. Enter goes forward, Esc back; what was typed survives a kill and waits in "Aujourd'hui"."""

    def __init__(
        self,
        desk: Desk,
        received: Callable[[UUID], None],
        draft_id: UUID | None,
        name: str = "",
        left: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self.desk, self._received, self._left = desk, received, left
        self.draft_id = draft_id or uuid4()
        self._closed = False
        self._unsaved = False
        self.is_reading = False
        self._blank: dict[str, str] = {}
        self.who, self.consent_step = WhoStep(), ConsentStep(desk, self._refuse)
        self.papers, self.project, self.needs = PapersStep(desk, self._look_at), ProjectStep(), NeedsStep()
        self.steps: tuple[Step, ...] = (self.who, self.consent_step, self.papers, self.project, self.needs)
        self.fields: dict[str, Any] = {key: field for step in self.steps for key, field in step.fields.items()}
        self.consent = self.consent_step.consent
        self.twins = TwinsAside(self._it_is, self._look_at)
        self.twins.decided.connect(self._keep)
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(_SAVE_AFTER_MS)
        self._save.timeout.connect(self._keep)
        self._lay_out()
        self._suggest_places()
        if draft_id is not None:
            self._load()
        elif name and not any(sign.isdigit() for sign in name):
            given, _, family = name.strip().partition(" ")
            self.fields["given_name"].setText(given)
            self.fields["family_name"].setText(family)
            self._typed()

    @property
    def place(self) -> int:
        """Which step is shown, from 0."""
        return self._stack.currentIndex()

    def focus_first(self) -> None:
        """The first field of the step shown."""
        self.steps[self.place].focus_first()

    def show_step(self, place: int) -> None:
        """Shows a step; past the last one, the button that registers."""
        if place >= len(self.steps):
            self.button.setFocus()
            return
        self._stack.setCurrentIndex(place)
        for number, button in enumerate(self._stepper):
            button.setProperty("kind", "main" if number == place else "flat")
            button.style().unpolish(button)
            button.style().polish(button)
        self.steps[place].focus_first()

    def has_text(self) -> bool:
        """Whether anything was typed, or is still to come from the draft."""
        if self.is_reading:
            return True
        texts = {key: text for key, text in self.values().items() if key != "paper_status"}
        return any(texts.values()) or bool(self.papers.kept)

    def values(self) -> dict[str, str]:
        """Every field of the five steps, as text."""
        return {key: text for step in self.steps for key, text in step.texts().items()}

    def typed_meanwhile(self) -> dict[str, str]:
        """What was typed while the draft is still on its way: nothing has saved it yet."""
        if not self.is_reading:
            return {}
        return {key: text for key, text in self.values().items() if text != self._blank[key]}

    def type_again(self, texts: dict[str, str]) -> None:
        """What was typed into the panel before this one, while the draft was on its way there too."""
        if texts:
            for step in self.steps:
                step.show_texts(self.values() | texts)

    def settle(self) -> None:
        """Saves at once."""
        if self._unsaved and not self._closed:
            self._save.stop()
            self._keep()

    def register(self) -> None:
        """Gives the person a dossier, with the consent, papers, project and need typed here."""
        try:
            papers = self.papers.papers()
            amount = self.fields["amount"].centimes()
        except (WaslError, ValueError) as error:
            self._failed(error if isinstance(error, WaslError) else Refused("need.amount_impossible"))
            return
        self.button.setEnabled(False)
        self._closed = True  # a draft saved from now on would outlive its dossier
        self._save.stop()
        self.desk.jobs.write(
            _register, self.desk.workspace, self.values(), papers, amount, self.consent.isChecked(), self.draft_id,
            self.consent_step.language.value() or "fr", frozenset(self.twins.different), done=self._registered,
            failed=self._failed,
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes a step back, and from the first one out: the draft stays."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.place:
            self.show_step(self.place - 1)
        elif self._left is not None:
            self.settle()
            self._left()

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        names = (tr("1. Qui"), tr("2. Accord"), tr("3. Pièces"), tr("4. Projet"), tr("5. Besoin"))
        rail = QVBoxLayout()
        rail.addWidget(Words(tr("Réception"), size="title", bold=True))
        self._stepper = [Button(name, lambda place=place: self.show_step(place)) for place, name in enumerate(names)]
        self._stack = QStackedWidget()
        for step, button in zip(self.steps, self._stepper, strict=True):
            rail.addWidget(button)
            self._stack.addWidget(scrolled(step))
            step.column.addStretch()
            step.typed.connect(self._typed)
            step.over.connect(lambda: self.show_step(self.place + 1))
        rail.addStretch()
        rail.setSpacing(LOOK.px(SPACE[1]))
        whole.addLayout(rail)
        whole.addSpacing(LOOK.px(SPACE[3]))
        middle = QVBoxLayout()
        middle.setSpacing(LOOK.px(SPACE[2]))
        middle.addWidget(self._stack, 1)
        self.wrong = Trouble()
        middle.addWidget(self.wrong)
        row = QHBoxLayout()
        self.button = Button(tr("Enregistrer le dossier (Ctrl+Entrée)"), self.register, icon_name="save", kind="main")
        self.button.setShortcut("Ctrl+Return")
        self.button.setAutoDefault(True)
        row.addWidget(self.button)
        row.addStretch()
        row.addWidget(Words(tr("Entrée : suivant · Échap : retour"), size="small", part="quiet"))
        middle.addLayout(row)
        whole.addLayout(middle, 1)
        whole.addWidget(self.twins)
        self.show_step(0)

    def _typed(self) -> None:
        self._unsaved = True
        self._save.start()

    def _keep(self) -> None:
        from app.accounts.drafts import save_draft

        if self._closed or self.is_reading or not self.has_text():  # half a form would replace the whole draft
            return
        self._unsaved = False
        values = self.values()
        title = " ".join(p for p in (values["given_name"], values["family_name"] or values["name_ar"]) if p)
        body: dict[str, object] = {
            "values": values, "consent": self.consent.isChecked(), "papers": self.papers.kept, "step": self.place,
            "not_the_same": sorted(map(str, self.twins.different)),
        }  # fmt: skip
        self.desk.jobs.write(save_draft, self.desk.workspace, self.draft_id, "reception", title or tr("sans nom"), body)
        self._look_up(values)

    def _say(self, told: tuple[list[Any], bool]) -> None:
        remarks, is_minor = told
        for step in self.steps:
            step.say(remarks)
        self.who.ask_for_carer(is_minor)

    def _look_at(self, person_id: UUID) -> None:
        """Opens a dossier; the reception waits in "Aujourd'hui"."""
        self._keep()
        self._received(person_id)

    def _it_is(self, person_id: UUID) -> None:
        from app.accounts.drafts import drop_draft

        self._closed = True
        self.desk.jobs.write(drop_draft, self.desk.workspace, self.draft_id)
        self._received(person_id)

    def _refuse(self) -> None:
        from app.people.consents import refuse_dossier

        self._closed = True
        self.desk.jobs.write(refuse_dossier, self.desk.workspace, self.draft_id, done=self._refused)

    def _refused(self, _: object) -> None:
        for step in self.steps:
            step.show_texts({})
        self.papers.show_papers([])
        self.desk.say.done(tr("Rien n’a été gardé de cette personne. Une consultation anonyme reste possible."))
        self.desk.go("people", anonymous=True)

    def _registered(self, registered: Any) -> None:
        self._closed = True
        if registered.dropped_numbers:
            self.desk.say.warn(
                tr("Sans numéro CNDP de l’agence, les numéros des pièces ne sont pas gardés (loi 09-08).")
            )
        else:
            self.desk.say.done(tr("Dossier {number} enregistré.", number=registered.number))
        self._received(registered.id)

    def _failed(self, error: WaslError) -> None:
        self.button.setEnabled(True)
        self._closed = False
        self._typed()
        self.wrong.setText(" ".join(sentence(error)))

    def _suggest_places(self) -> None:
        from app.people.known_places import known_places

        self.desk.jobs.read("places", known_places, self.desk.workspace, done=self._places)

    def _places(self, places: Any) -> None:
        for key, words in (
            ("city", places.cities),
            ("project_city", places.cities),
            ("neighbourhood", places.neighbourhoods),
        ):
            field = self.fields[key]
            if isinstance(field, SuggestField):
                field.suggest(words)

    def _load(self) -> None:
        from app.accounts.drafts import list_drafts

        self.is_reading, self._blank = True, self.values()
        self.button.setEnabled(False)
        # In the queue of writes: what the window just before this one typed may still be on its way to the base.
        self.desk.jobs.write(
            list_drafts, self.desk.workspace, "reception", done=self._take_up, failed=self._not_read
        )  # fmt: skip

    def _read(self) -> None:
        self.is_reading = False
        self.button.setEnabled(True)

    def _not_read(self, error: WaslError) -> None:
        self._read()
        self.desk.say.error(error)

    def _take_up(self, drafts: list[Any]) -> None:
        """Shows the draft, under what was typed while it was on its way."""
        typed = self.typed_meanwhile()
        self._read()
        draft = next((one for one in drafts if one.id == self.draft_id), None)
        if draft is None:
            return
        values = draft.body.get("values", {}) | typed
        for step in self.steps:
            step.show_texts(values)
        self.papers.show_papers(draft.body.get("papers", []))
        self.consent.setChecked(bool(draft.body.get("consent")))
        self.twins.begin_with(UUID(one) for one in draft.body.get("not_the_same", []))
        if typed:
            self._typed()
        else:
            self.show_step(int(draft.body.get("step", 0)))
        self._look_up(values)

    def _look_up(self, values: dict[str, str]) -> None:
        """What is odd in what was typed, and who may already be this person."""
        self.desk.jobs.read("remarks", _remarks, self.desk.workspace, values, done=self._say)
        self.desk.jobs.read("twins", _twins, self.desk.workspace, values, done=self.twins.show_hints)


def _register(
    workspace: Any, values: dict[str, str], papers: Any, amount: int | None, consents: bool, draft_id: UUID, language: str,
    not_the_same: frozenset[UUID],
) -> Any:  # fmt: skip
    from app.people.reception import receive

    return receive(
        workspace, values, papers, amount, consents=consents, draft_id=draft_id, language=language,
        not_the_same=not_the_same,
    )  # fmt: skip


def _twins(workspace: Any, values: dict[str, str]) -> Any:
    from app.people.finding import possible_twins
    from app.people.reception import form_of_values

    return possible_twins(workspace, form_of_values(workspace, values, strict=False))


def _remarks(workspace: Any, values: dict[str, str]) -> tuple[list[Any], bool]:
    from app.people.reception import form_of_values
    from app.people.remarks import may_be_minor, remarks

    today = workspace.clock.today()
    return remarks(values, today), may_be_minor(form_of_values(workspace, values, strict=False).birth, today)
