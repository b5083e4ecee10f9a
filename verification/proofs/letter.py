"""A letter with a code, sent to the address and to the name of the account."""

import secrets
from collections.abc import Collection, Mapping
from datetime import timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select

from neighbourhood.foundation import settings
from neighbourhood.foundation.outside.letters import sort_out
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.kinds import declare as announce
from verification.gateways import carrier
from verification.letters.words import names_on
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.letters import TRIES, LetterCode
from verification.policies.refusals import NothingToConfirm, TooManyLetters, TooSoon
from verification.policies.rules import BETWEEN_LETTERS, may_be_followed
from verification.proving.entry import LETTERS_AND_FIGURES, CodeForm
from verification.proving.protocol import Desk, Outcome, Proof, Typed
from verification.proving.registry import declare
from verification.queries import claims, letters

VALID = timedelta(days=90)
LETTERS_A_SEASON = 3
SEASON = timedelta(days=90)
# A building has one address for all its flats: enough for a stair that joins at once.
LETTERS_AN_ADDRESS = 20
ADDRESS_WINDOW = timedelta(days=30)

POSTED = announce(
    "letter_posted",
    _l("Votre lettre est partie : elle arrive en général sous trois jours ouvrés."),
    by_mail=True,
)
RETURNED = announce(
    "letter_returned",
    _l(
        "Votre lettre est revenue à la mairie : vérifiez le nom sur la boîte et l’adresse. "
        "Vous pouvez en demander une autre tout de suite."
    ),
    by_mail=True,
)
CODE_EXPIRED = announce(
    "letter_code_expired",
    _l("Le code de votre lettre n’est plus valable. Vous pouvez en demander une autre."),
    by_mail=True,
)


class Letter(Proof):
    """The postman knows where the mailbox is."""

    code = "letter"
    rank = 10
    icon = "mail"
    title = _l("Par une lettre")
    about = _l("Une lettre à votre nom arrive chez vous, avec un code à taper.")
    how = _l("par une lettre")
    lost = _l("Votre lettre ne comptera plus : il faudra recommencer sous ce nom.")
    in_short = _l("une lettre")
    typed = Typed(
        length=codes.LENGTH,
        form=CodeForm,
        heading=_l("Entrez le code de la lettre"),
        wrong=_l("Ce n’est pas le bon code. Relisez la lettre :"),
        spent=_l(
            "Ce code a été mal tapé trop de fois : il ne marche plus. Demandez une nouvelle lettre."
        ),
        trouble=_l("La lettre n’arrive pas, ou le code ne marche pas ?"),
        attributes=LETTERS_AND_FIGURES,
    )
    desk = Desk(word=_l("Lettres"), endpoint="verification.desk")
    expired = CODE_EXPIRED

    def sentence(self) -> LazyString:
        """Say in the demonstration that nothing is posted."""
        if not carrier().on_screen:
            return self.about
        return _l("La lettre s’ouvre à l’écran : c’est une démonstration, rien n’est posté.")

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

    def tries_left(self, claim: AddressClaim) -> int:
        """Count the tries of this very letter."""
        letter = letters.live_letter(claim)
        return TRIES - letter.tries if letter else 0

    def too_old(self) -> Select[int]:
        """Select the claims whose code can be typed no more."""
        return select(LetterCode.claim_id).where(
            LetterCode.ended_at.is_(None), LetterCode.expires_at <= now()
        )

    def state(self, claim: AddressClaim) -> Mapping[str, object]:
        """Tell where the letter is, and when another may be asked for."""
        letter = letters.live_letter(claim)
        return {
            "carrier": carrier(),
            "letter": letter,
            "may_be_followed": may_be_followed,
            "again_from": letter and letter.created_at + BETWEEN_LETTERS,
        }

    def after_expiry(self, claim: AddressClaim) -> LazyString:
        """Offer another letter."""
        del claim
        return _l(
            "Le code de votre dernière lettre n’est plus valable. "
            "Choisissez votre adresse pour en recevoir une autre."
        )

    def at_the_desk(self, municipality_ids: Collection[int]) -> Mapping[str, object]:
        """Show the letters to print, to post and posted, and those that came to the wrong."""
        waiting = letters.waiting_letters(municipality_ids)
        return {
            "queue": sort_out(waiting, names_on),
            "posted": letters.posted_letters(municipality_ids),
            "disputed": claims.disputed_claims(municipality_ids, ClaimStatus.AWAITING),
        }


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


LETTER = declare(Letter())
