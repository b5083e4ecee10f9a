"""A plain text with titles and lists as one types them: # begins a title, - a point of a list."""

from itertools import groupby
from typing import NamedTuple


class Block(NamedTuple):
    """A title, the points of a list, or the lines of a paragraph."""

    kind: str
    lines: list[str]


def outlined(text: str) -> list[Block]:
    """Return the blocks of `text`, in order."""
    told = [line.strip() for line in text.splitlines()]
    grouped = ((kind, list(lines)) for kind, lines in groupby(told, _kind_of))
    return [
        Block(kind, [line.lstrip("#- ") if kind != "words" else line for line in lines])
        for kind, lines in grouped
        if kind
    ]


def _kind_of(line: str) -> str:
    if not line:
        return ""
    return {"#": "title", "-": "points"}.get(line[0], "words")
