"""Where a suspended or excluded account is led: one page, and what stays open besides it."""

from flask import current_app, redirect, request, session
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.web.access import at_the_screen
from neighbourhood.foundation.web.signposts import way_to
from neighbourhood.residents.access import TOKEN
from neighbourhood.residents.views.blueprint import bp

# The same for everyone: nothing of it is of the neighbourhood.
_FREE = {"static", "health.healthz", "health.readyz"}


@bp.before_app_request
def lead_to_the_measure() -> ResponseReturnValue | None:
    """Lead whoever is barred to the page that says why; what is sent is refused in words."""
    if request.endpoint is None or request.endpoint in _FREE or TOKEN not in session:
        return None
    if getattr(current_app.view_functions[request.endpoint], "even_suspended", False):
        return None
    there = at_the_screen()
    if not there.is_authenticated or not there.is_barred:
        return None
    if request.method == "GET":
        return redirect(way_to("my standing"), 303)
    raise there.refusal_by_measure
