"""The gettext catalogues: one po file per room and language, merged and compiled into one `wasl.mo` per language."""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

TRANSLATIONS = Path(__file__).parent / "translations"

# The forms in the order of gettext's manual and of CLDR. Babel's own Arabic rule swaps the last two (11-99, 100-102),
# so the headers of the po files are not relied on.
_PLURAL_FORMS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "en": "nplurals=2; plural=(n != 1);",
}


def po_files(language: str, folder: Path = TRANSLATIONS) -> list[Path]:
    """The po files of `language`, in the order of their names: where two translate one sentence, the first wins."""
    return sorted((folder / language).glob("*.po"))


def read_catalogue(language: str, folder: Path = TRANSLATIONS) -> Catalog:
    """All po files of `language` as one catalogue. Untranslated and fuzzy entries are left out.

    Raises babel's PoFileError, with the file's line, for a file that is not well formed.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    merged = Catalog(locale=language, project="wasl", version="1", fuzzy=False, charset="utf-8")
    merged.mime_headers = [("Plural-Forms", _PLURAL_FORMS[language])]
    for path in po_files(language, folder):
        with path.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                if message.id and not message.fuzzy and _is_whole(message.string) and message.id not in merged:
                    merged.add(message.id, message.string)
    return merged


def compile_language(language: str, folder: Path = TRANSLATIONS) -> bytes:
    """The compiled catalogue of `language`, also written beside its po files where the folder can be written.

    The file appears whole or not at all, so that several processes may do this at once.
    """
    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    write_mo(compiled, read_catalogue(language, folder))
    _write_whole(_mo_file(language, folder), compiled.getvalue())
    return compiled.getvalue()


def load(language: str, folder: Path = TRANSLATIONS) -> GNUTranslations:
    """The translations of `language`: the compiled file when it is newer than every po file, else compiled now."""
    target = _mo_file(language, folder)
    if _is_fresh(target, po_files(language, folder)):
        return GNUTranslations(BytesIO(target.read_bytes()))
    return GNUTranslations(BytesIO(compile_language(language, folder)))


def own_translation(language: str, msgid: str) -> str | None:
    """What the catalogue of `language` itself says for `msgid`, or None when it does not know it."""
    found = _bare(language).gettext(msgid)
    # A catalogue without a fallback answers an unknown sentence with the sentence itself.
    return None if found == msgid else found


@lru_cache(maxsize=4)
def _bare(language: str) -> GNUTranslations:
    return load(language)


def _mo_file(language: str, folder: Path) -> Path:
    return folder / language / "wasl.mo"


def _is_fresh(compiled: Path, sources: list[Path]) -> bool:
    try:
        made = compiled.stat().st_mtime_ns
    except OSError:
        return False
    return all(source.stat().st_mtime_ns <= made for source in sources)


def _is_whole(translation: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(translation) and all(translation or ())


def _write_whole(target: Path, content: bytes) -> None:
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".wasl-", suffix=".mo")
    except OSError:
        return  # an installed copy lies in a read-only folder and ships its compiled files
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, target)
    except OSError:
        Path(name).unlink(missing_ok=True)
