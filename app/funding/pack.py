"""The catalogue pack: a folder of YAML files, read whole or refused with the line and the reason."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.errors import BadFile
from app.funding.enabler_cycles import cycle_of_enablers
from app.funding.entries import Branch, Ceiling, Entry, LegalCeilings, Pack, PackMeta, Provider
from app.funding.entry_reader import read_entry, read_id, read_provenance
from app.funding.facts import SITUATIONS
from app.funding.located import Block, Item, broken, read_items
from app.funding.texts import Texts
from resources.i18n import tr

META_FILE = "pack.yaml"
PROVIDERS_FILE = "providers.yaml"
_RULES = ("status_rule", "cities_rule", "criteria_rule")


def shipped_pack() -> Pack:
    """The catalogue that ships with Wasl."""
    from resources.catalogue import folder

    return load_pack(folder())


def load_pack(folder: Path) -> Pack:
    """Reads `pack.yaml`, `providers.yaml` and the entry files they name; raises BadFile("catalogue.broken") with
    `file`, `line` and `reason` of the first thing that is wrong. Nothing is taken from a broken pack.
    """
    meta_block = Block(_read(folder, META_FILE))
    files = meta_block.items("files")
    meta = _meta(meta_block)
    places = Block(_read(folder, PROVIDERS_FILE))
    items = [entry for name in files for entry in _entry_items(folder, name)]
    return _whole(meta, places, items)


def pack_of(meta: Item, places: Block, entries: list[Item]) -> Pack:
    """A pack from one document: what it says of itself, the block that holds providers and branches, its entries.

    Raises BadFile("catalogue.broken") as `load_pack` does.
    """
    return _whole(_meta(Block(meta)), places, entries)


def _whole(meta: PackMeta, places: Block, items: list[Item]) -> Pack:
    providers = tuple(_provider(item) for item in places.items("providers"))
    branches = tuple(_branch(item) for item in places.items("branches"))
    _check_unlike(places.items("providers"))
    _check_unlike(places.items("branches"))
    known = {provider.id for provider in providers}
    for item, branch in zip(places.items("branches"), branches, strict=True):
        _check_known(item, "provider", [branch.provider_id], known)
    places.close()
    _check_unlike(items)
    entries = tuple(_entry(item, known) for item in items)
    cycle = cycle_of_enablers(entries)
    if cycle:
        place = next(item for item, entry in zip(items, entries, strict=True) if entry.id == cycle[0])
        broken(place, tr("ces étapes s'attendent l'une l'autre : {ids}", ids=", ".join(cycle)))
    return Pack(meta, providers, branches, entries)


def _read(folder: Path, name: str) -> Item:
    try:
        text = (folder / name).read_text(encoding="utf-8")
    except OSError as error:
        raise BadFile("catalogue.unreadable", file=name) from error
    except UnicodeDecodeError as error:
        raise BadFile("catalogue.broken", file=name, line=1, reason=tr("le texte n'est pas en UTF-8")) from error
    return read_items(text, name)


def _entry_items(folder: Path, name: Item) -> list[Item]:
    file = str(name.value)
    if Path(file).name != file or not file.endswith(".yaml"):
        broken(name, tr("« {word} » n'est pas un nom de fichier .yaml", word=file))
    block = Block(_read(folder, file))
    items = block.items("entries")
    block.close()
    return items


def _entry(item: Item, providers: set[str]) -> Entry:
    entry = read_entry(item)
    runs = [link.provider_id for link in entry.providers]
    _check_known(item, "providers", runs, providers)
    return entry


def _check_known(item: Item, key: str, words: Iterable[str], known: set[str]) -> None:
    for word in words:
        if word not in known:
            block = Block(item)
            broken(block.find(key) or item, tr("l'organisme « {word} » n'est pas dans la liste", word=word))


def _check_unlike(items: list[Item]) -> None:
    seen: set[str] = set()
    for item in items:
        block = Block(item)
        word = read_id(block)
        if word in seen:
            broken(block.need("id"), tr("« {word} » est écrit deux fois", word=word))
        seen.add(word)


def _provider(item: Item) -> Provider:
    block = Block(item)
    provider = Provider(
        id=read_id(block),
        name=block.need_texts("name"),
        generic=block.flag("generic"),
        recalled=block.flag("recalled"),
        web=block.maybe_text("web"),
        phone=block.maybe_text("phone"),
    )
    block.close()
    return provider


def _branch(item: Item) -> Branch:
    block = Block(item)
    branch = Branch(
        id=read_id(block),
        provider_id=block.text("provider"),
        name=block.texts("name"),
        address=block.maybe_text("address"),
        city=block.maybe_text("city"),
        phone=block.maybe_text("phone"),
        web=block.maybe_text("web"),
        hours=block.texts("hours"),
        note=block.texts("note"),
        sources=block.words("sources"),
        confirmed=block.flag("confirmed"),
    )
    block.close()
    return branch


def _meta(block: Block) -> PackMeta:
    rules = Block(block.need("rules"))
    meta = PackMeta(
        id=read_id(block),
        version=block.maybe_number("version") or 0,
        compiled_on=block.day("compiled_on"),
        currency=block.text("currency"),
        warning=block.need_texts("warning"),
        method=block.need_texts("method"),
        statuses=_named(Block(block.need("statuses")), SITUATIONS),
        confidences=_named(Block(block.need("confidences")), ("confirmed", "to_verify")),
        rules=tuple((name, rules.text(name)) for name in _RULES),
        legal_ceilings=_ceilings(Block(block.need("legal_ceilings_microcredit"))),
    )
    rules.close()
    block.close()
    return meta


def _named(block: Block, names: tuple[str, ...]) -> tuple[tuple[str, Texts], ...]:
    texts = tuple((name, block.need_texts(name)) for name in names)
    block.close()
    return texts


def _ceilings(block: Block) -> LegalCeilings:
    amounts = []
    for item in block.items("amounts"):
        inner = Block(item)
        amounts.append(Ceiling(read_id(inner), (inner.maybe_number("mad") or 0) * 100, inner.need_texts("label")))
        inner.close()
    ceilings = LegalCeilings(
        tuple(amounts), block.need_texts("condition"), block.need_texts("law"), read_provenance(block)
    )
    block.close()
    return ceilings
