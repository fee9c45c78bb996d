"""LiveOps Desktop: the control room for the crew of a live broadcast."""

__version__ = "0.1.0"
