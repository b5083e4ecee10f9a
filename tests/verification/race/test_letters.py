"""The code of one letter, typed many times at once."""

from threading import Barrier

from neighbourhood.foundation.storing import holding
from neighbourhood.notifications.models import Notification
from tests.verification.race.together import (
    WRONG,
    kept,
    post_a_letter,
    redeem_at_once,
)
from verification.models.letters import LetterCode
from verification.policies.refusals import NothingToConfirm
from verification.proofs import letter as letter_proof
from verification.proving.protocol import Outcome

NOTHING = NothingToConfirm.code


def test_of_50_redemptions_at_once_exactly_one_confirms(stack, make):
    resident_id, code = post_a_letter(stack, make)
    outcomes = redeem_at_once(stack, resident_id, code, 50)
    assert outcomes.count(Outcome.CONFIRMED) == 1
    assert outcomes.count(NOTHING) == 49
    assert len(kept(stack, Notification)) == 1


def test_of_50_wrong_codes_at_once_five_are_tried(stack, make):
    resident_id, _code = post_a_letter(stack, make)
    outcomes = redeem_at_once(stack, resident_id, WRONG, 50)
    assert outcomes.count(Outcome.WRONG) == 5
    assert outcomes.count(Outcome.SPENT) == 45
    assert [letter.tries for letter in kept(stack, LetterCode)] == [5]


def test_without_the_lock_several_would_confirm(grown_app, make, monkeypatch):
    resident_id, code = post_a_letter(grown_app, make)
    everybody_has_read = Barrier(5)
    compare = letter_proof._compare

    def compare_together(*given):
        everybody_has_read.wait(60)
        return compare(*given)

    monkeypatch.setattr(holding, "held", lambda statement, *of: statement)
    monkeypatch.setattr(letter_proof, "_compare", compare_together)
    outcomes = redeem_at_once(grown_app, resident_id, code, 5)
    assert outcomes.count(Outcome.CONFIRMED) == 5
