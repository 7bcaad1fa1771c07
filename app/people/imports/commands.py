"""`wasl people import`: what the command says around the import itself."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.command_desk import CommandDesk
from app.people.imports.columns import read_mapping
from app.people.imports.files import open_sheet
from app.people.imports.known import KnownRule
from app.people.imports.plan import ImportPlan, RowState
from app.people.imports.planning import plan_import
from app.people.imports.rejects import reason, write_rejects
from app.people.imports.repeats import RepeatUse, lay_flat, repeats_of
from app.people.imports.writing import import_people, outcome_of
from reports.excel.reading import SheetText
from resources.i18n import tr, tr_noop

_REASONS_SAID = 20
_COUNTED = {
    "new": tr_noop("nouvelles"), "known": tr_noop("déjà connues"), "twins": tr_noop("doublons à revoir"), "rejected": tr_noop("rejetées"),
}  # fmt: skip


def run(desk: CommandDesk, args: argparse.Namespace) -> None:
    """Reads, plans and writes; says on standard error what was left out and why."""
    workspace = desk.workspace
    mapping = read_mapping(Path(args.mapping)) if args.mapping else None
    uses = _uses(args)
    sheet = open_sheet(workspace, Path(args.file), args.encoding or "")
    _say_how_read(desk, sheet, uses)
    flat = lay_flat(sheet, uses)
    plan = plan_import(workspace, flat.rows, mapping, desk.out.progress, origins=flat.origins)
    _say_left_out(desk, plan)
    rule = KnownRule(args.known)
    outcome = outcome_of(plan) if args.dry_run else import_people(workspace, plan, desk.out.progress, rule=rule)
    if outcome.dropped_numbers:
        desk.out.note(tr("Sans numéro CNDP de l’agence, les numéros des pièces ne sont pas gardés (loi 09-08)."))
    if args.rejects:
        write_rejects(plan, Path(args.rejects))
    elif outcome.rejected:
        _say_rejected(desk, plan)
    counts = {"new": outcome.new, "known": outcome.known, "twins": outcome.twins, "rejected": outcome.rejected}
    more = {"updated": outcome.updated, "rejects_file": args.rejects if args.rejects else None, "dry_run": args.dry_run}
    desk.out.answer({**counts, **more}, [f"{tr(_COUNTED[word])} : {count}" for word, count in counts.items()])


def _uses(args: argparse.Namespace) -> dict[str, RepeatUse]:
    uses: dict[str, RepeatUse] = {}
    for told in args.repeat:
        name, equals, use = told.rpartition("=")
        if not equals or use not in set(RepeatUse):
            args.parser.error(tr("il faut FEUILLE=none, details ou persons : {told}", told=told))
        uses[name] = RepeatUse(use)
    return uses


def _say_how_read(desk: CommandDesk, sheet: SheetText, uses: dict[str, RepeatUse]) -> None:
    if not sheet.is_sure:
        desk.out.note(tr("Lu en {encoding} ; si les accents sont faux, dites --encoding.", encoding=sheet.encoding))
    for repeat in repeats_of(sheet):
        if repeat.name not in uses and repeat.usual is RepeatUse.NONE and RepeatUse.PERSONS in repeat.possible:
            desk.out.note(
                tr("Feuille {name} ({n} lignes) non reprise : --repeat {name}=persons en fait des personnes.",
                   name=repeat.name, n=repeat.count)
            )  # fmt: skip


def _say_left_out(desk: CommandDesk, plan: ImportPlan) -> None:
    columns = zip(plan.columns.titles, plan.columns.fields, strict=True)
    left_out = [title for title, field in columns if title and not field]
    if left_out:
        desk.out.note(tr("Colonnes non reprises : {titles}", titles=", ".join(left_out)))
    if plan.totals:
        desk.out.note(tr("Lignes de totaux non reprises : {lines}", lines=", ".join(map(str, plan.totals))))


def _say_rejected(desk: CommandDesk, plan: ImportPlan) -> None:
    wrong = [row.read for row in plan.in_states([RowState.ERROR])]
    for row in wrong[:_REASONS_SAID]:
        desk.out.note(tr("Ligne {line} : {why}", line=row.line, why=" ; ".join(map(reason, row.problems))))
    if len(wrong) > _REASONS_SAID:
        desk.out.note(
            tr("… et {n} autres ; --rejects les écrit toutes avec leurs raisons.", n=len(wrong) - _REASONS_SAID)
        )
