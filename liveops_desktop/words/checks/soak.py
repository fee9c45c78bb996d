"""Words for the checks of the soak."""

TEXTS: dict[str, tuple[str, str, str]] = {}
"""By id: title, what is asked, what to do."""
