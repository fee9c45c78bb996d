"""Translation, and the words for the core's enums. Other labels stand where they are used, marked for translation."""

import gettext

_translation: gettext.NullTranslations = gettext.NullTranslations()


def N_(sentence: str) -> str:  # noqa: N802 -- gettext's customary name
    """Mark *sentence* for translation; translate it with ``_`` when it is drawn."""
    return sentence


def _(sentence: str) -> str:
    """Return *sentence* in the language chosen."""
    return _translation.gettext(sentence)


def n_(one: str, many: str, count: int) -> str:
    """Return the plural form of a sentence for *count*."""
    return _translation.ngettext(one, many, count)
