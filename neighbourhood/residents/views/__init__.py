"""The pages of an account: opening it, entering it, keeping it safe, and what it shows."""

from neighbourhood.residents.views import (
    acting,
    entering,
    joining,
    mailbox,
    mandates,
    paper_mandates,
    papers,
    passkeys,
    profile,
    recovering,
    second_factors,
    security,
    sessions,
)
from neighbourhood.residents.views.blueprint import bp

__all__ = [
    "acting",
    "bp",
    "entering",
    "joining",
    "mailbox",
    "mandates",
    "paper_mandates",
    "papers",
    "passkeys",
    "profile",
    "recovering",
    "second_factors",
    "security",
    "sessions",
]
