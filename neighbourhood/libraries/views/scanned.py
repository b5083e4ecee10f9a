"""What a keeper scans: a label, or a card, kept in their session for a while under a number.

The token of a card opens the desk to whoever copies it: it goes into no address. The number that
stands for it there is of use in one session, at one desk, for some minutes.
"""

import re
import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import session

from neighbourhood.foundation.storing.clock import now
from neighbourhood.libraries.actions import cards
from neighbourhood.libraries.models.libraries import LABEL_LENGTH, Library, Tool
from neighbourhood.libraries.queries import loans, shelves
from neighbourhood.residents.models.residents import Resident

CARDS, LAST = "cards_at_desk", "scanned_at_desk"
_CARD_LASTS = 15 * 60
# For the second scan of a telephone, which knows no page of the desk.
_LAST_LASTS = 3 * 60
_MOST = 5


class Scanned(NamedTuple):
    """What was scanned: a tool of this library, or a card by its number; neither when unknown."""

    tool: Tool | None = None
    card: str = ""


NOTHING = Scanned()


def code_in(text: str) -> str:
    """Return the label or the card that was typed, or in which a scanned address ends."""
    return re.sub(r"[\s-]+", "", text).rstrip("/").rpartition("/")[2]


def read(library: Library, text: str) -> Scanned:
    """Return what a scanner typed: a label or a card."""
    code = code_in(text)
    if len(code) == LABEL_LENGTH:
        return Scanned(_labelled(library, code))
    is_card = cards.holder_of(code) is not None
    return Scanned(card=keep_card(library.partner_id, code) if is_card else "")


def chosen(library: Library, label: str | None, card: str | None) -> Scanned:
    """Return what an address or a form of the desk says was scanned before."""
    return Scanned(_labelled(library, code_in((label or "")[:200])), (card or "")[:40])


def _labelled(library: Library, code: str) -> Tool | None:
    tool = shelves.labelled(code.upper()[: LABEL_LENGTH * 2])
    return tool if tool is not None and tool.library_id == library.id else None


def _clock() -> int:
    return int(now().timestamp())


def keep_card(partner_id: int, token: str) -> str:
    """Keep a card that was scanned at a desk, and return the number that stands for it."""
    digest = cards.digest_of(token)
    here = [one for one in _fresh_cards() if one["partner"] == partner_id]
    known = next((one for one in here if one["digest"] == digest), None)
    number = known["number"] if known else secrets.token_urlsafe(6)
    card = {"number": number, "partner": partner_id, "digest": digest, "at": _clock()}
    others = [one for one in _fresh_cards() if one["number"] != number]
    session[CARDS] = [card, *others][:_MOST]
    return number


def _fresh_cards() -> list[dict[str, Any]]:
    return [one for one in session.get(CARDS, []) if _clock() - one["at"] < _CARD_LASTS]


def is_kept(library: Library, number: str) -> bool:
    """Tell whether a card was scanned at this desk under that number, a moment ago."""
    return _digest(library, number) is not None


def holder_of(library: Library, number: str) -> Resident | None:
    """Return whose card was scanned under a number; None when it is a card no more."""
    digest = _digest(library, number)
    return loans.card_holder(digest) if digest else None


def _digest(library: Library, number: str) -> str | None:
    mine = (one for one in _fresh_cards() if one["partner"] == library.partner_id)
    return next((one["digest"] for one in mine if one["number"] == number), None)


def last_desk() -> int | None:
    """Return at whose desk something was scanned last."""
    kept: Mapping[str, Any] = session.get(LAST, {})
    return kept.get("partner")


def and_before(partner_id: int, **scanned: str) -> dict[str, str]:
    """Keep what was just scanned at a desk, and return it with what was scanned before it."""
    kept = session.get(LAST, {})
    is_fresh = kept.get("partner") == partner_id and _clock() - kept["at"] < _LAST_LASTS
    both = {**(kept["scanned"] if is_fresh else {}), **scanned}
    session[LAST] = {"partner": partner_id, "at": _clock(), "scanned": both}
    return both
