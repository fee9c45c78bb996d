"""Dates and numbers as the language in use writes them. Babel is imported at the first use: starting must not wait."""

from datetime import date

from liveops_desktop.words.translation import ENGLISH, LANGUAGES, language


def date_word(day: date, *, weekday: bool = True) -> str:
    """Return *day* in full, with its weekday unless told not to.

    ``Thursday, 26 November 2026``, ``2026年11月26日星期四``.
    """
    from babel.dates import format_date

    return format_date(day, format="full" if weekday else "long", locale=_locale())


def number(value: float, digits: int = 0) -> str:
    """Return *value* rounded to *digits* decimals with the separators of the language."""
    from babel.numbers import format_decimal

    places = "0" * digits
    return format_decimal(value, format=f"#,##0.{places}" if digits else "#,##0", locale=_locale())


def _locale() -> str:
    return language() if language() in LANGUAGES and language() != ENGLISH else "en_GB"
