"""Two neighbours of two households, and the limits of their word."""

import pytest

from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident
from verification.actions import claims
from verification.actions.vouching import open_invite
from verification.models.claims import AddressClaim, ClaimStatus
from verification.policies.refusals import (
    NothingToVouchFor,
    OtherQuartier,
    SameHousehold,
    TooNewToVouch,
    VouchedTooOften,
)
from verification.proving.protocol import Outcome
from verification.queries import claims as claims_queries

WRONG = "0000000000"


def test_two_neighbours_of_two_households_bring_a_newcomer_home(
    newcomer, door, invite, vouch, neighbour_of, home_of, reread
):
    invite_id, _code = invite(newcomer)
    vouch(neighbour_of(door), invite_id)
    assert not home_of(newcomer).is_verified
    vouch(neighbour_of(door, "Marcel Lefèvre"), invite_id)
    assert home_of(newcomer).address_id == door.id
    assert [one.status for one in reread(AddressClaim)] == [ClaimStatus.CONFIRMED]
    assert [one.kind for one in reread(Notification)] == ["vouched_once", "welcome_home"]


def test_two_people_of_one_household_count_once(
    make, newcomer, door, invite, vouch, neighbour_of, settle
):
    invite_id, _code = invite(newcomer)
    karima = neighbour_of(door)
    shared = karima.address
    partner = settle(make.resident("Sami Benali", verified=False), shared)
    vouch(karima, invite_id)
    with pytest.raises(SameHousehold):
        vouch(partner, invite_id)
    with pytest.raises(SameHousehold):
        vouch(karima, invite_id)


def test_whoever_lives_at_the_claimed_address_cannot_vouch(
    make, newcomer, door, invite, vouch, settle
):
    invite_id, _code = invite(newcomer)
    inside = settle(make.resident("Colette Roux", verified=False), door)
    with pytest.raises(SameHousehold):
        vouch(inside, invite_id)


def test_a_neighbour_of_another_quartier_cannot_vouch(make, newcomer, invite, vouch):
    invite_id, _code = invite(newcomer)
    with pytest.raises(OtherQuartier):
        vouch(make.resident("Loin Ailleurs"), invite_id)


def test_three_vouches_in_three_months_and_no_more(
    make, door, invite, vouch, neighbour_of, move_clock
):
    karima = neighbour_of(door)
    for _ in range(3):
        vouch(karima, invite(make.resident("Nora Petit", verified=False))[0])
    late = invite(make.resident("Une Dequatre", verified=False))[0]
    with pytest.raises(VouchedTooOften):
        vouch(karima, late)
    move_clock(days=91)
    again = invite(make.resident("Plus Tard", verified=False))[0]
    vouch(karima, again)


def test_whoever_was_vouched_for_waits_three_months(
    make, quartier, newcomer, invite, vouch, move_clock
):
    invite_id, _code = invite(newcomer)
    for name in ("Karima Benali", "Marcel Lefèvre"):
        vouch(make.resident(name, quartier), invite_id)
    other = make.address(quartier)
    with pytest.raises(TooNewToVouch):
        vouch(newcomer, invite(make.resident("Paul Autre", verified=False), other)[0])
    move_clock(days=91)
    vouch(newcomer, invite(make.resident("Jean Encore", verified=False), other)[0])


def test_the_code_is_live_for_a_month_and_dies_with_the_claim(
    make, newcomer, karima, invite, vouch, type_code, move_clock
):
    invite_id, code = invite(newcomer)
    assert type_code(karima, code) is Outcome.CONFIRMED
    with make.writing() as session:
        claims.give_up(Actor.of(session.get_one(Resident, newcomer.id)))
    assert type_code(karima, code) is Outcome.WRONG
    with pytest.raises(NothingToVouchFor):
        vouch(karima, invite_id)
    invite_id, code = invite(newcomer)
    move_clock(days=30)
    assert type_code(karima, code) is Outcome.WRONG
    with pytest.raises(NothingToVouchFor):
        vouch(karima, invite_id)


def test_after_a_month_the_claim_is_closed_at_night_and_its_owner_told_once(
    newcomer, karima, invite, vouch, night, move_clock, reread
):
    invite_id, _code = invite(newcomer)
    vouch(karima, invite_id)
    move_clock(days=29, hours=23)
    night()
    assert [one.status for one in reread(AddressClaim)] == [ClaimStatus.AWAITING]
    move_clock(hours=1)
    night()
    night()
    assert [one.status for one in reread(AddressClaim)] == [ClaimStatus.EXPIRED]
    told = [(one.kind, one.resident_id) for one in reread(Notification)]
    assert told == [("vouched_once", newcomer.id), ("vouching_expired", newcomer.id)]


def test_their_page_says_so_and_they_begin_anew(
    newcomer, invite, night, move_clock, signed_in, reread
):
    invite(newcomer)
    move_clock(days=31)
    night()
    page = signed_in(newcomer).get("/mon-adresse").text
    assert "portés garants en 30 jours" in page
    assert "Choisir mon adresse" in page
    invite(newcomer)
    night()
    latest = reread(AddressClaim)[-1]
    assert latest.status is ClaimStatus.AWAITING


def test_the_sixth_wrong_code_of_a_day_shuts_out_the_right_one(
    newcomer, door, invite, type_code, neighbour_of
):
    karima = neighbour_of(door)
    _id, code = invite(newcomer)
    assert [type_code(karima, WRONG) for _ in range(5)] == [Outcome.WRONG] * 5
    assert type_code(karima, code) is Outcome.SPENT


def test_a_disputed_claim_is_not_vouched_for(make, newcomer, door, invite, vouch, neighbour_of):
    invite_id, _code = invite(newcomer)
    with make.writing():
        claims.dispute(claims_queries.last_claim(newcomer).reference)
    with pytest.raises(NothingToVouchFor):
        vouch(neighbour_of(door), invite_id)


@pytest.mark.parametrize("by_newcomer", [True, False])
def test_neither_of_two_who_are_kept_apart_vouches_for_the_other(
    make, newcomer, door, invite, vouch, neighbour_of, by_newcomer
):
    invite_id, code = invite(newcomer)
    karima = neighbour_of(door)
    one, other = (newcomer, karima) if by_newcomer else (karima, newcomer)
    with make.writing() as session:
        session.add(Block(blocker_id=one.id, blocked_id=other.id))
    with pytest.raises(NothingToVouchFor):
        vouch(karima, invite_id)
    # A code that is right is read as one that never was.
    assert make.act(open_invite, karima, code=code) == (Outcome.WRONG, None)
