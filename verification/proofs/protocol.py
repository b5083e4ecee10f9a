"""What every proof of address is able to do."""

from enum import StrEnum
from typing import Protocol

from flask_babel import LazyString

from verification.models.claims import AddressClaim, Method
from verification.policies.refusals import NothingToConfirm


class Outcome(StrEnum):
    """What became of a code somebody entered; a wrong one is counted, hence no exception."""

    CONFIRMED = "confirmed"
    WRONG = "wrong"
    SPENT = "spent"
    EXPIRED = "expired"
    OVER = "over"
    DISPUTED = "disputed"


class Proof(Protocol):
    """One way to prove an address: its words on the page of choice, and what it does to a claim.

    `code_length` is that of the code the resident types, 0 when there is none to type.
    """

    method: Method
    icon: str
    title: LazyString
    about: LazyString
    code_length: int

    def begin(self, claim: AddressClaim) -> None:
        """Start what will prove a new claim, or refuse it."""

    def withdraw(self, claim: AddressClaim) -> None:
        """Take back what has not served: the claim has come to its end."""

    def is_under_way(self, claim: AddressClaim) -> bool:
        """Tell whether choosing the same address and the same proof again changes nothing."""

    def judge(self, claim: AddressClaim, code: str) -> Outcome:
        """Look at a code that was typed; a wrong one is counted."""


class NothingToPrepare:
    """A proof that waits for the person: there is nothing to start, nothing to take back."""

    def begin(self, claim: AddressClaim) -> None:
        """Wait."""

    def withdraw(self, claim: AddressClaim) -> None:
        """Leave things as they are."""

    def is_under_way(self, claim: AddressClaim) -> bool:
        """Choose it twice, choose it once."""
        del claim
        return True


class NothingToType:
    """A proof that others bring about: the resident has no code."""

    code_length = 0

    def judge(self, claim: AddressClaim, code: str) -> Outcome:
        """Refuse."""
        del claim, code
        raise NothingToConfirm
