"""What can be reported: each slice that publishes declares how it is loaded, named and hidden."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString

from neighbourhood.foundation.words.declaring import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Reportable:
    """A kind of thing that somebody may report.

    `load` returns the thing of an id, None when there is none; every other function is given the
    thing. `title` and `excerpt` are what moderators read, `authors` the accounts that answer for
    it, `town` the municipality it belongs to (None: of the instance), `path` its page. `sees` tells
    whether an account may look at it at all, and so report it. `hide` takes it out of every
    place at once, and `restore` puts it back as it was; both are harmless when done twice.
    """

    code: str
    one: LazyString
    load: Callable[[int], Any]
    title: Callable[[Any], str]
    excerpt: Callable[[Any], str]
    authors: Callable[[Any], Collection[int]]
    town: Callable[[Any], int | None]
    path: Callable[[Any], str]
    sees: Callable[[Any, Any], bool]
    hide: Callable[[Any], None]
    restore: Callable[[Any], None]


REPORTABLES: Register[Reportable] = Register("kind of reportable thing")
