"""The language of the screen: Qt's own words (file dialogs, menus of text fields) in Chinese, as ours are."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication


def speak_chinese(application: QApplication) -> bool:
    """Put Qt's Chinese phrases and dates on; False where this Qt came without them."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    words = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return words.load("qtbase_zh_CN", folder) and application.installTranslator(words)
