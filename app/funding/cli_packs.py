"""`wasl funding export-pack`, `import-pack`, `keys`, `export-hsds`: the catalogue comes and goes as a file."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from app.command_desk import CommandDesk, table
from app.errors import BadFile
from app.whole_file import write_whole
from resources.i18n import current_language, tr, tr_noop

if TYPE_CHECKING:
    from app.cli import Room
    from app.funding.pack_diff import DiffRow
    from app.funding.packs import Comparison


def declare_packs(funding: Room) -> None:
    """Declares these commands."""
    out = funding.verb("export-pack", run_export, help=tr_noop("Le catalogue tel qu’il est ici, en un fichier"))
    out.add_argument("--out", required=True, metavar="FICHIER.waslpack")
    out.add_argument("--sign", metavar="CLÉ.pem", help=tr("la clé secrète de qui signe"))
    taken = funding.verb(
        "import-pack", run_import, help=tr_noop("Compare un catalogue avec celui d’ici ; --commit le reprend")
    )
    taken.add_argument("file", metavar="FICHIER.waslpack")
    taken.add_argument("--commit", action="store_true", help=tr("reprendre, au lieu de montrer seulement"))
    taken.add_argument(
        "--theirs", action="append", default=[], metavar="FICHE.CHAMP", help=tr("prendre ce champ du paquet")
    )
    taken.add_argument("--mine", action="append", default=[], metavar="FICHE.CHAMP", help=tr("garder ce champ d’ici"))
    taken.add_argument("--unsigned", action="store_true", help=tr("reprendre même sans signature connue"))
    keys = funding.verb("keys", run_keys, help=tr_noop("Les clés de qui signe des catalogues"))
    keys.add_argument("--add", metavar="NOM=CLÉ")
    keys.add_argument("--remove", metavar="CLÉ")
    keys.add_argument("--new", metavar="FICHIER.pem", help=tr("fabriquer une clé secrète dans ce fichier"))
    keys.set_defaults(parser=keys)
    other = funding.verb("export-hsds", run_hsds, help=tr_noop("L’annuaire au format Open Referral HSDS 3.0"))
    other.add_argument("--out", required=True, metavar="FICHIER.json")
    other.add_argument("--language", choices=("fr", "ar", "en"), default="fr")


def run_export(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding export-pack`."""
    from app.funding.packs import export_pack

    content = export_pack(desk.workspace, _read(args.sign) if args.sign else None)
    write_whole(Path(args.out), content)
    digest = hashlib.sha256(content).hexdigest()
    desk.out.answer({"file": args.out, "sha256": digest, "signed": bool(args.sign)}, [args.out])


def run_import(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding import-pack`: shows; with `--commit` takes."""
    from app.funding.packs import compare_pack, take_pack

    content, name = _read(args.file), Path(args.file).name
    found = compare_pack(desk.workspace, content, name)
    document: dict[str, object] = {
        "pack": found.version,
        "signature": {"state": found.seal.state, "name": found.seal.name or None, "key": found.seal.key or None},
        "rows": [_row(row, args.theirs, args.mine) for row in found.rows],
        "same": found.same,
        "suspicious": {slug: list(texts) for slug, texts in found.suspicious.items()},
        "other_ceilings": found.other_ceilings,
        "committed": args.commit,
    }
    if args.commit:
        done = take_pack(
            desk.workspace, content, name, theirs=args.theirs, mine=args.mine, unsigned=args.unsigned
        )  # fmt: skip
        document |= {"changed": list(done.changed), "added": list(done.added), "kept": done.kept}
    desk.out.answer(document, _lines(found, args))


def run_hsds(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding export-hsds`."""
    from app.funding.hsds import counts
    from app.funding.packs import export_hsds

    made = export_hsds(desk.workspace, args.language)
    content = json.dumps(made, ensure_ascii=False, indent=1).encode()
    write_whole(Path(args.out), content)
    found = counts(made)
    document: dict[str, object] = {"file": args.out, "sha256": hashlib.sha256(content).hexdigest(), "counts": found}
    desk.out.answer(document, [args.out, *(f"{name} {count}" for name, count in found.items())])


def run_keys(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding keys`."""
    from app.funding.packs import add_key, known_keys, make_key, remove_key

    if args.add:
        name, mark, key = args.add.rpartition("=")
        if not mark:
            args.parser.error(tr("une clé s’écrit NOM=CLÉ"))
        add_key(desk.workspace, name, key)
    if args.remove:
        remove_key(desk.workspace, args.remove)
    if args.new:
        if Path(args.new).exists():
            raise BadFile("file.unwritable", file=Path(args.new).name)
        secret, _public = make_key(desk.workspace)
        _write_secret(Path(args.new), secret)
    held = known_keys(desk.workspace)
    document: dict[str, object] = {"keys": [{"name": name, "key": key} for key, name in held.items()]}
    desk.out.answer(document, table((tr("Nom"), tr("Clé")), [(name, key) for key, name in held.items()]))


def _row(row: DiffRow, theirs: list[str], mine: list[str]) -> dict[str, object]:
    from app.funding.diff_words import side_text
    from app.funding.pack_diff import MISSING

    language = current_language()
    sides = {"base": row.base, "mine": row.mine, "theirs": row.theirs}
    return {
        "id": row.id,
        "noun": row.noun,
        "change": row.change,
        "takes": "theirs" if row.takes_theirs(theirs, mine) else "mine",
        **{name: None if value is MISSING else value for name, value in sides.items()},
        "text": {name: side_text(row, value, language) for name, value in sides.items()},
    }


def _lines(found: Comparison, args: argparse.Namespace) -> list[str]:
    from app.funding.diff_words import change_word, side_text

    language = current_language()
    rows = [
        (row.id, change_word(row.change, language), _short(side_text(row, row.mine, language)),
         _short(side_text(row, row.theirs, language)),
         tr("paquet") if row.takes_theirs(args.theirs, args.mine) else tr("ici"))
        for row in found.rows
    ]  # fmt: skip
    lines = table((tr("Champ"), tr("État"), tr("Ici"), tr("Paquet"), tr("Retenu")), rows) if rows else []
    lines += [f"{slug} : {text}" for slug, texts in found.suspicious.items() for text in texts]
    if found.other_ceilings:
        lines.append(tr("Les plafonds légaux du paquet sont autres : ils ne changent qu’avec une version de Wasl."))
    lines.append(tr("{n} fiches identiques.", n=found.same))
    if not args.commit:
        lines.append(tr("Rien n’a été repris : ajoutez --commit."))
    return lines


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise BadFile("file.unreadable", file=Path(path).name) from error


def _write_secret(path: Path, secret: bytes) -> None:
    """Readable by its owner only, and never over something else."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secret)
    except OSError as error:
        raise BadFile("file.unwritable", file=path.name) from error
