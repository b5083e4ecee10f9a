"""The browser that waits for the mail it asked for: opened there, the link also signs in."""

from flask import session

from neighbourhood.foundation.storing.tokens import fingerprint, random_token

_EMAIL = "awaiting"
_NUMBER = "awaiting_number"
_NAME = "awaiting_name"


def begin(email: str, full_name: str = "") -> str:
    """Wait for a mail to `email`; return the mark of this browser, for the link in it.

    The session says the same whether or not anybody has that mailbox.
    """
    if full_name:
        session[_NAME] = full_name
    elif session.get(_EMAIL) != email:
        session.pop(_NAME, None)
    session[_EMAIL] = email
    session[_NUMBER] = session.get(_NUMBER) or random_token()
    return fingerprint(session[_NUMBER])[:24]


def email() -> str | None:
    """Return the mailbox that this browser waits for."""
    found: str | None = session.get(_EMAIL)
    return found


def full_name() -> str | None:
    """Return the name that was typed with it."""
    found: str | None = session.get(_NAME)
    return found


def is_marked(mark: str) -> bool:
    """Tell whether this browser asked for the link that bears `mark`."""
    number = session.get(_NUMBER)
    return number is not None and fingerprint(number)[:24] == mark
