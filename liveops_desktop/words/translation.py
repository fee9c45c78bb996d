"""The language chosen, and the three doors that every sentence people see goes through: ``_``, ``N_`` and ``n_``.

English is the language of the source. The others are gettext catalogues in ``resources/locale`` (see its README).
"""

import gettext
import locale
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

log = logging.getLogger(__name__)

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "zh_Hans": "简体中文", "zh_Hant": "繁體中文"}
"""Each language by its key, with its own name for itself (never translated)."""
_DOMAIN = "liveops"
_TRADITIONAL = {"tw", "hk", "mo", "hant", "cht"}
"""Regions and scripts of a system locale that mean Traditional Chinese; Windows says ``Chinese (Traditional)``."""

_language = ENGLISH
_translation: gettext.NullTranslations = gettext.NullTranslations()
_aside: ContextVar[tuple[str, gettext.NullTranslations] | None] = ContextVar("aside", default=None)
"""Key and catalogue of what is written in another language than the screens, beside them."""


def N_(sentence: str) -> str:  # noqa: N802 -- gettext's customary name
    """Mark *sentence* for translation; translate it with ``_`` when it is drawn."""
    return sentence


def _(sentence: str) -> str:
    """Return *sentence* in the language chosen; of nothing, nothing: gettext would give the catalogue's own head."""
    return _spoken().gettext(sentence) if sentence else ""


def n_(one: str, many: str, count: int) -> str:
    """Return the plural form of a sentence for *count*."""
    return _spoken().ngettext(one, many, count)


def c_(context: str, sentence: str) -> str:
    """Return *sentence* in the language chosen, where the same English means different things; *context* says which."""
    return _spoken().pgettext(context, sentence)


def language() -> str:
    """Return the key of the language in use."""
    aside = _aside.get()
    return _language if aside is None else aside[0]


def _spoken() -> gettext.NullTranslations:
    aside = _aside.get()
    return _translation if aside is None else aside[1]


@contextmanager
def writing_in(chosen: str) -> Iterator[None]:
    """Speak *chosen* within this block and this thread or task alone: a report is written while the screens go on.

    A key that is not known, or empty, changes nothing.
    """
    if chosen not in LANGUAGES or chosen == language():
        yield
        return
    token = _aside.set((chosen, gettext.NullTranslations() if chosen == ENGLISH else _catalogue(chosen)))
    try:
        yield
    finally:
        _aside.reset(token)


def use(chosen: str) -> None:
    """Speak *chosen*, a key of ``LANGUAGES``, from now on. What is drawn already keeps its words until drawn anew.

    A key that is not known, or a catalogue that cannot be read, leaves English: the show goes on.
    """
    known = chosen if chosen in LANGUAGES else ENGLISH
    speak(known, gettext.NullTranslations() if known == ENGLISH else _catalogue(known))


def speak(key: str, translation: gettext.NullTranslations) -> None:
    """Speak by *translation* under the name *key*; for ``use``, and for a test that needs words of its own."""
    global _language, _translation
    _language, _translation = key, translation


def from_system() -> str:
    """Return the language this system is set to: the first of ``LANGUAGE`` that is known, else its locale's."""
    wanted = [name for name in os.environ.get("LANGUAGE", "").split(":") if name]
    wanted += [
        name for name in (os.environ.get("LC_ALL"), os.environ.get("LC_MESSAGES"), os.environ.get("LANG")) if name
    ]
    if not wanted:
        wanted = [locale.getlocale()[0] or ""]
    return next((found for found in map(_known, wanted) if found), ENGLISH)


def _known(name: str) -> str:
    """Return the language that a locale's *name* means (``zh_TW.UTF-8``, ``zh-Hant``, ``Chinese_China``), or none."""
    parts = name.lower().partition(".")[0].replace("-", "_").replace("(", "_").replace(")", "").split("_")
    tongue = parts[0].strip()
    rest = {part.strip() for part in parts[1:]}
    if tongue in ("en", "english", "c", "posix"):
        return ENGLISH
    if tongue in ("zh", "chinese"):
        return "zh_Hant" if rest & (_TRADITIONAL | {"traditional", "taiwan"}) else "zh_Hans"
    return ""


def locale_folder() -> Path:
    """Return where the catalogues lie: beside the package in a checkout, inside it once installed."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "data" / "resources"
    return (installed if installed.is_dir() else package.parent / "resources") / "locale"


def _catalogue(key: str) -> gettext.NullTranslations:
    try:
        return gettext.translation(_DOMAIN, locale_folder(), [key])
    except (OSError, UnicodeError, ValueError):
        log.exception("the catalogue of %s cannot be read", key)
        return gettext.NullTranslations()


def in_language(text: Mapping[str, str], language: str) -> str:
    """Return content *text* in *language*, else in English, else in any it has.

    ``zh_Hant`` finds ``zh-Hant``, and ``zh`` where a crew has written no other; ``zh_Hans`` ``zh``.
    """
    exact = language.replace("_", "-")
    for key in (exact, exact.partition("-")[0], ENGLISH):
        if key in text:
            return text[key]
    return next(iter(text.values()), "")
