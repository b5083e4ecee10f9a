"""How often is too often."""

from collections.abc import Callable, Sequence
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_login import current_user
from limits import RateLimitItem, parse_many

from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import TooMany
from neighbourhood.foundation.extensions import limiter
from neighbourhood.foundation.web import counting  # noqa: F401 - settings choose it by name

WRITES = ("POST", "PUT", "PATCH", "DELETE")


def client_address() -> str:
    """Return who calls, as far as the network can tell; one IPv6 home counts as one caller."""
    return network_of(request.remote_addr)


def network_of(said: str | None) -> str:
    """Return the caller that an address stands for: itself, or the home of an IPv6 address."""
    try:
        address = ip_address(said or "")
    except ValueError:
        return "nowhere"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((address, 64), strict=False))
    return str(address)


def account_or_address() -> str:
    """Return the account that calls, or its address before sign-in."""
    who = current_user.get_id() if current_user and current_user.is_authenticated else None
    return f"account:{who}" if who else client_address()


def limit(
    allowance: str,
    *,
    key: Callable[[], str] = account_or_address,
    methods: Sequence[str] = WRITES,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Limit a view: `@limit("5 per minute")`, below the decorator that says who may call it."""
    decorate: Callable[[Callable[..., Any]], Callable[..., Any]] = limiter.limit(
        allowance, key_func=key, methods=list(methods)
    )
    return decorate


def spend(allowance: str, purpose: str, who: str) -> None:
    """Count one use outside a view (a socket event), or raise `TooMany`."""
    if not settings.current().rate_limits:
        return
    for rule in _rules(allowance):
        if not limiter.limiter.hit(rule, purpose, who):
            raise TooMany


@cache
def _rules(allowance: str) -> list[RateLimitItem]:
    return parse_many(allowance)


def bind(app: Flask) -> None:
    """Count for `app`, in its memory or in Redis."""
    limiter.init_app(app)
    # It looks for limits before every request, but ours are all checked where a view declares them.
    before = app.before_request_funcs[None]
    before[:] = [ask for ask in before if ask != limiter._check_request_limit]  # noqa: SLF001

    @app.errorhandler(RateLimitExceeded)
    def refuse(_failure: RateLimitExceeded) -> ResponseReturnValue:
        return app.handle_user_exception(TooMany())
