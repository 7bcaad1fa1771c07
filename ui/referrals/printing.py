"""Papers to the printer chosen on this PC; without one, into a dated folder where they wait to be printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinterInfo

from app.settings import PRINTER, SLIP_COPIES
from app.workspace import Workspace
from resources.i18n import tr, trn
from ui.context import Desk

if TYPE_CHECKING:
    from app.referrals.printing import Batch, Paper, Send, Trouble


def printer_names() -> list[str]:
    """The printers this PC knows, as Qt names them."""
    return list(QPrinterInfo.availablePrinterNames())


def chosen_copies(workspace: Workspace) -> tuple[str, ...]:
    """Whom the copies are for, as chosen on this desk."""
    return tuple(one for one in workspace.settings.get(SLIP_COPIES).split(",") if one)


def print_slip(desk: Desk, slip_id: UUID, number: str) -> None:
    """One slip, whatever list or panel it was asked from: printed, or left as a PDF; its state tells which."""
    _in_job(desk, [slip_id], lambda batch: _tell_one(desk, slip_id, number, batch))


def print_all(desk: Desk, slip_ids: Sequence[UUID], done: Callable[[], None]) -> None:
    """Many in one job, with progress and a way to stop."""

    def told(batch: Batch) -> None:
        _tell_batch(desk, batch)
        done()

    _in_job(desk, list(slip_ids), told, only_waiting=True)


def print_paper(desk: Desk, content: bytes, name: str, paper: str = "a4") -> None:
    """Something that is no slip (a letter, a list): printed, or left as a PDF and opened."""
    from app.referrals.printing import Paper

    sheet = Paper(UUID(int=0), name, content, paper, False)

    def done(trouble: Trouble | None) -> None:
        if trouble in (None, "no_printer"):
            desk.say.done(_where(desk, name))
        else:
            desk.say.warn(tr("{name} n’est pas imprimé : {why}", name=name, why=why(trouble)))

    desk.jobs.write(_send(desk.workspace), sheet, done=done, title=tr("Impression"))


def why(trouble: str) -> str:
    """What kept a paper in the printer, and what to do."""
    return {
        "printer_gone": tr("l’imprimante choisie n’existe plus sur ce PC. Choisissez-en une autre."),
        "printer_stopped": tr("l’imprimante est arrêtée. Remettez-la en marche."),
        "out_of_paper": tr("l’imprimante n’a plus de papier."),
        "refused": tr("l’imprimante l’a refusé."),
        "not_out": tr("rien n’est sorti."),
    }.get(trouble, "")


def open_folder(workspace: Workspace) -> None:
    """Shows the papers that were left as files today."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(_folder(workspace))))


def _in_job(desk: Desk, slip_ids: list[UUID], done: Callable[[Any], None], *, only_waiting: bool = False) -> None:
    from app.referrals.printing import print_slips

    desk.jobs.write(
        print_slips, desk.workspace, slip_ids, _send(desk.workspace), chosen_copies(desk.workspace), done=done,
        title=tr("Impression"), only_waiting=only_waiting,
    )  # fmt: skip


def _send(workspace: Workspace) -> Send:
    """How papers leave this PC."""
    from app.referrals.spooler import has_spooler, spool_to

    name = workspace.settings.get(PRINTER)
    if not name:
        return _saver(_folder(workspace))
    if has_spooler():
        return spool_to(name)
    from ui.referrals.raster import draw_on

    return draw_on(name)


def _saver(folder: Path) -> Send:
    def save(paper: Paper) -> Trouble | None:
        from app.referrals.printing import Trouble
        from app.whole_file import write_whole

        name = f"{paper.number}-duplicata.pdf" if paper.is_duplicate else f"{paper.number}.pdf"
        write_whole(folder / name, paper.content)
        return Trouble.NO_PRINTER

    return save


def _tell_one(desk: Desk, slip_id: UUID, number: str, batch: Batch) -> None:
    from app.referrals.printing import Trouble, mark_printed, print_again

    def not_out() -> None:
        desk.jobs.write(print_again, desk.workspace, slip_id, Trouble.NOT_OUT)

    def by_hand() -> None:
        desk.jobs.write(mark_printed, desk.workspace, slip_id)

    if batch.failed:
        desk.say.warn(
            tr("{name} n’est pas imprimé : {why}", name=number, why=why(batch.failed[0][1])),
            tr("Réessayer"), lambda: print_slip(desk, slip_id, number),
        )  # fmt: skip
    elif desk.workspace.settings.get(PRINTER):
        desk.say.warn(_where(desk, number), tr("Rien n’est sorti"), not_out)
    else:
        desk.say.warn(_where(desk, number), tr("C’est imprimé"), by_hand)


def _tell_batch(desk: Desk, batch: Batch) -> None:
    printed = trn("{n} bon imprimé", "{n} bons imprimés", batch.printed)
    if not batch.failed:
        desk.say.done(printed)
        return
    number, trouble = batch.failed[0]
    said = tr("{name} n’est pas imprimé : {why}", name=number, why=why(trouble))
    left = trn("{n} bon attend encore", "{n} bons attendent encore", batch.left + len(batch.failed))
    desk.say.warn(f"{printed}. {said} {left}.")


def _where(desk: Desk, number: str) -> str:
    printer = desk.workspace.settings.get(PRINTER)
    if printer:
        return tr("{name} envoyé à {printer}.", name=number, printer=printer)
    return tr("{name} gardé en PDF : {folder}", name=number, folder=str(_folder(desk.workspace)))


def _folder(workspace: Workspace) -> Path:
    location = workspace.database.location
    base = Path.home() if "://" in location else Path(location).parent
    folder = base / "bons" / workspace.clock.today().isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
