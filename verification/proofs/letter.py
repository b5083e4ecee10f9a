"""A letter with a code, sent to the address and to the name of the account."""

import secrets
from datetime import timedelta

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation import settings
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from verification.models.claims import AddressClaim, Method
from verification.models.letters import LetterCode
from verification.policies.refusals import NothingToConfirm, TooManyLetters, TooSoon
from verification.policies.rules import may_be_followed
from verification.proofs.protocol import Outcome
from verification.queries import claims, letters

VALID = timedelta(days=90)
LETTERS_A_SEASON = 3
SEASON = timedelta(days=90)
# A building has one address for all its flats: enough for a stair that joins at once.
LETTERS_AN_ADDRESS = 20
ADDRESS_WINDOW = timedelta(days=30)


class Letter:
    """The postman knows where the mailbox is."""

    method = Method.LETTER
    icon = "mail"
    title = _l("Par une lettre")
    about = _l("Une lettre à votre nom arrive chez vous, avec un code à taper.")
    code_length = codes.LENGTH

    def begin(self, claim: AddressClaim) -> None:
        """Have a letter printed."""
        _spare_the_postman(claim)
        _queue(claim)

    def send_again(self, claim: AddressClaim) -> LetterCode:
        """Replace the letter by a new one."""
        _spare_the_postman(claim)
        self.withdraw(claim)
        return _queue(claim)

    def withdraw(self, claim: AddressClaim) -> None:
        """Make the code worthless."""
        letter = letters.live_letter(claim, lock=True)
        if letter is not None:
            letter.ended_at = now()
            db.session.flush()

    def is_under_way(self, claim: AddressClaim) -> bool:
        """Tell whether the code of the letter can still be typed one day."""
        letter = letters.live_letter(claim)
        return letter is not None and not letter.is_expired

    def judge(self, claim: AddressClaim, code: str) -> Outcome:
        """Compare with the code of the letter: five tries, ninety days."""
        letter = letters.live_letter(claim, lock=True)
        if letter is None:
            raise NothingToConfirm
        outcome = _compare(letter, code)
        if outcome is Outcome.WRONG:
            letter.tries += 1
        return outcome


def _compare(letter: LetterCode, code: str) -> Outcome:
    if letter.is_expired:
        return Outcome.EXPIRED
    if letter.is_spent:
        return Outcome.SPENT
    key = settings.current().secret_key
    right = codes.matches(key, code, letter.code_hash, *claims.bound_to(letter.claim))
    return Outcome.CONFIRMED if right else Outcome.WRONG


def _queue(claim: AddressClaim) -> LetterCode:
    moment = now()
    letter = LetterCode(
        claim=claim, nonce=secrets.token_hex(16), created_at=moment, expires_at=moment + VALID
    )
    key = settings.current().secret_key
    letter.code_hash = codes.digest(key, letters.code_in(letter), *claims.bound_to(claim))
    db.session.add(letter)
    db.session.flush()
    return letter


def _spare_the_postman(claim: AddressClaim) -> None:
    mine = letters.letters_of(claim.resident, now() - SEASON)
    there = letters.letters_to(claim.address, now() - ADDRESS_WINDOW)
    require(all(may_be_followed(letter) for letter in mine), TooSoon)
    require(len(mine) < LETTERS_A_SEASON and there < LETTERS_AN_ADDRESS, TooManyLetters)
