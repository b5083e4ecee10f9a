"""What every answer tells the browser: no foreign code, no leaks, no copies kept."""

import re
from collections.abc import Callable
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request

from neighbourhood.foundation import settings
from neighbourhood.foundation.backends import Payments
from neighbourhood.foundation.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")

STRIPE_CHECKOUT = "https://checkout.stripe.com"
STRIPE_API = "https://api.stripe.com"
_PERMISSIONS = (
    "accelerometer=(), camera=(), geolocation=(self), gyroscope=(), magnetometer=(), "
    "microphone=(), payment=(), usb=()"
)


def bind(app: Flask) -> None:
    """Add the headers to every answer of `app`."""
    fixed = fixed_headers(app.extensions[settings.EXTENSION])
    framed = framed_headers(app.extensions[settings.EXTENSION])

    @app.after_request
    def add(response: Response) -> Response:
        said = {name.lower() for name, _value in response.headers}
        for name, value in (framed if _is_framed(response) else fixed).items():
            if name.lower() not in said:
                response.headers.add(name, value)
        if response.mimetype == "text/html" and "cache-control" not in said:
            response.headers["Cache-Control"] = _how_kept()
        return response


def framed_anywhere(handler: Callable[P, R]) -> Callable[P, R]:
    """Declare that any site may show a page within its own; it goes above who may call it.

    Such a page shows what is public, asks for nothing and has no form: nothing to be tricked into.
    """
    handler.is_framed = True  # type: ignore[attr-defined]
    return handler


def _is_framed(response: Response) -> bool:
    # Only the page itself: a refusal in its place is like any other.
    view = current_app.view_functions.get(request.endpoint or "")
    return response.status_code == 200 and getattr(view, "is_framed", False)


def _how_kept() -> str:
    """Answer for a page: what a signed-in neighbour saw must not come back with the Back button."""
    # Only looks at who was loaded already: an error page must not ask the database who this is.
    visitor = g.get("_login_user")
    signed_in = visitor is not None and visitor.is_authenticated
    return "private, no-store" if signed_in else "private, no-cache"


def content_security_policy(chosen: Settings) -> str:
    """Return the policy: everything from here, nothing inline."""
    # Chromium takes no IPv6 literal as a source; 'self' covers the page that was opened by one.
    named = [origin for origin in chosen.origins if "[" not in origin]
    sockets = {origin.replace("http", "ws", 1): None for origin in named}
    pay = _pay_origins(chosen)
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'", *sockets],
        # A browser also checks where a form's answer redirects to: the pay page counts.
        "form-action": ["'self'", *pay],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def framed_headers(chosen: Settings) -> dict[str, str]:
    """Return the headers of a page that any site may show within its own: the same but for that."""
    headers = fixed_headers(chosen)
    del headers["X-Frame-Options"]
    policy = headers["Content-Security-Policy"]
    policy = policy.replace("frame-ancestors 'none'", "frame-ancestors *")
    # Nothing is sent from there, not even to this site.
    policy = re.sub("form-action [^;]*", "form-action 'none'", policy)
    # A site that isolates itself shows only what says that it may be shown.
    return headers | {
        "Content-Security-Policy": policy,
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def _pay_origins(chosen: Settings) -> list[str]:
    if chosen.payments is not Payments.STRIPE:
        return []
    return [STRIPE_CHECKOUT] if chosen.stripe_api == STRIPE_API else [chosen.stripe_api]


def fixed_headers(chosen: Settings) -> dict[str, str]:
    """Return the headers that do not depend on what is asked for."""
    headers = {
        "Content-Security-Policy": content_security_policy(chosen),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": _PERMISSIONS,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    if urlsplit(chosen.base_url).scheme == "https":
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return headers
