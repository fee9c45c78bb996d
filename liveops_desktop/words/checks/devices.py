"""Words for the checks of capture devices."""

TEXTS: dict[str, tuple[str, str, str]] = {}
"""By id: title, what is asked, what to do."""
