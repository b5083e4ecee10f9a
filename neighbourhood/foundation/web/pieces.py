"""Pieces of pages, which a script puts where they belong."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import redirect, request
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.web.signposts import way_to

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def piece(view: View[P]) -> View[P]:
    """Declare a view that returns no whole page: who opens it by hand is led home."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        # A browser that opens a page asks for one; a script takes anything.
        if "text/html" in request.headers.get("Accept", ""):
            return redirect(way_to("home"))
        return view(*args, **kwargs)

    return guarded
