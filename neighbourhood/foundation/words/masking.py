"""Taking people out of what is logged."""

import logging
import re
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

HIDDEN = "[…]"
_STREETS = "allée|avenue|av|boulevard|bd|chemin|cours|impasse|passage|place|quai|route|rue|square"
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Each begins where its word does: tried at every letter, a long word costs its square.
        r"(?<![^\s@<>\"'(),;:])[^\s@<>\"'(),;:]+@[^\s@<>\"'(),;:]+",  # mail addresses
        r"(?<!\w)\w+://[^\s\"'<>]+",  # links carry tokens, connection strings carry passwords
        r"(?<![\w.])/[^\s\"']+",  # paths hold ids and names
        r"[\w.-]{24,}",  # tokens
        r"\b(?=[a-z-]*\d)[0-9a-z]{5}[- ]?[0-9a-z]{5}\b",  # codes of letters
        rf"\b\d+\s*(?:bis|ter|quater|[a-z])?,?\s+(?:{_STREETS})\b[^\n\"]*",  # postal addresses
        r"(?<!\w)(?:\+|00)?\d(?:[ .-]?\d){8,13}\b",  # telephone numbers
        r"\b\d{1,3}(?:\.\d{1,3}){3}\b",  # network addresses
        r"(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])",
    )
]
_PERSONAL_KEYS = re.compile(
    r"(^|_)(e?mail|name|address|street|phone|password|token|code|secret|text|body|subject|title|to)s?$"
)
# Keys we write ourselves, whose values are ours too.
_OWN = {
    "by", "endpoint", "level", "logger", "method", "request_id", "result", "status", "timestamp",
    "where", "who",
}  # fmt: skip

Event = MutableMapping[str, Any]


def mask(text: str) -> str:
    """Return `text` with everything that looks personal replaced."""
    for pattern in _PATTERNS:
        text = pattern.sub(HIDDEN, text)
    return text


def mask_mailbox(email: str) -> str:
    """Return a mail address as staff may read it: a letter, and where it is kept."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}…@{domain}"


def mask_event(_logger: object, _method: str, event: Event) -> Event:
    """Mask the values of a log entry; whatever is filed under a personal key is dropped whole."""
    for key, value in event.items():
        if key in _OWN or isinstance(value, bool | int | float | None):
            continue
        event[key] = HIDDEN if _PERSONAL_KEYS.search(key) else mask(str(value))
    return event


def describe_failure(_logger: object, _method: str, event: Event) -> Event:
    """Replace an exception by its kind and its place: its message may quote what people wrote.

    At level DEBUG, meant for one's own machine, the masked message stays.
    """
    found = event.pop("exc_info", None)
    failure = found[1] if isinstance(found, tuple) else found
    if isinstance(failure, BaseException):
        event["failure"] = type(failure).__qualname__
        event["where"] = _places(failure.__traceback__)
        if logging.getLogger().isEnabledFor(logging.DEBUG):
            event["said"] = str(failure)
        if failure.__cause__ is not None:
            event["cause"] = type(failure.__cause__).__qualname__
    event.pop("exc_text", None)
    event.pop("stack_info", None)
    return event


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-12:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
