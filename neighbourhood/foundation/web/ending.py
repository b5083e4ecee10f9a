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

What the first page says is carried by its button, with the facts that its `Ending` was drawn from:
once they are others, the answer is 409 with both, as everywhere (`foundation/web/versions`).

Both go last, just above the function. `tests/house/test_endings.py` walks every form that is sent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import render_template, request
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web import versions
from neighbourhood.foundation.web.facts import Fact
from neighbourhood.foundation.web.versions import Reading

P = ParamSpec("P")
R = TypeVar("R")

ASKS_FIRST = "asks first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What one reads before something ends: a question, what will happen, the word that does it.

    `back` is where one goes instead, and its name; `given` is what the button sends along; `of` is
    the thing that ends and what its readers read of it, where the words do not say all. The button
    is red, unless what it does is `harmless`: something leaves or is noted, and nothing is lost.
    `quoted` are words that end, with what they are.
    """

    title: str
    happens: Sequence[str]
    word: str
    back: tuple[str, str]
    given: tuple[str, str] | None = None
    of: tuple[Reading, object] | None = None
    harmless: bool = False
    quoted: tuple[str, str] | None = None

    def read(self) -> str:
        """Return what its button carries for the page that ends it: the version of the thing."""
        return self.of[0].drawn(self.of[1]) if self.of else ""

    def said(self) -> dict[str, str]:
        """Return what its reader reads."""
        return {"question": str(self.title), "happens": "\n".join(self.happens)}


# Beside the version of the thing, which the page that ends it compares under the lock.
SAID = "said"
_FACTS = {
    "question": Fact(label=_l("La question")),
    "happens": Fact(label=_l("Ce qui va se passer")),
}


def asks_first(says: Callable[..., Ending]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Show what will happen to whoever comes by a link; only the button on that page does it."""

    def declare(handler: Callable[P, R]) -> Callable[P, R]:
        @wraps(handler)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
            if request.method == "GET":
                return page_before(says(*args, **kwargs), action=request.full_path.rstrip("?"))
            carried = request.form.get(SAID)
            if carried is not None:
                versions.compare(_FACTS, carried, says(*args, **kwargs).said(), field=SAID)
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
        "neighbourhood/foundation/ending.html",
        ending=ending,
        action=action or request.path,
        read=ending.read(),
        said=versions.carried_by(ending.said()),
    )


def undone_by(endpoint: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare which page takes back what this one does, for ten minutes."""

    def declare(handler: Callable[P, R]) -> Callable[P, R]:
        handler.ends = endpoint  # type: ignore[attr-defined]
        return handler

    return declare
