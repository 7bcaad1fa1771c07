"""Putting a language in force: our words, Qt's own dialogs, and the direction of everything."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from resources.i18n import is_rtl, use_language
from ui.theme import forget_icons

_LOCALES = {"fr": "fr_MA", "ar": "ar_MA", "en": "en_GB"}
_installed: list[QTranslator] = []


def put_in_force(code: str) -> None:
    """From now on everything made is in this language and runs in its direction."""
    use_language(code)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for translator in _installed:
        application.removeTranslator(translator)
    _installed.clear()
    translator = QTranslator(application)
    if translator.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
        _installed.append(translator)
    locale = QLocale(_LOCALES.get(code, "fr_MA"))
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    QLocale.setDefault(locale)
    forget_icons()
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_rtl(code) else Qt.LayoutDirection.LeftToRight)
