"""What this room lets one do from anywhere: print what waits, lists to and from providers, words of letters."""

from __future__ import annotations

from collections.abc import Callable

from resources.i18n import tr_noop
from ui.commands import Command
from ui.context import Desk


def _tool(name: str) -> Callable[[Desk], None]:
    return lambda desk: desk.go("referrals", tool=name)


COMMANDS = (
    Command("referrals.queue", tr_noop("À suivre"), _tool("queue"), "bell", shortcuts=("Ctrl+Shift+S",), right="refer"),
    Command("referrals.calls", tr_noop("Feuille d’appel"), _tool("calls"), "phone", shortcuts=("Ctrl+Shift+F",), right="refer"),
    Command("referrals.lessons", tr_noop("Refus à étudier"), _tool("lessons"), "scale", right="edit_directory"),
    Command("referrals.print", tr_noop("Bons à imprimer"), _tool("print"), "printer", shortcuts=("Ctrl+Shift+P",),
            right="refer"),
    Command("referrals.bordereau", tr_noop("Bordereau de transmission"), _tool("bordereau"), "send", right="refer"),
    Command("referrals.answers", tr_noop("Liste de réponses d’un organisme"), _tool("answers"), "upload", right="refer"),
    Command("referrals.board", tr_noop("Référencements par état"), lambda desk: desk.go("referrals", show="board"), "table", right="refer"),
    Command("referrals.list", tr_noop("Référencements en liste"), lambda desk: desk.go("referrals", show="table"), "list", right="refer"),
    Command("referrals.wordings", tr_noop("Mots des lettres"), _tool("wordings"), "pencil", right="manage_lists"),
)  # fmt: skip
