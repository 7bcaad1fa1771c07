"""The call script of an entry: the questions only its provider can answer, and what each answer does to the entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.errors import Refused
from app.funding import wordings
from app.funding.cities import city_key, city_name
from app.funding.criteria import EVERYWHERE, CriterionKey, Operator
from app.funding.entries import Entry, Kind, State
from app.funding.facts import SITUATIONS
from app.funding.texts import Texts, in_three
from resources.i18n import tr_noop, words

Data = dict[str, Any]


class AnswerKind(StrEnum):
    """How a question is answered."""

    STATE = "state"
    YES_NO = "yes_no"
    AGE = "age"
    MONEY = "money"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class CheckQuestion:
    """One line of the script. `key` names what the answer changes: a field, or a field and what of it."""

    key: str
    kind: AnswerKind
    wording: str
    about: str = ""

    @property
    def text(self) -> Texts:
        """The question in three languages."""
        return in_three(lambda language: words(language).tr(self.wording, what=_label(self.about, language)))


_TERMS = {
    "amount_min": (AnswerKind.MONEY, tr_noop("Quel est le montant minimum ?")),
    "amount_max": (AnswerKind.MONEY, tr_noop("Quel est le montant maximum ?")),
    "rate": (AnswerKind.TEXT, tr_noop("Quel est le taux ?")),
    "fees": (AnswerKind.TEXT, tr_noop("Quels sont les frais ?")),
    "duration": (AnswerKind.TEXT, tr_noop("Quelle est la durée ?")),
    "guarantee": (AnswerKind.TEXT, tr_noop("Quelle garantie demandez-vous ?")),
}
_CONTACTS = {
    "phone": tr_noop("À quel numéro les personnes doivent-elles appeler ?"),
    "address": tr_noop("À quelle adresse faut-il venir, et à quelles heures ?"),
}
_IS_OPEN = tr_noop("Peut-on déposer une demande en ce moment ?")
_TAKES = tr_noop("Acceptez-vous une personne qui a : {what} ?")
_SERVES = tr_noop("Servez-vous cette ville : {what} ?")
_ONLY_THERE = tr_noop("Est-ce réservé aux villes citées : {what} ?")
_ACCOUNT = tr_noop("Faut-il un compte bancaire ?")
_AGES = {"age_min": tr_noop("À partir de quel âge ?"), "age_max": tr_noop("Jusqu’à quel âge ?")}
_PAPERS = tr_noop("Quels papiers faut-il apporter ? (un par ligne)")
_COUNTERS = ("Rabat", "Casablanca")
"""The cities of the counters that Wasl was made for (DOMAIN.md): the ones worth asking about."""


def check_questions(entry: Entry) -> tuple[CheckQuestion, ...]:
    """What is still unknown of an entry, in the order of a call: open? for whom? where? how much? with what papers?"""
    found: list[CheckQuestion] = []
    if entry.availability.state in (State.UNKNOWN, State.CALL_BASED):
        found.append(CheckQuestion("availability", AnswerKind.STATE, _IS_OPEN))
    if entry.kind is not Kind.SERVICE:
        found += _about_criteria(entry)
        found += [CheckQuestion(k, kind, w) for k, (kind, w) in _TERMS.items() if k in entry.unknown]
    if "documents" in entry.unknown:
        found.append(CheckQuestion("documents", AnswerKind.TEXT, _PAPERS))
    found += [CheckQuestion(key, AnswerKind.TEXT, word) for key, word in _CONTACTS.items() if key in entry.unknown]
    return tuple(found)


def with_answer(data: Mapping[str, Any], key: str, value: str, today: date) -> Data:
    """The entry's data after an answer. A state may carry its dated call: `call_based:2026-12-01:2027-01-31`.

    Raises Refused for what is no answer to that question.
    """
    field, _, about = key.partition(":")
    changed = deepcopy(dict(data))
    _ANSWERS[field](changed, field, about, value.strip(), today)
    return changed


def _about_criteria(entry: Entry) -> list[CheckQuestion]:
    held = entry.criterion(CriterionKey.SITUATIONS)
    settled = {*held.values, *held.refused} if held else set()
    found = [
        CheckQuestion(f"situations:{status}", AnswerKind.YES_NO, _TAKES, status)
        for status in SITUATIONS
        if status not in settled
    ]
    cities = entry.criterion(CriterionKey.CITIES)
    listed = cities.values if cities else ()
    if not set(listed) & set(EVERYWHERE):
        keys = {city_key(city) for city in listed}
        found += [
            CheckQuestion(f"cities:{city}", AnswerKind.YES_NO, _SERVES, city)
            for city in _COUNTERS
            if city_key(city) not in keys
        ]
        if (
            cities is not None
            and not cities.exclusive
            and cities.comparison.values
            and not cities.comparison.open_ended
        ):
            found.append(CheckQuestion("cities_exclusive", AnswerKind.YES_NO, _ONLY_THERE, ", ".join(listed)))
    if "account_required" in entry.unknown:
        found.append(CheckQuestion("account_required", AnswerKind.YES_NO, _ACCOUNT))
    found += [CheckQuestion(key, AnswerKind.AGE, word) for key, word in _AGES.items() if key in entry.unknown]
    return found


def _availability(data: Data, _field: str, _about: str, value: str, today: date) -> None:
    state, _, days = value.partition(":")
    if state not in list(State):
        raise Refused("check.no_answer", value=value)
    data["availability"] = {"state": state, "confirmed": True, "checked_on": today.isoformat()}
    if days:
        opens, _, closes = days.partition(":")
        data["availability"]["calls"] = [{"opens": opens, "closes": closes}]


def _situation(data: Data, field: str, about: str, value: str, today: date) -> None:
    lists = data["criteria"].setdefault(field, {"accepted": [], "refused": [], "unknown": []})
    for name in ("accepted", "refused", "unknown"):
        lists[name] = [status for status in lists.get(name, []) if status != about]
    lists["accepted" if _yes(value) else "refused"].append(about)
    lists |= {"confirmed": True, "checked_on": today.isoformat()}


def _city(data: Data, field: str, about: str, value: str, today: date) -> None:
    # "Not in Casablanca" refuses nobody elsewhere: it is kept with the call, and the list of cities stays as it is.
    if _yes(value):
        served = data["criteria"].get(field) or {Operator.SERVED.value: []}
        served[Operator.SERVED.value] = [*served[Operator.SERVED.value], about]
        data["criteria"][field] = served | {"confirmed": True, "checked_on": today.isoformat()}


def _only_there(data: Data, _field: str, _about: str, value: str, today: date) -> None:
    if _yes(value):
        data["criteria"]["cities"] |= {"exclusive": True, "confirmed": True, "checked_on": today.isoformat()}


def _account(data: Data, field: str, _about: str, value: str, today: date) -> None:
    del data["criteria"][field]
    if _yes(value):
        data["criteria"][field] = {"required": True, "confirmed": True, "checked_on": today.isoformat()}


def _age(data: Data, field: str, _about: str, value: str, today: date) -> None:
    operator = Operator.AT_LEAST if field == "age_min" else Operator.AT_MOST
    if not value.isdecimal():
        raise Refused("check.number_expected", value=value)
    data["criteria"][field] = {operator.value: int(value), "confirmed": True, "checked_on": today.isoformat()}


def _money(data: Data, field: str, _about: str, value: str, _today: date) -> None:
    digits = "".join(sign for sign in value if not sign.isspace())
    if not digits.isdecimal():
        raise Refused("check.number_expected", value=value)
    data["terms"][field] = {"mad": int(digits), "confirmed": True}


def _term(data: Data, field: str, _about: str, value: str, _today: date) -> None:
    data["terms"][field] = {"text": _as_said(value), "confirmed": True}


def _documents(data: Data, field: str, _about: str, value: str, _today: date) -> None:
    lines = [line.strip() for line in value.splitlines() if line.strip()]
    if not lines:
        raise Refused("check.no_answer", value=value)
    data[field] = [{"text": _as_said(line), "confirmed": True} for line in lines]


def _contact(data: Data, field: str, _about: str, value: str, _today: date) -> None:
    contact = data.get("contact") or {}
    data["contact"] = contact | {field: _as_said(value) if field == "address" else _filled(value)}


def _as_said(value: str) -> Data:
    """What was said stands as it was said, in all three languages: nothing is translated by machine."""
    text = _filled(value)
    return {"fr": text, "ar": text, "en": text, "from_source": ["fr"]}


def _filled(value: str) -> str:
    if not value:
        raise Refused("check.no_answer", value=value)
    return value


def _yes(value: str) -> bool:
    if value not in ("yes", "no"):
        raise Refused("check.no_answer", value=value)
    return value == "yes"


def _label(about: str, language: str) -> str:
    label = wordings.LABELS.get(about)
    return words(language).tr(label) if label else city_name(about, language)


_ANSWERS: dict[str, Callable[[Data, str, str, str, date], None]] = {
    "availability": _availability,
    "situations": _situation,
    "cities": _city,
    "cities_exclusive": _only_there,
    "account_required": _account,
    "age_min": _age,
    "age_max": _age,
    "amount_min": _money,
    "amount_max": _money,
    "rate": _term,
    "fees": _term,
    "duration": _term,
    "guarantee": _term,
    "documents": _documents,
    "phone": _contact,
    "address": _contact,
}
