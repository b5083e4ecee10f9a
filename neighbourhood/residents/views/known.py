"""Browsers that an account was entered with before: nobody else’s wrong passwords stop them."""

from datetime import timedelta
from secrets import token_hex

from flask import current_app, request
from werkzeug import Response

from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import TooMany
from neighbourhood.foundation.storing.tokens import fingerprint, sign, unsign
from neighbourhood.foundation.web.throttling import client_address, spend
from neighbourhood.residents.models.residents import Resident

_PURPOSE = "known browser"
_REMEMBERED = timedelta(days=365)
# A known browser answers for itself; a slip or ten are no attack.
_ITSELF = "10 per 5 minutes; 30 per hour; 60 per day"
# Others wait longer and longer at one place: a minute, then ten, an hour, a day.
_ONE_PLACE = "5 per minute; 10 per 10 minutes; 20 per hour; 40 per day"
_ANY_ACCOUNT = "20 per minute"
# From everywhere together, so that no password is guessed by many addresses.
_EVERYWHERE = "30 per hour; 100 per day"


def is_slowed(email: str) -> bool:
    """Count one password tried for `email`; tell whether its answer goes to the mailbox alone.

    What one place, or the whole world, may learn of an account is bounded by the allowances above:
    whoever goes on is answered alike, right or wrong, and only the mailbox hears of the right one.
    `TooMany` when one place tries more than people can type, so that nobody keeps us busy.
    """
    browser = _number(email)
    here, account = client_address(), fingerprint(email)
    if browser is not None:
        counted = [(_ITSELF, "sign-in, known browser", browser)]
    else:
        spend(_ANY_ACCOUNT, "sign-in, one place", here)
        counted = [
            (_ONE_PLACE, "sign-in, one place and account", f"{here} {account}"),
            (_EVERYWHERE, "sign-in, account", account),
        ]
    try:
        for allowance, purpose, who in counted:
            spend(allowance, purpose, who)
    except TooMany:
        spend(_ANY_ACCOUNT, "sign-in, slowed", here)
        return True
    return False


def asker(email: str) -> str:
    """Return who asks something for `email`: a known browser for itself, all others together."""
    return _number(email) or fingerprint(email)


def remember_browser(resident: Resident, answer: Response) -> None:
    """Know this browser again, for this account; what is kept there names nobody."""
    email = resident.email or ""
    if _number(email) is None:
        answer.set_cookie(
            _cookie(email),
            sign(_PURPOSE, [_mark(email), token_hex(16)]),
            max_age=_REMEMBERED,
            secure=_is_secure(),
            httponly=True,
            samesite="Lax",
        )


def _number(email: str) -> str | None:
    # Without asking the database: a page takes as long for a mailbox that nobody has.
    said = unsign(_PURPOSE, request.cookies.get(_cookie(email), ""), _REMEMBERED)
    return str(said[1]) if isinstance(said, list) and said[0] == _mark(email) else None


def _mark(email: str) -> str:
    return fingerprint(f"{settings.current().secret_key} {_PURPOSE} {email}")[:24]


def _is_secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])


def _cookie(email: str) -> str:
    # Several people of a household use one browser.
    prefix = "__Host-palier" if _is_secure() else "palier"
    return f"{prefix}_known_{_mark(email)[:12]}"
