"""Words for the checks of bandwidth and quality."""

TEXTS: dict[str, tuple[str, str, str]] = {}
"""By id: title, what is asked, what to do."""
