"""Reads one criterion of an entry; what does not fit breaks the pack, with its line."""

from __future__ import annotations

from app.funding.criteria import (
    EVERYWHERE,
    GROUPS,
    NEED_FACT_OF,
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


MOST_NEEDED_MAD = 1_000_000_000
"""No bound on what is needed may be larger: a slip of the pen."""
_DEEPEST = 2
"""A group may hold groups, which hold no more: nobody could read them."""


def read_groups(items: list[Item], depth: int = 1) -> list[Criterion]:
    """Groups of conditions: each a mapping of one word, `all`, `any` or `none`, to a list of conditions."""
    return [_group(Block(item), depth) for item in items]


def _group(block: Block, depth: int) -> Criterion:
    operator = next((one for one in GROUPS if block.find(one.value) is not None), None)
    if operator is None:
        broken(block.item, tr("un groupe commence par all, any ou none"))
    if depth > _DEEPEST:
        broken(block.item, tr("les groupes sont emboîtés trop profondément"))
    parts = tuple(_part(item, depth) for item in block.items(operator.value))
    if not parts:
        broken(block.item, tr("un groupe sans condition ne dit rien"))
    marks = block.flag("inferred"), block.flag("confirmed"), block.texts("note"), block.maybe_day("checked_on")
    block.close()
    return Criterion(CriterionKey.GROUPS, operator, (), (), (), (), None, False, None, *marks, parts)


def _part(item: Item, depth: int) -> Criterion:
    names = list(Block(item).names())
    if len(names) != 1:
        broken(item, tr("une condition d'un groupe n'a qu'un champ"))
    if names[0] in (operator.value for operator in GROUPS):
        return _group(Block(item), depth + 1)
    if names[0] not in list(CriterionKey) or names[0] == CriterionKey.GROUPS:
        broken(item, tr("le critère « {key} » est inconnu", key=names[0]))
    part = read_criterion(CriterionKey(names[0]), Block(item).need(names[0]))
    if part.operator in (Operator.STATEMENT, Operator.SHOWN):
        broken(item, tr("un texte ne décide rien : il n'a pas sa place dans un groupe"))
    if part.operator is Operator.SERVED and set(part.values) & set(EVERYWHERE):
        broken(item, tr("une condition toujours remplie n'a pas sa place dans un groupe"))
    return part


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
        bound = _need(block, operator.value) if key in NEED_FACT_OF else _age(block, operator.value)
    elif operator is Operator.AMONG:
        values, outside = _among(key, block)
    elif operator is Operator.MENTIONS:
        values = _mentioned(block)
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


def _need(block: Block, key: str) -> int:
    bound = block.maybe_number(key)
    if bound is None or bound > MOST_NEEDED_MAD:
        broken(block.item, tr("un montant en dirhams est attendu sous « {key} »", key=key))
    return bound


def _mentioned(block: Block) -> tuple[str, ...]:
    found = block.words(Operator.MENTIONS.value)
    if not found:
        broken(block.item, tr("la liste est vide : elle refuserait tout le monde"))
    return found


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
