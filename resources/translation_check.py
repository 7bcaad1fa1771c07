"""What the catalogues lack: sentences written in the code without a whole translation in each language."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from resources.catalogues import TRANSLATIONS, po_files
from resources.words import LANGUAGES

if TYPE_CHECKING:
    from babel.messages.catalog import Message

FLOORS = ("app", "ui", "db", "reports", "resources")
ROOT = Path(__file__).parent.parent

# The family of app/errors.py: what is raised by one of these names is a key of two sentences.
_ERRORS = frozenset(
    {
        "WaslError",
        "NotSignedIn",
        "NotAllowed",
        "ConsentMissing",
        "NotFound",
        "Refused",
        "BadFile",
        "BaseUnusable",
        "ConflictingEdit",
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """One msgid (a singular and its plural, when it has one) and where it is written."""

    where: str
    singular: str
    plural: str | None = None

    @property
    def is_key(self) -> bool:
        """Whether the msgid is a key (`error.…`), which needs words in French too."""
        return self.singular.startswith("error.")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing a translator must mend."""

    language: str
    kind: str
    msgid: str
    where: str

    def __str__(self) -> str:
        return f"{self.language}: {self.kind}: {self.msgid!r} ({self.where})"


def problems(root: Path = ROOT, folder: Path = TRANSLATIONS) -> list[Problem]:
    """Every sentence of the code that a language lacks, and every entry that is fuzzy or has other {placeholders}."""
    sentences = sentences_in_code(root)
    return sorted(
        {
            problem
            for language in LANGUAGES
            for problem in (*_lacking(language, sentences, folder), *_ill_formed(language, folder))
        }
    )


def sentences_in_code(root: Path = ROOT) -> list[Sentence]:
    """The msgids given to tr, trn, tr_noop, and the two sentences of each error key raised, over all floors."""
    found: set[Sentence] = set()
    for floor in FLOORS:
        for path in sorted((root / floor).rglob("*.py")):
            where = path.relative_to(root).as_posix()
            for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
                if isinstance(node, ast.Call):
                    found.update(_sentences_of(node, where))
    return sorted(found, key=lambda sentence: (sentence.where, sentence.singular))


def _sentences_of(call: ast.Call, where: str) -> Iterator[Sentence]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    texts = [_literals(argument) for argument in call.args[:2]]
    if name in ("tr", "tr_noop") and texts:
        yield from (Sentence(where, text) for text in texts[0])
    elif name == "trn" and len(texts) == 2:
        yield from (Sentence(where, one, many) for one, many in zip(*texts, strict=False))
    elif name in _ERRORS and texts:
        for key in texts[0]:
            yield Sentence(where, f"error.{key}")
            yield Sentence(where, f"error.{key}.do")


def _literals(node: ast.expr) -> list[str]:
    """The texts an argument may be: one literal, or either side of a condition."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    return []


def _lacking(language: str, sentences: list[Sentence], folder: Path) -> Iterator[Problem]:
    whole = {msgid for msgid, message, _ in _messages(language, folder) if _is_whole(message)}
    for sentence in sentences:
        known = sentence.singular in whole and (
            sentence.plural is None or (sentence.singular, sentence.plural) in whole
        )
        if not known and (language != "fr" or sentence.is_key):
            yield Problem(language, "missing", sentence.singular, sentence.where)


def _ill_formed(language: str, folder: Path) -> Iterator[Problem]:
    for msgid, message, path in _messages(language, folder):
        if not isinstance(msgid, str) or not msgid:
            continue
        if message.fuzzy:
            yield Problem(language, "fuzzy", msgid, path)
        translations = _strings(message)
        expected = _french_placeholders(msgid, folder)
        if expected is None or not all(translations):
            continue
        allowed = expected | {"n"} if message.pluralizable else expected
        found = set().union(*(_placeholders(text) for text in translations))
        # A plural form may say "one person" in words instead of {n}, so only strangers are wrong there.
        if found - allowed or (not message.pluralizable and found != expected):
            yield Problem(language, "placeholders", msgid, path)


def _messages(language: str, folder: Path) -> list[tuple[str | tuple[str, str], Message, str]]:
    """(msgid, entry, file) of every entry; one with a plural comes twice, by its singular and by both forms."""
    from babel.messages.pofile import read_po

    found: list[tuple[str | tuple[str, str], Message, str]] = []
    for path in po_files(language, folder):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                ids = message.id
                if isinstance(ids, str):
                    found.append((ids, message, path.name))
                else:
                    found.append((ids[0], message, path.name))
                    found.append(((ids[0], ids[1]), message, path.name))
    return found


def _is_whole(message: Message) -> bool:
    strings = _strings(message)
    return not message.fuzzy and bool(strings) and all(strings)


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _french_placeholders(msgid: str, folder: Path) -> set[str] | None:
    """The placeholders of the French sentence; of a key they are those of its French words, None when it has none."""
    if not msgid.startswith("error."):
        return _placeholders(msgid)
    text = _french_keys(folder).get(msgid)
    return _placeholders(text) if text else None


@lru_cache(maxsize=8)
def _french_keys(folder: Path) -> dict[str, str]:
    return {
        msgid: str(message.string)
        for msgid, message, _ in _messages("fr", folder)
        if isinstance(msgid, str) and msgid.startswith("error.")
    }


def _placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"<brace that never closes>"}
