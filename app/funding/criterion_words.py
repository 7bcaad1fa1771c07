"""A criterion said in plain words, in three languages, as it stands in the directory (of nobody in particular)."""

from __future__ import annotations

from collections.abc import Callable

from app.funding import wordings
from app.funding.cities import city_name
from app.funding.criteria import EVERYWHERE, NEED_FACT_OF, Criterion, CriterionKey, Operator
from app.funding.texts import Texts, in_three
from resources.i18n import Words, format_money, tr_noop, words

_ACCEPTED = tr_noop("Situations acceptées : {values}.")
_REFUSED = tr_noop("Situations refusées : {values}.")
_OPEN = tr_noop("On ne sait pas pour : {values}.")
_NOTHING = tr_noop("On ne sait pas quelles situations sont acceptées.")
_AT_LEAST = tr_noop("{age} ans au moins.")
_AT_MOST = tr_noop("{age} ans au plus.")
_AMONG = {
    CriterionKey.SEX: tr_noop("Réservé aux {values}."),
    CriterionKey.STAGE: tr_noop("Étapes du projet acceptées : {values}."),
    CriterionKey.LEGAL_FORM: tr_noop("Formes juridiques acceptées : {values}."),
}
_ACCOUNT = tr_noop("Un compte bancaire est exigé.")
_NEED_LEAST = tr_noop("Besoin d’au moins {amount}.")
_NEED_MOST = tr_noop("Besoin d’au plus {amount}.")
_MENTIONS = tr_noop("Le besoin parle de : {values}.")
_GROUPS = {
    Operator.ALL: tr_noop("Toutes ces conditions : {values}."),
    Operator.ANY: tr_noop("Au moins une de ces conditions : {values}."),
    Operator.NONE: tr_noop("Aucun de ces cas : {values}."),
}
_CITIES = tr_noop("Villes connues : {values} ; ailleurs, à demander.")
_ONLY_CITIES = tr_noop("Seulement dans ces villes : {values}.")
_SAID = {
    CriterionKey.SEX: tr_noop("Femmes ou hommes ; la source dit : {values}."),
    CriterionKey.STAGE: tr_noop("Étape du projet ; la source dit : {values}."),
    CriterionKey.LEGAL_FORM: tr_noop("Forme juridique ; la source dit : {values}."),
    CriterionKey.ACCOUNT_REQUIRED: tr_noop("Compte bancaire ; la source dit : {values}."),
    CriterionKey.SECTOR: tr_noop("Secteur : {values}."),
    CriterionKey.GROUP_LOAN: tr_noop("Prêt de groupe : {values}."),
    CriterionKey.OTHER: tr_noop("Autres conditions : {values}."),
}


def in_plain_words(criterion: Criterion) -> Texts:
    """The sentence of a criterion."""
    return in_three(lambda language: _SENTENCES[criterion.operator](criterion, words(language)))


def in_a_group(part: Criterion) -> Texts:
    """A condition as it reads among others of a group."""
    return in_three(lambda language: _part(part, words(language)))


def _situations(criterion: Criterion, speak: Words) -> str:
    lists = ((_ACCEPTED, criterion.values), (_REFUSED, criterion.refused), (_OPEN, criterion.unknown))
    if not criterion.values and not criterion.refused:
        return speak.tr(_NOTHING)
    return " ".join(speak.tr(template, values=_listed(found, speak)) for template, found in lists if found)


def _group(criterion: Criterion, speak: Words) -> str:
    """The parts one after the other, each as it reads alone."""
    mark = "؛ " if speak.language == "ar" else " ; " if speak.language == "fr" else "; "
    parts = [_part(part, speak) for part in criterion.parts]
    return speak.tr(_GROUPS[criterion.operator], values=mark.join(f"({part})" for part in parts))


def _part(part: Criterion, speak: Words) -> str:
    """A condition inside a group: "reserved for women" would be wrong of a case that is excluded."""
    if part.key is CriterionKey.SEX:
        return _listed(part.values, speak)
    return _SENTENCES[part.operator](part, speak).rstrip(".")


def _age(criterion: Criterion, speak: Words) -> str:
    if criterion.key in NEED_FACT_OF:
        amount = format_money((criterion.bound or 0) * 100, speak.language)
        return speak.tr(_NEED_LEAST if criterion.operator is Operator.AT_LEAST else _NEED_MOST, amount=amount)
    return speak.tr(_AT_LEAST if criterion.operator is Operator.AT_LEAST else _AT_MOST, age=criterion.bound or 0)


def _among(criterion: Criterion, speak: Words) -> str:
    outside = [value.text.get(speak.language) for value in criterion.outside]
    return speak.tr(_AMONG[criterion.key], values=_comma(speak).join([*_labels(criterion.values, speak), *outside]))


def _served(criterion: Criterion, speak: Words) -> str:
    for place in EVERYWHERE:
        if place in criterion.values:
            return speak.tr(wordings.PLACES[place])
    return speak.tr(_ONLY_CITIES if criterion.exclusive else _CITIES, values=_listed(criterion.values, speak))


def _said(criterion: Criterion, speak: Words) -> str:
    return speak.tr(_SAID[criterion.key], values=criterion.text.get(speak.language) if criterion.text else "")


_SENTENCES: dict[Operator, Callable[[Criterion, Words], str]] = {
    Operator.HOLDS: _situations,
    Operator.AT_LEAST: _age,
    Operator.AT_MOST: _age,
    Operator.AMONG: _among,
    Operator.MENTIONS: lambda criterion, speak: speak.tr(_MENTIONS, values=_comma(speak).join(criterion.values)),
    Operator.ALL: _group,
    Operator.ANY: _group,
    Operator.NONE: _group,
    Operator.REQUIRED: lambda _criterion, speak: speak.tr(_ACCOUNT),
    Operator.SERVED: _served,
    Operator.STATEMENT: _said,
    Operator.SHOWN: _said,
}


def _labels(values: tuple[str, ...], speak: Words) -> list[str]:
    return [
        speak.tr(wordings.LABELS[value]) if value in wordings.LABELS else city_name(value, speak.language)
        for value in values
    ]


def _listed(values: tuple[str, ...], speak: Words) -> str:
    return _comma(speak).join(_labels(values, speak))


def _comma(speak: Words) -> str:
    return "، " if speak.language == "ar" else ", "
