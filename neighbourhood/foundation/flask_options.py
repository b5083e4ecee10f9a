"""What Flask and its extensions are told, where it follows from few settings."""

from datetime import timedelta
from typing import Any


def cookies(secure: bool) -> dict[str, Any]:
    """Return how cookies are called and guarded, over https or not."""
    # The __Host- prefix makes the browser refuse a cookie that a neighbouring subdomain planted.
    prefix = "__Host-" if secure else ""
    return {
        "SESSION_COOKIE_NAME": f"{prefix}palier",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        # Written again when the sign-in is seen again: `residents.views.sessions`.
        "SESSION_REFRESH_EACH_REQUEST": False,
        "REMEMBER_COOKIE_NAME": f"{prefix}palier_remember",
        "REMEMBER_COOKIE_SECURE": secure,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
    }


def engine_options(database_url: str) -> dict[str, Any]:
    """Return how many connections are kept to a database, and what its errors may tell."""
    # Errors would otherwise quote what people wrote, and errors are logged.
    quiet = {"hide_parameters": True}
    if ":memory:" in database_url:
        return quiet
    if database_url.startswith("sqlite"):
        return quiet | {"pool_size": 20, "max_overflow": 30}
    return quiet | {"pool_size": 10, "max_overflow": 20, "pool_pre_ping": True}
