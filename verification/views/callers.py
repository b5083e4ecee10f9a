"""Which browser calls: an account can be opened in a minute, a device less so."""

from datetime import timedelta
from secrets import token_hex

from flask import Response, after_this_request, request

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing.tokens import sign, unsign
from neighbourhood.foundation.web.throttling import client_address

_PURPOSE = "device"
_REMEMBERED = timedelta(days=365)


def device() -> str:
    """Return the browser that calls, its network address when it does not show our cookie."""
    number = unsign(_PURPOSE, request.cookies.get(_name(), ""), _REMEMBERED)
    return f"device:{number}" if isinstance(number, str) else client_address()


def recognise_device() -> None:
    """Give this browser a number of its own, unless it has one; it tells nothing of its owner."""
    if unsign(_PURPOSE, request.cookies.get(_name(), ""), _REMEMBERED) is None:
        after_this_request(_give_number)


def _give_number(answer: Response) -> Response:
    answer.set_cookie(
        _name(),
        sign(_PURPOSE, token_hex(16)),
        max_age=_REMEMBERED,
        secure=settings.current().secure,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _name() -> str:
    return "__Host-palier_device" if settings.current().secure else "palier_device"
