"""The pages of an account: opening it, entering it, keeping it safe, and what it shows."""

from neighbourhood.residents.views import (
    entering,
    joining,
    mailbox,
    passkeys,
    profile,
    recovering,
    second_factors,
    security,
    sessions,
)
from neighbourhood.residents.views.blueprint import bp

__all__ = [
    "bp",
    "entering",
    "joining",
    "mailbox",
    "passkeys",
    "profile",
    "recovering",
    "second_factors",
    "security",
    "sessions",
]
