"""Who may call a route or a socket event: each one declares it, a test walks them all."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask import flash, g, redirect, request, url_for
from flask_login import current_user

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.web.returning import sign_in_with_words
from neighbourhood.foundation.web.signposts import way_to

P = ParamSpec("P")
R = TypeVar("R")

ANYONE = "anyone"
SIGNED_IN = "signed in"
VERIFIED = "verified"

READS = "reads"
WRITES = "writes"


def reader() -> Any:
    """Return who calls; `current_user` looks them up anew at each word said about them."""
    found = g.get("_login_user")  # where Flask-Login keeps whom it found
    if found is not None:
        return found
    return current_user._get_current_object()  # noqa: SLF001 - how werkzeug opens its proxies


def writer() -> Any:
    """Return who calls and may write; a measure that forbids it is said before they type."""
    person = reader()
    if person.refusal_by_measure:
        raise person.refusal_by_measure
    return person


def at_the_screen() -> Any:
    """Return who reads the page: whoever signed in, even while they act for somebody else."""
    signed_in_as = reader()
    return g.get("at_the_screen", signed_in_as)


def _declare(handler: Callable[P, R], who: str) -> Callable[P, R]:
    handler.access = who  # type: ignore[attr-defined]
    return handler


def anyone(handler: Callable[P, R]) -> Callable[P, R]:
    """Open to the public; what is shown is decided inside."""
    return _declare(handler, ANYONE)


def signed_in(handler: Callable[P, R]) -> Callable[P, R]:
    """Ask for an account: a page sends the visitor to sign in and back, a socket is refused."""

    @wraps(handler)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not current_user.is_authenticated:
            return _send_to_sign_in(handler)
        return handler(*args, **kwargs)

    return _declare(guarded, SIGNED_IN)


def even_suspended(handler: Callable[P, R]) -> Callable[P, R]:
    """Declare that a page stays open to whoever is suspended or excluded; others are led away."""
    handler.even_suspended = True  # type: ignore[attr-defined]
    return handler


def because(why: Any) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Tell whoever is sent to sign in what it is for; it goes below `signed_in` or `verified`."""

    def declare(handler: Callable[P, R]) -> Callable[P, R]:
        handler.why = why  # type: ignore[attr-defined]
        return handler

    return declare


def leads_back_to(endpoint: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare where signing in leads instead of to a page whose address is a secret.

    It goes below `signed_in`.
    """

    def declare(handler: Callable[P, R]) -> Callable[P, R]:
        handler.leads_back_to = endpoint  # type: ignore[attr-defined]
        return handler

    return declare


def reads(event: Callable[P, R]) -> Callable[P, R]:
    """Declare that a socket event only reads; it goes below whoever says who may send it."""
    event.effect = READS  # type: ignore[attr-defined]
    return event


def writes(event: Callable[P, R]) -> Callable[P, R]:
    """Declare that a socket event says something to others; it goes where `reads` goes."""
    event.effect = WRITES  # type: ignore[attr-defined]
    return event


def verified(handler: Callable[P, R]) -> Callable[P, R]:
    """Ask for a proved address; whoever did not confirm it within the year may only read."""

    @wraps(handler)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not current_user.is_authenticated:
            return _send_to_sign_in(handler)
        refusal = current_user.refusal_to_write
        may_read = current_user.may_read and not current_user.is_barred
        if refusal and not (may_read and _only_reads(handler)):
            raise refusal
        return handler(*args, **kwargs)

    return _declare(guarded, VERIFIED)


def _only_reads(handler: Callable[..., object]) -> bool:
    # A socket event has no method to tell by; one that declares nothing counts as writing.
    if hasattr(request, "namespace"):
        return getattr(handler, "effect", WRITES) == READS
    return request.method == "GET"


def _send_to_sign_in(handler: Callable[..., R]) -> R:
    # A socket event carries a namespace; there is nowhere to redirect it to.
    if hasattr(request, "namespace"):
        raise Forbidden
    if request.method == "GET":
        if hasattr(handler, "why"):
            flash(str(handler.why), "info")
        instead = getattr(handler, "leads_back_to", None)
        onward = url_for(instead) if instead else request.full_path
        return cast("R", redirect(way_to("sign in", next=onward)))
    return cast("R", sign_in_with_words())
