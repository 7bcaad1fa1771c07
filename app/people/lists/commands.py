"""`wasl people list`: the registry by a filter, on the screen or into a file."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.command_desk import CommandDesk, table
from app.errors import NotFound
from app.people.lists.actions import Paper, call_list, export_list, labels, left_out_words
from app.people.lists.columns import COLUMNS, USUAL_COLUMNS
from app.people.lists.conditions import PeopleFilter, filter_of
from app.people.lists.listing import Selection, count_of_list, page_of_list
from app.people.lists.saved import save_list, saved_lists
from app.whole_file import write_whole
from resources.i18n import current_language, format_date, tr

if TYPE_CHECKING:
    from app.people.lists.columns import Cell


def run(desk: CommandDesk, args: argparse.Namespace) -> None:
    """Lists, keeps by name, exports, or prints."""
    workspace = desk.workspace
    columns, filter_ = _columns(args), filter_of(args.filter)
    if args.saved:
        card = next((one for one in saved_lists(workspace) if one.name == args.saved), None)
        if card is None:
            raise NotFound("list.not_found")
        filter_ = PeopleFilter(card.filter.conditions)
        for one in filter_of(args.filter).conditions:
            filter_ = filter_.having(one)
        columns = columns or card.columns
    columns = columns or USUAL_COLUMNS
    if args.save:
        save_list(workspace, args.save, filter_, columns, is_shared=args.shared)
    selection = Selection(filter_, order=args.order or "")
    made = _made(desk, args, selection, columns)
    if made is not None:
        desk.out.answer({"count": made.count, "file": args.out or args.call_list or args.labels}, [str(made.count)])
        return
    page = page_of_list(workspace, filter_, 0, args.limit, args.order or "")
    total = count_of_list(workspace, filter_)
    language = current_language()
    rows = [[COLUMNS[name].cell(line, language) for name in columns] for line in page.rows]
    document: dict[str, object] = {
        "total": total, "people": [dict(zip(columns, map(_plain, row), strict=True)) for row in rows]
    }  # fmt: skip
    titles = tuple(tr(COLUMNS[name].label) for name in columns)
    desk.out.answer(document, [*table(titles, [tuple(map(_shown, row)) for row in rows]), tr("{n} trouvées", n=total)])


def _made(desk: CommandDesk, args: argparse.Namespace, selection: Selection, columns: tuple[str, ...]) -> Paper | None:
    """The file asked for, None when none was."""
    if args.out:
        return export_list(desk.workspace, selection, columns, Path(args.out), desk.out.progress)
    if not args.call_list and not args.labels:
        return None
    made = call_list(desk.workspace, selection) if args.call_list else labels(desk.workspace, selection)
    if left_out := left_out_words(made.without_consent, made.without_phone):
        desk.out.note(left_out)
    write_whole(Path(args.call_list or args.labels), made.content)
    return made


def _columns(args: argparse.Namespace) -> tuple[str, ...]:
    found = tuple(name.strip() for name in (args.columns or "").split(",") if name.strip())
    unknown = [name for name in found if name not in COLUMNS]
    if unknown:
        args.parser.error(
            tr("colonne inconnue : {name} (connues : {known})", name=unknown[0], known=", ".join(COLUMNS))
        )
    return found


def _plain(value: Cell) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _shown(value: Cell) -> str:
    return format_date(value, style="numeric") if isinstance(value, date) else "" if value is None else str(value)
