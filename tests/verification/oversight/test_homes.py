"""What becomes of a home whose proof is taken back."""

from quopri import decodestring

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.verification.reading import unescaped
from verification.actions import household
from verification.actions import vouching as vouching_actions
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.homes import Residency, Withdrawal, WithdrawalReason
from verification.models.letters import HouseholdCode
from verification.models.vouching import Vouch
from verification.policies.refusals import OtherQuartier
from verification.queries import claims as claims_queries
from verification.queries import vouching

LEFT = WithdrawalReason.LEFT


def test_a_proof_taken_back_leaves_a_newcomer_and_a_record(
    proved, newcomer, clerk, withdraw, home_of, reread
):
    withdraw(proved, WithdrawalReason.FALSE_PROOF, "Le bail était celui d’un autre.")
    person = home_of(newcomer)
    assert not person.may_read
    assert (person.verified_at, person.residency_expires_at) == (None, None)
    assert (person.address_id, person.quartier_id) == (None, None)
    [home] = reread(Residency)
    assert (home.method, bool(home.until)) == (proved.method, True)
    [kept] = reread(Withdrawal)
    assert (kept.actor_id, kept.reason) == (clerk.id, WithdrawalReason.FALSE_PROOF)
    assert kept.created_at >= home.until
    [claim] = reread(AddressClaim)
    assert claim.status is ClaimStatus.WITHDRAWN


def test_the_person_is_told_on_the_site_and_by_mail_and_nobody_else_is(
    proved, newcomer, clerk, withdraw, reread, outbox
):
    before = len(outbox())
    withdraw(proved)
    told = reread(Notification)[-1]
    assert (told.resident_id, told.kind) == (newcomer.id, "proof_withdrawn")
    [mail] = outbox()[before:]
    said = decodestring(mail.encode()).decode()
    assert f"To: {newcomer.email}" in said
    assert "passer à l’accueil" in said
    assert "/mon-adresse" in said


def test_their_page_says_why_and_lets_them_begin_anew(
    proved, newcomer, door, withdraw, signed_in, prove
):
    withdraw(proved, LEFT, "Le nom n’est plus sur la boîte.")
    nora = signed_in(newcomer)
    page = unescaped(nora.get("/mon-adresse"))
    assert "La preuve de votre adresse a été retirée" in page
    assert "La personne n’habite plus à cette adresse" in page
    assert "Le nom n’est plus sur la boîte." in page
    assert f"{proved.reference[:4]}-{proved.reference[4:]}" in page
    assert nora.get("/entraide").status_code == 403
    prove(newcomer, door)
    page = unescaped(nora.get("/mon-adresse"))
    assert "Votre adresse est confirmée" in page
    assert "a été retirée" not in page


def test_whoever_proves_again_is_home_again_and_the_past_is_kept(
    proved, newcomer, door, withdraw, prove, reread, home_of
):
    withdraw(proved)
    again = prove(newcomer, door)
    assert home_of(newcomer).is_verified
    assert [bool(home.until) for home in reread(Residency)] == [True, False]
    withdraw(again)
    assert len(reread(Withdrawal)) == 2


def test_a_dispute_is_not_shaken_off_by_beginning_anew(
    proved, newcomer, door, dispute, withdraw, claim, hall
):
    withdraw(dispute(proved), WithdrawalReason.UNKNOWN_THERE)
    assert claim(newcomer, door, "desk").disputed_at is not None
    assert "Nora Petit" in unescaped(hall.get("/accueil/courriers"))


def test_all_that_proved_one_home_goes_at_once(
    make, proved, newcomer, door, withdraw, prove, reread
):
    with make.writing() as session:
        session.get_one(Resident, newcomer.id).residency_expires_at = now()
    prove(newcomer, door)
    # The new proof made a new home of the same door: the first one is history.
    withdraw(proved)
    assert {one.status for one in reread(AddressClaim)} == {ClaimStatus.WITHDRAWN}
    assert len(reread(Withdrawal)) == 1


def test_uses_of_the_household_code_stay_counted(
    make, newcomer, door, claim, enter, withdraw, reread
):
    with make.writing() as session:
        printed = household.print_codes(session.merge(door).quartier)
        [code] = [one.code for one in printed if one.kept.address_id == door.id]
    proved = claim(newcomer, door, "household")
    enter(newcomer, code)
    withdraw(proved)
    assert [one.uses for one in reread(HouseholdCode) if one.address_id == door.id] == [1]


@pytest.fixture
def vouch(make):
    """Vouch for somebody who has claimed an address so."""

    def vouch(voucher, friend):
        with make.writing() as session:
            invite = vouching.live_invite(claims_queries.last_claim(friend))
            vouching_actions.vouch(Actor.of(session.get_one(Resident, voucher.id)), invite.id)

    return vouch


@pytest.fixture
def friend(make, door, neighbour_of, claim):
    """Somebody of the quartier of Nora who looks for two neighbours."""
    friend = make.resident("Ami Nouveau", verified=False)
    claim(friend, make.address(neighbour_of(door).quartier), "vouching")
    return friend


def test_vouches_given_stay_counted(proved, newcomer, friend, vouch, withdraw, reread):
    vouch(newcomer, friend)
    withdraw(proved)
    assert [one.voucher_id for one in reread(Vouch)] == [newcomer.id]


def test_no_new_vouch_from_whoever_has_lost_the_proof(proved, newcomer, friend, vouch, withdraw):
    withdraw(proved)
    with pytest.raises(OtherQuartier):
        vouch(newcomer, friend)


def test_nor_from_whoever_did_not_confirm_within_the_year(make, proved, newcomer, friend, vouch):
    with make.writing() as session:
        session.get_one(Resident, newcomer.id).residency_expires_at = now()
    with pytest.raises(OtherQuartier):
        vouch(newcomer, friend)
