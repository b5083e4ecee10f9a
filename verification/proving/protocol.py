"""What every proof of address is able to do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.forms import Form
from neighbourhood.notifications.kinds import Kind
from neighbourhood.places.models import Address
from neighbourhood.residents.models.residents import Resident
from verification.models.claims import AddressClaim, Refusal, WrongTry
from verification.models.letters import TRIES
from verification.policies.refusals import NothingToConfirm
from verification.queries import claims


class Outcome(StrEnum):
    """What became of a code somebody entered; a wrong one is counted, hence no exception."""

    CONFIRMED = "confirmed"
    WRONG = "wrong"
    SPENT = "spent"
    EXPIRED = "expired"
    OVER = "over"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the resident types: a form with a field `code`, and the words around it.

    The form hands out what was meant as `meant`. `wrong` is followed by how many tries are left;
    `spent` is said when none is.
    """

    length: int
    form: type[Form]
    heading: LazyString
    wrong: LazyString
    spent: LazyString
    trouble: LazyString
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The part of a proof that staff see: a page at the desk, by its word among the others.

    Without an `endpoint` of its own the page is the common one: it draws the template `desk.html`
    of the proof, and hands the answers of `form` to `Proof.decide`.
    """

    word: LazyString
    endpoint: str | None = None
    form: type[Form] = Form


class Proof:
    """One way to prove an address: its words, what it does to a claim, what staff do with it.

    `code` is what is stored; `rank` is its place among the tiles. `about` is the sentence of its
    tile, `how` ends “proved …”, `in_short` names it in a list of what one may choose. `expired` and
    `refused` tell a resident that it came to nothing; `lost` warns whoever takes another name
    meanwhile. The templates of a proof are in
    `verification/proofs/<code>/`: `state.html`, and `desk.html` and `code.html` where there are.
    """

    code: str
    rank: int
    icon: str
    title: LazyString
    about: LazyString
    how: LazyString
    in_short: LazyString | None = None
    typed: Typed | None = None
    desk: Desk | None = None
    expired: Kind | None = None
    refused: Kind | None = None
    lost: LazyString = _l("Votre demande ne comptera plus : il faudra recommencer sous ce nom.")
    next_page = "verification.address"  # where one goes on once the proof is chosen
    shows_number = False  # its state already tells the number that one says at the desk
    stands_alone = True  # it asks nothing of neighbours, nor of what the town hands out to some
    may_vouch_at_once = True  # whoever is home by it may answer for others from the first day

    @property
    def code_length(self) -> int:
        """How long the code is that the resident types; 0 when there is none to type."""
        return self.typed.length if self.typed else 0

    # What the resident chooses.

    def is_offered_to(self, resident: Resident, address: Address) -> bool:
        """Tell whether `resident` may choose it there, where the town takes it at all."""
        del resident, address
        return True

    def sentence(self) -> LazyString:
        """Return the sentence of the tile."""
        return self.about

    # What becomes of a claim.

    def begin(self, claim: AddressClaim) -> None:
        """Start what will prove a new claim, or refuse it."""

    def withdraw(self, claim: AddressClaim) -> None:
        """Take back what has not served: the claim has come to its end."""

    def is_under_way(self, claim: AddressClaim) -> bool:
        """Tell whether choosing the same address and the same proof again changes nothing."""
        del claim
        return True

    def judge(self, claim: AddressClaim, code: str) -> Outcome:
        """Look at a code that was typed; a wrong one is counted."""
        del claim, code
        raise NothingToConfirm

    def too_old(self) -> Select[Any] | None:
        """Select the ids of the claims that waited too long for it: they expire at night."""
        return None

    # What the resident reads.

    def state(self, claim: AddressClaim) -> Mapping[str, object]:
        """Return what `state.html` tells of a claim that waits."""
        del claim
        return {}

    def after_expiry(self, claim: AddressClaim) -> LazyString | str | None:
        """Say, on the page of the address, what to do now that the claim has expired."""
        del claim
        return None

    def after_refusal(self, claim: AddressClaim) -> LazyString | str | None:
        """Say, on the page of the address, why staff refused it and what to do."""
        del claim
        return None

    # What staff see and do.

    def at_the_desk(self, municipality_ids: Collection[int]) -> Mapping[str, object]:
        """Return what `desk.html` shows to the staff of these towns."""
        return {"waiting": claims.waiting_by(municipality_ids, self.code)}

    def decide(self, claim: AddressClaim, answers: Mapping[str, Any]) -> Refusal | None:
        """Return why staff refuse the claim, None when they confirm it."""
        del claim, answers
        raise NothingToConfirm

    # What all of them share.

    def awaited_of(self, resident: Resident, *, lock: bool = False) -> AddressClaim | None:
        """Return the claim that `resident` is to prove this very way."""
        claim = claims.awaiting_claim(resident, lock=lock)
        return claim if claim is not None and claim.method == self.code else None

    def tries_left(self, claim: AddressClaim) -> int:
        """Count how often another code may be typed."""
        return TRIES - claims.wrong_tries(claim.resident_id, self.code)

    def has_tries_left(self, resident_id: int) -> bool:
        """Tell whether another code may be looked at; the account must be locked by then."""
        return claims.wrong_tries(resident_id, self.code) < TRIES

    def note_wrong_try(self, resident_id: int) -> None:
        """Count one more wrong code: five a day, then even the right one waits."""
        db.session.add(WrongTry(resident_id=resident_id, method=self.code))
        db.session.flush()
