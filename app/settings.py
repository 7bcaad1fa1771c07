"""Every setting once: its name, type, default, whose it is, and who may change it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class Scope(StrEnum):
    """Whose a setting is: this PC's (a file beside the programs' data), one user's, or the agency's."""

    PC = "pc"
    USER = "user"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting."""

    name: str
    default: T
    scope: Scope


THEME = Setting("theme", "light", Scope.USER)
TEXT_PERCENT = Setting("text_percent", 100, Scope.USER)
LANGUAGE = Setting("language", "fr", Scope.USER)
LOCK_AFTER_MINUTES = Setting("lock_after_minutes", 10, Scope.AGENCY)
PRINTER = Setting("printer", "", Scope.PC)
SLIP_FORMAT = Setting("slip_format", "a4", Scope.USER)
SLIP_LANGUAGES = Setting("slip_languages", "fr-ar", Scope.USER)
AGENDA_VIEW = Setting("agenda_view", "week", Scope.USER)
REFERRALS_VIEW = Setting("referrals_view", "table", Scope.USER)
SLIP_COPIES = Setting("slip_copies", "person,agency", Scope.USER)
APPOINTMENT_MINUTES = Setting("appointment_minutes", 30, Scope.AGENCY)
DRAFT_DAYS = Setting("draft_days", 30, Scope.AGENCY)
ANSWER_DELAY_DAYS = Setting("answer_delay_days", 15, Scope.AGENCY)
STALE_AFTER_DAYS = Setting("stale_after_days", 90, Scope.AGENCY)
KEEP_PAPER_FILES = Setting("keep_paper_files", False, Scope.AGENCY)
PAPER_WATCH_DAYS = Setting("paper_watch_days", 60, Scope.AGENCY)
SHOW_BACKUP_AFTER_DAYS = Setting("show_backup_after_days", 7, Scope.AGENCY)
# How many months an answer holds, by purpose; 0 is until it is withdrawn. No law gives a figure: the officer sets them.
CONSENT_MONTHS_DOSSIER = Setting("consent_months_dossier", 0, Scope.AGENCY)
CONSENT_MONTHS_SHARING = Setting("consent_months_sharing", 12, Scope.AGENCY)
CONSENT_MONTHS_STATISTICS = Setting("consent_months_statistics", 0, Scope.AGENCY)
CONSENT_MONTHS_CONTACT = Setting("consent_months_contact", 0, Scope.AGENCY)
# After how many months without any activity a dossier stands in the review list; 0 is never. No legal period was found.
RETENTION_MONTHS = Setting("retention_months", 36, Scope.AGENCY)
RETENTION_KEEP_MONTHS = Setting("retention_keep_months", 12, Scope.AGENCY)
# Whose catalogue packs are taken: public key (hexadecimal) -> whose it is. Kept by a use case of its own.
CATALOGUE_KEYS: Setting[dict[str, str]] = Setting("catalogue_keys", {}, Scope.AGENCY)

SETTINGS: dict[str, Setting[object]] = {
    value.name: value for value in list(globals().values()) if isinstance(value, Setting)
}


class Settings:
    """The values in force. Reading is here; changing one is a use case (app.accounts.preferences)."""

    def __init__(self, pc_file: Path | None = None) -> None:
        self._pc_file = pc_file
        self._values: dict[tuple[Scope, str], object] = {}
        if pc_file is not None:
            self._values.update({(Scope.PC, name): value for name, value in _read(pc_file).items()})

    def get(self, setting: Setting[T]) -> T:
        """The value in force: what was chosen when it has the right type, else the default."""
        value = self._values.get((setting.scope, setting.name), setting.default)
        return value if isinstance(value, type(setting.default)) else setting.default

    def take(self, scope: Scope, values: dict[str, object]) -> None:
        """Replaces all values of one scope: at sign-in, or after a change."""
        kept = {key: value for key, value in self._values.items() if key[0] is not scope}
        self._values = kept | {(scope, name): value for name, value in values.items() if name in SETTINGS}

    def set_on_this_pc(self, setting: Setting[T], value: T) -> None:
        """Keeps a setting of this PC in its file (nothing personal belongs there)."""
        self._values[Scope.PC, setting.name] = value
        if self._pc_file is not None:
            values = {name: v for (scope, name), v in self._values.items() if scope is Scope.PC}
            self._pc_file.parent.mkdir(parents=True, exist_ok=True)
            self._pc_file.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")


def _read(path: Path) -> dict[str, object]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # no file yet, or one that somebody broke: the defaults serve
    return document if isinstance(document, dict) else {}
