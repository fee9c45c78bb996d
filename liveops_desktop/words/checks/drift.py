"""Words for the checks of drift since the last good show."""

TEXTS: dict[str, tuple[str, str, str]] = {}
"""By id: title, what is asked, what to do."""
