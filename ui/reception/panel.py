"""The reception of a new person: five short steps on one page, saved while one types; twins beside the name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from resources.i18n import countries, current_language, format_date, tr
from ui.context import Desk
from ui.people.choices import SEXES, STAGES, paper_choices, paper_form, translated
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Badge, Button, Card, Section, Words, clear, scrolled
from ui.widgets.fields import ChoiceField, Form, MoneyField, TextField, enter_moves_on

_SAVE_AFTER_MS = 400


class ReceptionPanel(QWidget):
    """Only a name is mandatory. What was typed survives a kill: it waits in "Aujourd'hui"."""

    def __init__(self, desk: Desk, received: Callable[[UUID], None], draft_id: UUID | None, name: str = "") -> None:
        super().__init__()
        from uuid import uuid4

        self.desk, self._received = desk, received
        self.draft_id = draft_id or uuid4()
        self._closed = False
        self._unsaved = False
        self.fields: dict[str, Any] = {}
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(_SAVE_AFTER_MS)
        self._save.timeout.connect(self._keep)
        self._lay_out()
        if draft_id is not None:
            self._load()
        elif name and not any(sign.isdigit() for sign in name):
            given, _, family = name.strip().partition(" ")
            self.fields["given_name"].setText(given)
            self.fields["family_name"].setText(family)
            self._typed()

    def focus_first(self) -> None:
        """The given name."""
        self.fields["given_name"].setFocus()

    def has_text(self) -> bool:
        """Whether anything was typed."""
        return any(self._values().values())

    def settle(self) -> None:
        """Saves at once."""
        if self._unsaved and not self._closed:
            self._save.stop()
            self._keep()

    def register(self) -> None:
        """Gives the person a dossier, with the consent, paper, project and need typed here."""
        try:
            paper = self._paper()
            amount = self.fields["amount"].centimes()
        except (WaslError, ValueError) as error:
            self._failed(error if isinstance(error, WaslError) else _bad_amount())
            return
        self.button.setEnabled(False)
        self.desk.jobs.write(
            _register, self.desk.workspace, self._values(), paper, amount, self.consent.isChecked(), self.draft_id,
            current_language(), done=self._registered, failed=self._failed,
        )  # fmt: skip

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(Words(tr("Réception"), size="title", bold=True))
        form = Form()
        self._section(form, tr("1. Qui"))
        for key, label, hint in (
            ("given_name", tr("Prénom"), ""), ("family_name", tr("Nom"), ""), ("name_ar", tr("Nom en arabe"), ""),
            ("birth", tr("Naissance"), tr("jj/mm/aaaa, 1988, environ 30 ans")), ("phone", tr("Téléphone"), ""),
            ("city", tr("Ville"), ""),
        ):  # fmt: skip
            self._add(form, key, label, TextField(hint))
        self._add(form, "sex", tr("Sexe"), ChoiceField(translated(SEXES)))
        self._add(form, "nationality", tr("Nationalité"), ChoiceField(countries(current_language())))
        self._section(form, tr("2. Accord"))
        from app.people.wordings import WORDINGS

        form.add_wide(Words(WORDINGS["dossier"][current_language()], wrap=True))
        self.consent = QCheckBox(tr("Lu à la personne, qui accepte"))
        form.add_wide(self.consent)
        self._section(form, tr("3. Pièces"))
        self._add(form, "paper_type", tr("Pièce"), ChoiceField(paper_choices()))
        self._add(form, "paper_number", tr("Numéro"), TextField())
        self._add(form, "paper_expires", tr("Fin de validité"), TextField(tr("jj/mm/aaaa")))
        self._section(form, tr("4. Projet"))
        self._add(form, "project", tr("Projet"), TextField(longest=300))
        self._add(form, "stage", tr("Étape du projet"), ChoiceField(translated(STAGES)))
        self._section(form, tr("5. Besoin"))
        self._add(form, "purpose", tr("Besoin"), TextField(longest=400))
        self._add(form, "amount", tr("Montant (MAD)"), MoneyField())
        enter_moves_on(list(self.fields.values()), self.register)
        column.addWidget(form)
        self.wrong = Words(part="wrong", wrap=True)
        column.addWidget(self.wrong)
        row = QHBoxLayout()
        self.button = Button(tr("Enregistrer le dossier (Ctrl+Entrée)"), self.register, icon_name="save", kind="main")
        self.button.setShortcut("Ctrl+Return")
        row.addWidget(self.button)
        row.addWidget(Button(tr("Accord refusé : effacer"), self._refuse, kind="grave"))
        row.addStretch()
        column.addLayout(row)
        column.addStretch()
        whole.addWidget(scrolled(page), 1)
        twins = Card()
        twins.setFixedWidth(LOOK.px(260))
        twins.rows.addWidget(Section(tr("Déjà connu·e ?")))
        self._twins = QVBoxLayout()
        self._twins.setSpacing(LOOK.px(SPACE[2]))
        twins.rows.addLayout(self._twins)
        twins.rows.addStretch()
        whole.addWidget(twins)

    def _section(self, form: Form, title: str) -> None:
        form.add_wide(Section(title))

    def _add(self, form: Form, key: str, label: str, field: Any) -> None:
        self.fields[key] = form.add(label, field)
        field.changed.connect(self._typed)

    def _values(self) -> dict[str, str]:
        return {key: field.value() or "" for key, field in self.fields.items()}

    def _typed(self) -> None:
        self._unsaved = True
        self._save.start()

    def _keep(self) -> None:
        from app.accounts.drafts import save_draft

        if self._closed or not self.has_text():
            return
        self._unsaved = False
        values = self._values()
        title = " ".join(p for p in (values["given_name"], values["family_name"] or values["name_ar"]) if p) or tr(
            "sans nom"
        )
        body: dict[str, object] = {"values": values, "consent": self.consent.isChecked()}
        self.desk.jobs.write(save_draft, self.desk.workspace, self.draft_id, "reception", title, body)
        self._look_for_twins(values)

    def _look_for_twins(self, values: dict[str, str]) -> None:
        self.desk.jobs.read("twins", _twins, self.desk.workspace, values, done=self._show_twins)

    def _show_twins(self, hints: list[Any]) -> None:
        clear(self._twins)
        if not hints:
            self._twins.addWidget(Words(tr("Personne de ressemblant."), part="quiet", wrap=True))
        for hint in hints:
            self._twins.addWidget(Badge(tr("peut-être la même personne"), "triangle-alert", Tone.ASK))
            line = f"{hint.card.display_name}\n{hint.card.number} · {format_date(hint.card.registered_on)}"
            person_id = hint.card.id
            self._twins.addWidget(Button(line, lambda person_id=person_id: self._it_is(person_id)))

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
        for field in self.fields.values():
            field.show_value(None)
        self.desk.say.done(tr("Rien n’a été gardé de cette personne. Une consultation anonyme reste possible."))

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
        self.wrong.setText(" ".join(sentence(error)))

    def _paper(self) -> Any:
        values = self._values()
        if not values["paper_type"]:
            return None
        return paper_form(values["paper_type"], values["paper_number"] or None, values["paper_expires"] or None)

    def _load(self) -> None:
        from app.accounts.drafts import list_drafts

        self.desk.jobs.read("draft", list_drafts, self.desk.workspace, "reception", done=self._take_up)

    def _take_up(self, drafts: list[Any]) -> None:
        draft = next((one for one in drafts if one.id == self.draft_id), None)
        if draft is None:
            return
        for key, value in draft.body.get("values", {}).items():
            if key in self.fields:
                self.fields[key].show_value(value or None)
        self.consent.setChecked(bool(draft.body.get("consent")))


def _register(
    workspace: Any,
    values: dict[str, str],
    paper: Any,
    amount: int | None,
    consents: bool,
    draft_id: UUID,
    language: str,
) -> Any:
    from app.people.reception import receive

    return receive(workspace, values, paper, amount, consents=consents, draft_id=draft_id, language=language)


def _twins(workspace: Any, values: dict[str, str]) -> Any:
    from app.people.finding import possible_twins
    from app.people.reception import form_of_values

    return possible_twins(workspace, form_of_values(workspace, values, strict=False))


def _bad_amount() -> WaslError:
    from app.errors import Refused

    return Refused("need.amount_impossible")
