"""What can be wrong with a paper or a sheet; app turns each into words."""

from __future__ import annotations


class ReportError(Exception):
    """A foreseen failure; `key` is the word app translates it by, more exact where one was given."""

    key = "report.failed"

    def __init__(self, key: str = "") -> None:
        super().__init__(key or self.key)
        self.key = key or self.key


class UnsafeFile(ReportError):
    """A file that could hurt: a bomb, entities, macros, a path that climbs out."""

    key = "file.unsafe"


class UnreadableFile(ReportError):
    """A file that is not what its name says, or is broken."""

    key = "file.not_a_sheet"


class NotPrintable(ReportError):
    """A paper that would not meet its archive's rules."""

    key = "paper.not_archivable"
