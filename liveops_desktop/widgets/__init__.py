"""Dumb parts that panels share: no show, no intents, only what they are told to paint."""
