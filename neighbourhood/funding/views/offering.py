"""What whoever signed in may press to give at once, on the page of a thing."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_login import current_user

from neighbourhood.foundation.web.versions import carried_by
from neighbourhood.funding import kinds
from neighbourhood.funding.forms.giving import fitting, suggested_words
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.queries import pledges


@dataclass(frozen=True, slots=True)
class Offer:
    """The amounts to press for one fund, with their words, and what was read when one presses.

    `taken_cents` of what is missing are being paid by others right now.
    """

    amounts: Sequence[tuple[int, str]]
    words: kinds.FundWords
    read: str
    taken_cents: int = 0


def offer_of(fund: Fund) -> Offer:
    """Return what whoever signed in may press on the page of a thing to give to it at once."""
    room = pledges.remaining_for(current_user.id, fund)
    fits = fitting(room, kinds.own_amounts(fund)) if room > 0 else ()
    amounts = [(cents, suggested_words(cents, room)) for cents in fits]
    words, read = kinds.kind_of(fund).words, carried_by(kinds.read_of(fund))
    return Offer(amounts, words, read, taken_cents=max(fund.missing_cents - room, 0))
