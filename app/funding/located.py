"""A YAML file as values that remember their line, and a reader that stops at the first wrong one.

Read event by event, never composed: aliases (which could make a small file enormous), tags and deep nesting are
refused as they appear, and nothing in the file can name a Python object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NoReturn, TypeVar

import yaml

from app.errors import BadFile
from app.funding.texts import Texts
from resources.i18n import tr

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 12
_LONGEST = 4_000_000
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_WORDS = {"null": None, "~": None, "": None, "true": True, "false": False}

Choice = TypeVar("Choice", bound=StrEnum)
Scalar = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a file: a scalar, a list of items, or a mapping of them; and where it stands."""

    value: Scalar | list[Item] | dict[str, Item]
    line: int
    file: str


def broken(item: Item, reason: str) -> NoReturn:
    """Refuses the file, naming the line and the reason (already in the user's language)."""
    raise BadFile("catalogue.broken", file=item.file, line=item.line, reason=reason)


def read_items(text: str, file: str) -> Item:
    """The whole of a YAML text; raises BadFile with the line of the first thing that is not plain data."""
    if len(text) > _LONGEST:
        broken(Item(None, 1, file), tr("le fichier est trop long"))
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        broken(Item(None, mark.line + 1 if mark else 1, file), tr("le texte n'est pas du YAML valable"))
    except yaml.YAMLError:
        broken(Item(None, 1, file), tr("le texte n'est pas du YAML valable"))
    if builder.root is None:
        broken(Item(None, 1, file), tr("le fichier est vide"))
    return builder.root


def items_of(data: object, file: str = "") -> Item:
    """Plain values (a row of the base, JSON) as items, so that one reader serves files and rows; the line is 0."""
    if isinstance(data, Mapping):
        return Item({str(key): items_of(value, file) for key, value in data.items()}, 0, file)
    if isinstance(data, (list, tuple)):
        return Item([items_of(value, file) for value in data], 0, file)
    if data is None or isinstance(data, (str, int)):
        return Item(data, 0, file)
    raise TypeError(type(data).__name__)


@dataclass(slots=True)
class _Builder:
    """Puts events together, without recursion."""

    file: str
    root: Item | None = None
    open: list[Item] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        """One event of the parser."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        here = Item(None, line, self.file)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            broken(here, tr("les renvois (& et *) ne sont pas admis"))
        if getattr(event, "tag", None) not in (None, "!"):
            broken(here, tr("les étiquettes (!) ne sont pas admises"))
        if isinstance(event, yaml.ScalarEvent):
            self._add(Item(_scalar(event), line, self.file), event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(Item([] if isinstance(event, yaml.SequenceStartEvent) else {}, line, self.file))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
            self.keys.pop()

    def _open(self, item: Item) -> None:
        if len(self.open) >= _DEEPEST:
            broken(item, tr("les listes sont emboîtées trop profondément"))
        self._add(item, None)
        self.open.append(item)
        self.keys.append(None)

    def _add(self, item: Item, written: str | None) -> None:
        if not self.open:
            if self.root is not None:
                broken(item, tr("le fichier contient plusieurs documents"))
            self.root = item
            return
        parent = self.open[-1].value
        if isinstance(parent, list):
            parent.append(item)
        elif isinstance(parent, dict):
            self._add_to_mapping(parent, item, written)

    def _add_to_mapping(self, parent: dict[str, Item], item: Item, written: str | None) -> None:
        key = self.keys[-1]
        if key is not None:
            parent[key] = item
            self.keys[-1] = None
        elif written is None:
            broken(item, tr("une clé doit être un mot"))
        elif written in parent:
            broken(item, tr("la clé « {key} » est écrite deux fois", key=written))
        else:
            self.keys[-1] = written


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    """Plain null, true, false and whole numbers; all the rest is text: no dates, no "yes", no floats."""
    if event.style not in (None, ""):
        return str(event.value)
    if event.value in _WORDS:
        return _WORDS[event.value]
    return int(event.value) if _INTEGER.fullmatch(event.value) else str(event.value)


@dataclass(slots=True)
class Block:
    """A mapping being read. Each key is asked for by its type; `close` refuses what nobody asked for."""

    item: Item
    asked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if not isinstance(self.item.value, dict):
            broken(self.item, tr("des clés et leurs valeurs sont attendues ici"))

    def _mapping(self) -> dict[str, Item]:
        return self.item.value if isinstance(self.item.value, dict) else {}

    def find(self, key: str) -> Item | None:
        """The item under `key`, or None when it is absent or null."""
        self.asked.add(key)
        item = self._mapping().get(key)
        return None if item is None or item.value is None else item

    def is_null(self, key: str) -> bool:
        """Whether `key` is written, and null: "not found"."""
        item = self._mapping().get(key)
        return item is not None and item.value is None

    def need(self, key: str) -> Item:
        """The item under `key`; its absence breaks the pack."""
        item = self.find(key)
        if item is None:
            broken(self.item, tr("la clé « {key} » manque", key=key))
        return item

    def names(self) -> Iterator[str]:
        """The keys as written, in their order."""
        return iter(self._mapping())

    def close(self) -> None:
        """Refuses a key that is not of the schema: a slip of the pen must not lose a fact."""
        for key, item in self._mapping().items():
            if key not in self.asked:
                broken(item, tr("la clé « {key} » est inconnue", key=key))

    def text(self, key: str) -> str:
        """A text that must be there."""
        return _text(self.need(key))

    def maybe_text(self, key: str) -> str | None:
        """A text, or None."""
        item = self.find(key)
        return None if item is None else _text(item)

    def maybe_number(self, key: str) -> int | None:
        """A whole number from 0, or None."""
        item = self.find(key)
        if item is None:
            return None
        if isinstance(item.value, bool) or not isinstance(item.value, int) or item.value < 0:
            broken(item, tr("un nombre entier est attendu sous « {key} »", key=key))
        return item.value

    def flag(self, key: str) -> bool:
        """True or false; false when absent."""
        item = self.find(key)
        if item is None:
            return False
        if not isinstance(item.value, bool):
            broken(item, tr("true ou false est attendu sous « {key} »", key=key))
        return item.value

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """A word of a closed list."""
        item = self.need(key)
        word = _text(item)
        if word not in list(choices):
            broken(item, tr("« {word} » n'est pas un mot admis sous « {key} »", word=word, key=key))
        return choices(word)

    def day(self, key: str) -> date:
        """A day, YYYY-MM-DD."""
        item = self.need(key)
        try:
            return date.fromisoformat(_text(item))
        except ValueError:
            broken(item, tr("une date AAAA-MM-JJ est attendue sous « {key} »", key=key))

    def maybe_day(self, key: str) -> date | None:
        """A day, or None."""
        return None if self.find(key) is None else self.day(key)

    def items(self, key: str) -> list[Item]:
        """A list; empty when absent."""
        item = self.find(key)
        if item is None:
            return []
        if not isinstance(item.value, list):
            broken(item, tr("une liste est attendue sous « {key} »", key=key))
        return item.value

    def words(self, key: str, allowed: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of different words, of the vocabulary when one is given."""
        words: list[str] = []
        for item in self.items(key):
            word = _text(item)
            if word in words:
                broken(item, tr("« {word} » est écrit deux fois", word=word))
            if allowed is not None and word not in allowed:
                broken(item, tr("« {word} » n'est pas un mot admis sous « {key} »", word=word, key=key))
            words.append(word)
        return tuple(words)

    def block(self, key: str) -> Block | None:
        """A mapping under `key`, or None."""
        item = self.find(key)
        return None if item is None else Block(item)

    def texts(self, key: str) -> Texts | None:
        """A text in three languages, or None."""
        item = self.find(key)
        return None if item is None else read_texts(item)

    def need_texts(self, key: str) -> Texts:
        """A text in three languages that must be there."""
        return read_texts(self.need(key))


def read_texts(item: Item) -> Texts:
    """A text in French, Arabic and English; unless it says otherwise the English is the source's."""
    block = Block(item)
    texts = Texts(
        fr=block.text("fr"),
        ar=block.text("ar"),
        en=block.text("en"),
        from_source=block.words("from_source", ("fr", "ar", "en")) if block.find("from_source") else ("en",),
    )
    block.close()
    return texts


def _text(item: Item) -> str:
    if not isinstance(item.value, str) or not item.value.strip():
        broken(item, tr("un texte est attendu ici"))
    return item.value
