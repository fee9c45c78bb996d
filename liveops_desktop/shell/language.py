"""The language of the whole program: its sentences, Qt's own words, and which face Chinese characters take."""

import dataclasses

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from liveops_desktop import words
from liveops_desktop.widgets import look as looks
from liveops_desktop.widgets.look import families_for

_QT_NAMES = {"zh_Hans": "zh_CN", "zh_Hant": "zh_TW"}
"""Qt names its own translations by region."""
_OURS = "qt-words"


def speak(application: QApplication, chosen: str) -> str:
    """Speak *chosen* (a key of ``words.LANGUAGES``; empty: the system's language) and return the language spoken.

    What is built already keeps its words: build it anew (``MainWindow.rebuild``).
    """
    words.use(chosen or words.from_system())
    language = words.language()
    _speak_qt(application, _QT_NAMES.get(language, ""))
    looks.use(dataclasses.replace(looks.look(), families=families_for(language)))
    application.setFont(looks.look().font(looks.Type.BODY))
    return language


def _speak_qt(application: QApplication, name: str) -> None:
    """Put Qt's own words (menus of text fields, names of days) into the language of that name; empty: English."""
    for old in application.findChildren(QTranslator, _OURS):
        application.removeTranslator(old)
        old.deleteLater()
    QLocale.setDefault(QLocale(name) if name else QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    translator = QTranslator(application)
    translator.setObjectName(_OURS)
    # Qt without its translations (a bare system package) keeps English there.
    if name and translator.load(f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    else:
        translator.deleteLater()
