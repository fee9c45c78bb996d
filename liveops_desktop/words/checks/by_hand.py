"""Words for the checks of what a person does by hand."""

TEXTS: dict[str, tuple[str, str, str]] = {}
"""By id: title, what is asked, what to do."""
