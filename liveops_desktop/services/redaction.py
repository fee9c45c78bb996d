"""Takes secrets out of text before it is written: those known by value, and those known by their form.

Known by value: every password the program holds (``services/obs/secret.py`` tells them). Known by form: what follows
the application in an RTMP address (the stream key), the query of any address, a name before ``@``, values named
``streamkey``, ``key``, ``token``, ``password`` and the like, and keys in the form of Twitch and YouTube.
"""

import json
import re
import threading
from typing import Any
from urllib.parse import quote, quote_plus

HIDDEN = "‹hidden›"
_SHORTEST = 3
"""A known secret of fewer characters is hidden only where it stands alone: else half of every sentence would go."""

_lock = threading.Lock()
_known: set[str] = set()
_pattern: re.Pattern[str] | None = None

_NAMES = "stream[_-]?key|api[_-]?key|token|passphrase|password|passwd|pwd|secret|authorization|bearer|streamid"
_VALUE = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[^\s,;&}\])'\"]+)"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    # A name and a password before the host.
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://)[^\s/@?#\"']+@"), rf"\1{HIDDEN}@"),
    # rtmp://host/app/KEY: what follows the application is the key. Some put a second word before it: it goes as well.
    (re.compile(r"(?i)\b(rtmp[a-z]*://[^\s/?#\"'<>]+/[^\s/?#\"'<>]+/)[^\s?#\"'<>]+"), rf"\1{HIDDEN}"),
    # The query and the fragment of any address.
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://[^\s?#\"'<>]*)[?#][^\s\"'<>]+"), rf"\1?{HIDDEN}"),
    # streamkey=…, "token": "…", Authorization: Bearer …
    (
        re.compile(rf"(?i)(\b(?:[a-z]+[_-])*(?:{_NAMES}|key)[\"']?\s*[=:]\s*)(?:(?:bearer|basic)\s+)?{_VALUE}"),
        rf"\1{HIDDEN}",
    ),
    (re.compile(rf"(?i)(\bbearer\s+){_VALUE}"), rf"\1{HIDDEN}"),
    # Twitch: live_123456789_…; YouTube: four or five groups of four.
    (re.compile(r"\blive_\d+_\w+"), HIDDEN),
    (re.compile(r"(?<![\w-])[a-z0-9]{4}(?:-[a-z0-9]{4}){3,4}(?![\w-])"), HIDDEN),
)


def know(secret: str) -> None:
    """Hide *secret* from now on, also as it stands in JSON, in an address, or in a ``repr``."""
    global _pattern  # noqa: PLW0603 -- one program, one set of secrets
    if not secret:
        return
    forms = {secret, quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1]}
    forms |= {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    with _lock:
        if forms <= _known:
            return
        _known.update(forms)
        longest_first = sorted(_known, key=len, reverse=True)
        _pattern = re.compile("|".join(_alone(form) for form in longest_first))


def _alone(form: str) -> str:
    return re.escape(form) if len(form) > _SHORTEST else rf"(?<!\w){re.escape(form)}(?!\w)"


def redact(text: str) -> str:
    """Return *text* without the secrets in it."""
    pattern = _pattern
    if pattern is not None:
        text = pattern.sub(HIDDEN, text)
    for form, instead in _FORMS:
        text = form.sub(instead, text)
    return text


def redact_data(data: Any) -> Any:
    """Return JSON-like *data* without secrets in its strings; a value whose key names a secret goes whole."""
    if isinstance(data, str):
        return redact(data)
    if isinstance(data, dict):
        return {key: _of_key(key, value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [redact_data(one) for one in data]
    return data


_SECRET_KEY = re.compile(rf"(?i)(?:.*[_-])?(?:{_NAMES})")


def _of_key(key: object, value: Any) -> Any:
    if isinstance(value, str) and value and isinstance(key, str) and _SECRET_KEY.fullmatch(key):
        return HIDDEN
    return redact_data(value)
