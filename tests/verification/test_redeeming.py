"""A code makes a neighbour, in few tries and in time."""

import pytest

from neighbourhood.notifications.models import Notification
from tests.verification.rows import WRONG, home_of
from verification.events import claim_confirmed, claim_made
from verification.models.claims import ClaimStatus
from verification.policies.refusals import (
    NothingToConfirm,
    TooSoon,
)
from verification.proving.protocol import Outcome


def test_the_right_code_makes_a_neighbour(newcomer, door, claim, enter, code_of, reread, claims):
    claim(newcomer, door)
    assert enter(newcomer, code_of(newcomer)) is Outcome.CONFIRMED
    neighbour = home_of(reread, newcomer)
    assert neighbour.is_verified
    assert (neighbour.address_id, neighbour.quartier_id) == (door.id, door.quartier_id)
    assert [one.status for one in claims()] == [ClaimStatus.CONFIRMED]
    assert [one.kind for one in reread(Notification)] == ["welcome_home"]


def test_claiming_and_confirming_are_announced(newcomer, door, claim, enter, code_of):
    heard = []

    def hear_claim(sender):
        heard.append(("made", sender.id))

    def hear_proof(sender):
        heard.append(("confirmed", sender.id))

    with claim_made.connected_to(hear_claim), claim_confirmed.connected_to(hear_proof):
        made = claim(newcomer, door)
        enter(newcomer, code_of(newcomer))
    assert heard == [("made", made.id), ("confirmed", made.id)]


def test_a_wrong_code_costs_a_try_and_changes_nothing_else(
    newcomer, door, claim, enter, letters, reread
):
    claim(newcomer, door)
    assert enter(newcomer, WRONG) is Outcome.WRONG
    assert [letter.tries for letter in letters()] == [1]
    assert not home_of(reread, newcomer).is_verified


def test_the_fifth_try_may_be_right(newcomer, door, claim, enter, code_of):
    claim(newcomer, door)
    for _ in range(4):
        enter(newcomer, WRONG)
    assert enter(newcomer, code_of(newcomer)) is Outcome.CONFIRMED


def test_the_sixth_try_is_refused_even_with_the_right_code(
    newcomer, door, claim, enter, code_of, reread
):
    claim(newcomer, door)
    for _ in range(5):
        assert enter(newcomer, WRONG) is Outcome.WRONG
    assert enter(newcomer, code_of(newcomer)) is Outcome.SPENT
    assert not home_of(reread, newcomer).is_verified


def test_giving_up_and_choosing_again_gives_no_tries_back(newcomer, door, make, claim, enter):
    claim(newcomer, door)
    enter(newcomer, WRONG)
    with pytest.raises(TooSoon):
        claim(newcomer, make.address())


@pytest.mark.parametrize(("days", "outcome"), [(89, "confirmed"), (90, "expired")])
def test_a_code_lives_90_days(newcomer, claimed, enter, code_of, move_clock, days, outcome):
    code = code_of(newcomer)
    move_clock(days=days)
    assert enter(newcomer, code) == outcome


def test_an_expired_code_ends_the_claim_for_good(
    newcomer, door, claim, enter, code_of, move_clock, claims
):
    claim(newcomer, door)
    code = code_of(newcomer)
    move_clock(days=91)
    enter(newcomer, code)
    assert [one.status for one in claims()] == [ClaimStatus.EXPIRED]
    with pytest.raises(NothingToConfirm):
        enter(newcomer, code)


def test_the_code_of_a_neighbour_is_worth_nothing_to_me(
    newcomer, door, make, claim, enter, code_of
):
    other = make.resident("Paul Autre", verified=False)
    claim(newcomer, door)
    claim(other, door)
    assert enter(newcomer, code_of(other)) is Outcome.WRONG
    assert enter(other, code_of(other)) is Outcome.CONFIRMED
