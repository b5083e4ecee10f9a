"""Addresses of what has become something else: whoever took it over says where it is read now.

The page that showed it asks by what its things are about, and knows nothing of who answers:

    @led_on(Notice, "notice_id")   # below whoever says who may call
    def show(notice_id): ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

from flask import redirect
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.access import reader
from neighbourhood.foundation.words.declaring import Register

P = ParamSpec("P")
Page = Callable[P, ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of things kept under `code`: given a reader and a number, its path, or None."""

    code: str
    find: Callable[[Any, int], str | None]


MOVED: Register[Moved] = Register("kind of thing that became another")


def led_on(model: Any, named: str) -> Callable[[Page[P]], Page[P]]:
    """Lead from the address of a row that is there no more to what it became, if its reader may."""

    def declare(handler: Page[P]) -> Page[P]:
        @wraps(handler)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            try:
                return handler(*args, **kwargs)
            except Missing:
                onward = _new_address(model, int(str(kwargs[named])))
                if onward is None:
                    raise
                return redirect(onward, 303)

        return guarded

    return declare


def _new_address(model: Any, number: int) -> str | None:
    moved = MOVED.get(model.ABOUT)
    is_here = moved is None or db.session.get(model, number) is not None
    return None if is_here or moved is None else moved.find(reader(), number)
