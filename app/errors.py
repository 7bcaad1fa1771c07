"""What may go wrong in a way a person can mend: eight kinds, one for each exit code 3-10 of the command line."""

from __future__ import annotations

from typing import ClassVar


class WaslError(Exception):
    """A foreseen failure, named by a key of the catalogues (`error.<key>`) and the values its sentence needs.

    The sentence itself is made where it is shown, in the reader's language: see `sentence`.
    """

    exit_code: ClassVar[int] = 1
    kind: ClassVar[str] = "failure"

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class NotSignedIn(WaslError):
    """The password is wrong or missing, the user unknown, the account locked."""

    exit_code, kind = 3, "not_signed_in"


class NotAllowed(WaslError):
    """This account has not the right."""

    exit_code, kind = 4, "not_allowed"


class ConsentMissing(WaslError):
    """The person has not agreed to what this would do."""

    exit_code, kind = 5, "consent_missing"


class NotFound(WaslError):
    """No such dossier, code, option or host."""

    exit_code, kind = 6, "not_found"


class Refused(WaslError):
    """A rule says no: wrong check digit, illegal step, clash, impossible date."""

    exit_code, kind = 7, "refused"


class BadFile(WaslError):
    """An input file is missing or unusable; nothing was taken from it."""

    exit_code, kind = 8, "bad_file"


class BaseUnusable(WaslError):
    """The base cannot be used: not a base, keys missing, damaged, newer, in use, read-only, disk full."""

    exit_code, kind = 9, "base_unusable"


class ConflictingEdit(WaslError):
    """Someone else changed it meanwhile."""

    exit_code, kind = 10, "conflict"


def sentence(error: WaslError, language: str | None = None) -> tuple[str, str]:
    """What happened and what to do about it, in `language` (else the current one)."""
    from resources.i18n import current_language, words

    speak = words(language or current_language())
    return speak.tr(f"error.{error.key}", **error.values), speak.tr(f"error.{error.key}.do", **error.values)
