"""Codes that prove more than a password: those of an application, and those kept on paper."""

import secrets
from datetime import datetime
from hmac import compare_digest

import pyotp

ISSUER = "Palier"
STEP_SECONDS = 30
HOW_MANY = 10
# Neither 0 and o, nor 1, i and l: these are copied by hand.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4


def new_secret() -> str:
    """Return what an application and this site will share."""
    return str(pyotp.random_base32())


def address_of(secret: str, email: str) -> str:
    """Return the address that an application reads from a square to add the account."""
    return str(pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER))


def code_at(secret: str, moment: datetime) -> str:
    """Return what the application shows at `moment`."""
    return str(pyotp.TOTP(secret).generate_otp(_step(moment)))


def accepted_step(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """Return the half-minute that `code` belongs to; None when it is wrong, old or used.

    Clocks differ: the half-minutes before and after this one count too, unless one was used.
    """
    otp = pyotp.TOTP(secret)
    for step in range(_step(at) - 1, _step(at) + 2):
        if step > after and compare_digest(otp.generate_otp(step).encode(), code.encode()):
            return step
    return None


def recovery_codes() -> list[str]:
    """Return codes for a drawer: nobody guesses one in eighty bits."""
    return [_recovery_code() for _ in range(HOW_MANY)]


def bare(typed: str) -> str:
    """Return a code without the spaces and dashes that people add or leave out."""
    return "".join(filter(str.isalnum, typed)).lower()


def is_shown(typed: str) -> bool:
    """Tell whether `typed` is of figures alone, as an application shows; those on paper are not."""
    return bare(typed).isdigit()


def _recovery_code() -> str:
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _step(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP_SECONDS
