"""Reads one criterion of an entry; what does not fit breaks the pack, with its line."""

from __future__ import annotations

from app.funding.criteria import (
    EVERYWHERE,
    OPERATORS_OF,
    OTHER_CITIES,
    VOCABULARIES,
    Criterion,
    CriterionKey,
    Operator,
    OutsideValue,
)
from app.funding.facts import SITUATIONS
from app.funding.located import Block, Item, broken
from app.funding.texts import Texts
from resources.i18n import tr

OLDEST = 120
"""The highest age in years that a criterion may name."""


def read_criterion(key: CriterionKey, item: Item) -> Criterion:
    """One criterion of the field `key`; its operator is the word it is written with."""
    block = Block(item)
    operator = next((operator for operator in OPERATORS_OF[key] if _is_written(block, operator)), None)
    if operator is None:
        broken(item, tr("le critère « {key} » ne dit pas comment il compare", key=key.value))
    criterion = _compare(key, operator, block)
    block.close()
    return criterion


def _is_written(block: Block, operator: Operator) -> bool:
    return "accepted" in block.names() if operator is Operator.HOLDS else block.find(operator.value) is not None


def _compare(key: CriterionKey, operator: Operator, block: Block) -> Criterion:
    common = (block.flag("inferred"), block.flag("confirmed"), block.texts("note"), block.maybe_day("checked_on"))
    values: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    outside: tuple[OutsideValue, ...] = ()
    bound: int | None = None
    exclusive = False
    text: Texts | None = None
    if operator is Operator.HOLDS:
        values, refused, unknown = _three_lists(block)
    elif operator in (Operator.AT_LEAST, Operator.AT_MOST):
        bound = _age(block, operator.value)
    elif operator is Operator.AMONG:
        values, outside = _among(key, block)
    elif operator is Operator.REQUIRED:
        _must_be_true(block)
    elif operator is Operator.SERVED:
        values, exclusive = _served(block)
    else:
        text = block.need_texts(operator.value)
    return Criterion(key, operator, values, refused, unknown, outside, bound, exclusive, text, *common)


def _three_lists(block: Block) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    lists = tuple(block.words(name, SITUATIONS) for name in ("accepted", "refused", "unknown"))
    flat = [status for listed in lists for status in listed]
    for status in flat:
        if flat.count(status) > 1:
            broken(block.item, tr("« {word} » est dans deux listes à la fois", word=status))
    accepted, refused, unknown = lists
    return accepted, refused, unknown


def _age(block: Block, key: str) -> int:
    bound = block.maybe_number(key)
    if bound is None or bound > OLDEST:
        broken(block.item, tr("un âge en années est attendu sous « {key} »", key=key))
    return bound


def _among(key: CriterionKey, block: Block) -> tuple[tuple[str, ...], tuple[OutsideValue, ...]]:
    vocabulary = VOCABULARIES[key]
    values = block.words(Operator.AMONG.value, vocabulary)
    outside = []
    for item in block.items("outside"):
        inner = Block(item)
        narrows = inner.maybe_text("narrows")
        if narrows is not None and narrows not in vocabulary:
            broken(item, tr("« {word} » n'est pas un mot admis sous « {key} »", word=narrows, key="narrows"))
        outside.append(OutsideValue(inner.need_texts("text"), narrows))
        inner.close()
    if not values and not outside:
        broken(block.item, tr("la liste est vide : elle refuserait tout le monde"))
    return values, tuple(outside)


def _must_be_true(block: Block) -> None:
    if not block.flag(Operator.REQUIRED.value):
        broken(block.item, tr("« required » ne peut être que true"))


def _served(block: Block) -> tuple[tuple[str, ...], bool]:
    cities = block.words(Operator.SERVED.value)
    if not cities:
        broken(block.item, tr("la liste est vide : elle refuserait tout le monde"))
    exclusive = block.flag("exclusive")
    if exclusive and set(cities) & {*EVERYWHERE, OTHER_CITIES}:
        broken(block.item, tr("« exclusive » n'a de sens qu'avec des villes nommées"))
    return cities, exclusive
