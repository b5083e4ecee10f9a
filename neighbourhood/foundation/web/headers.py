"""What every answer tells the browser: no foreign code, no leaks, no copies kept."""

from urllib.parse import urlsplit

from flask import Flask, Response, g

from neighbourhood.foundation import settings
from neighbourhood.foundation.backends import Payments
from neighbourhood.foundation.settings import Settings

STRIPE_CHECKOUT = "https://checkout.stripe.com"
STRIPE_API = "https://api.stripe.com"
_PERMISSIONS = (
    "accelerometer=(), camera=(), geolocation=(self), gyroscope=(), magnetometer=(), "
    "microphone=(), payment=(), usb=()"
)


def bind(app: Flask) -> None:
    """Add the headers to every answer of `app`."""
    fixed = fixed_headers(app.extensions[settings.EXTENSION])

    @app.after_request
    def add(response: Response) -> Response:
        said = {name.lower() for name, _value in response.headers}
        for name, value in fixed.items():
            if name.lower() not in said:
                response.headers.add(name, value)
        if response.mimetype == "text/html" and "cache-control" not in said:
            response.headers["Cache-Control"] = _how_kept()
        return response


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
