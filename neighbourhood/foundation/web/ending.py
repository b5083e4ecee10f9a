"""Nothing ends in one tap without a way back: every page that ends something says which it has.

Either one is told before what will happen, by a page that the link leads to:

    @bp.route("/moi/cles/<int:key_id>/retirer", methods=["GET", "POST"])
    @signed_in
    @asks_first(before_removing)   # called with the same arguments, returns an `Ending`
    def remove(key_id): ...

or one may go back for ten minutes, on the page that one is led to (`foundation/storing/undoing`):

    @bp.post("/entraide/annonces/<int:notice_id>/retirer")
    @verified
    @undone_by(PUT_BACK)   # the endpoint that takes it back
    def withdraw(notice_id): ...

Both go last, just above the function. `tests/house/test_endings.py` walks every form that is sent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import render_template, request

from neighbourhood.foundation.storing.undoing import WayBack, standing
from neighbourhood.foundation.web.access import reader

P = ParamSpec("P")
R = TypeVar("R")

ASKS_FIRST = "asks first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What one reads before something ends: a question, what will happen, the word that does it.

    `back` is where one goes instead, and its name; `given` is what the button sends along,
    `read` the version that was read (`versions.py`).
    """

    title: str
    happens: Sequence[str]
    word: str
    back: tuple[str, str]
    given: tuple[str, str] | None = None
    read: str = ""


def asks_first(says: Callable[..., Ending]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Show what will happen to whoever comes by a link; only the button on that page does it."""

    def declare(handler: Callable[P, R]) -> Callable[P, R]:
        @wraps(handler)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
            if request.method == "GET":
                return page_before(says(*args, **kwargs), action=request.full_path.rstrip("?"))
            return handler(*args, **kwargs)

        guarded.ends = ASKS_FIRST  # type: ignore[attr-defined]
        return guarded

    return declare


def asked_on(endpoint: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare which page of its own asks first: its words are said there."""

    def declare(handler: Callable[P, R]) -> Callable[P, R]:
        handler.ends, handler.asked_on = ASKS_FIRST, endpoint  # type: ignore[attr-defined]
        return handler

    return declare


def page_before(ending: Ending, *, action: str = "") -> str:
    """Draw what is read before something ends."""
    return render_template(
        "neighbourhood/foundation/ending.html", ending=ending, action=action or request.path
    )


def way_back(about: str, about_id: int) -> WayBack | None:
    """Return the way back that whoever reads may still take, for the pages that offer it."""
    return standing(reader().id, about, about_id)


def undone_by(endpoint: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare which page takes back what this one does, for ten minutes."""

    def declare(handler: Callable[P, R]) -> Callable[P, R]:
        handler.ends = endpoint  # type: ignore[attr-defined]
        return handler

    return declare
