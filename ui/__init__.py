"""What people see: Qt lives here and nowhere else."""

import builtins

# PySide6 replaces `__import__` to look at the source of every module imported after it: SQLAlchemy then takes seconds in
# the worker behind the sign-in. Nothing here uses the one feature that needs it (`__feature__`).
_plain_import = builtins.__import__
import PySide6.QtWidgets  # noqa: E402, F401 - imported for the hook it leaves

builtins.__import__ = _plain_import
