"""French spacing: the no-break spaces that nobody types and every reader expects."""

import re

_RULES = (
    (re.compile(r"[ \u00a0]([;!?])"), "\u202f\\1"),
    (re.compile(r" (:)"), "\u00a0\\1"),
    (re.compile(r"« "), "«\u00a0"),
    (re.compile(r" »"), "\u00a0»"),
    (re.compile(r"(\d) (€|%|h\b|min\b|km\b|m\b)"), "\\1\u00a0\\2"),
)


def capital(text: str) -> str:
    """Return `text` with the capital of what begins a line: Place aux Herbes."""
    return f"{text[:1].upper()}{text[1:]}"


def space(text: str) -> str:
    """Return `text` with the spaces of French typography (Lexique de l’Imprimerie nationale)."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
