"""A sentence that is kept, to be said later in the language of whoever reads it then.

What is kept is the key of the sentence in the catalogue, and what fills it: plain values, or
another kept sentence.
"""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, gettext, ngettext

Kept = Mapping[str, Any]


def kept(sentence: LazyString, **values: object) -> dict[str, Any]:
    """Return what a database may keep of a sentence made by `lazy_gettext` or `lazy_ngettext`."""
    # A lazy string that is not yet said shows neither its key nor its values but here.
    keys = [one for one in sentence._args if isinstance(one, str)]  # noqa: SLF001
    numbers = [one for one in sentence._args if isinstance(one, int)]  # noqa: SLF001
    filled = {**sentence._kwargs, **values}  # noqa: SLF001
    said: dict[str, Any] = {"keys": keys, "values": {k: _plain(v) for k, v in filled.items()}}
    return {**said, "num": numbers[0]} if numbers else said


def _plain(value: object) -> object:
    return value if isinstance(value, int | dict) else str(value)


def say_kept(said: Kept | str) -> str:
    """Say a kept sentence; words that were kept as they are, such as a name, are said as such."""
    if isinstance(said, str):
        return said
    values = {
        name: say_kept(value) if isinstance(value, Mapping) else value
        for name, value in said["values"].items()
    }
    one, *more = said["keys"]
    if more:
        return str(ngettext(one, more[0], said["num"], **values))
    return str(gettext(one, **values))
