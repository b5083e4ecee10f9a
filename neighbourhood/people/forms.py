"""Whom one looks for, and why a second factor is taken away."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.forms import Form, line
from neighbourhood.people.kinds import REASON_LIMIT, State
from neighbourhood.people.queries.directory import Asked

WORDS_LIMIT = 200
S = TypeVar("S", bound=StrEnum)


class ReasonForm(Form):
    """Why, in words that the person reads."""

    reason = line(
        _l("Pourquoi la retirez-vous ?"),
        limit=REASON_LIMIT,
        description=_l(
            "La personne le lira. Par exemple : téléphone perdu, identité vérifiée à l’accueil."
        ),
    )


def asked_of(said: Mapping[str, str]) -> Asked:
    """Read whom one looks for; what makes no sense narrows nothing."""
    quartier = said.get("quartier", "")
    known = quartier.isascii() and quartier.isdigit() and len(quartier) < 10
    return Asked(
        words=said.get("q", "").replace("\x00", " ").strip()[:WORDS_LIMIT],
        quartier_id=int(quartier) if known else None,
        state=member_of(State, said.get("state", "")),
    )


def member_of(kind: type[S], said: str) -> S | None:
    """Return the member that a word names, None for any other word."""
    return kind(said) if said in set(kind) else None
