"""A proof that was taken for a good one is looked at again, and taken back."""

import re
from dataclasses import replace
from html import unescape
from quopri import decodestring
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.settings import EXTENSION
from neighbourhood.foundation.storing.clock import now
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.staff import staff_of
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.models.residents import Resident
from verification.actions import claims, desk, household, oversight
from verification.actions import vouching as vouching_actions
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.homes import Residency, Withdrawal, WithdrawalReason
from verification.models.letters import HouseholdCode
from verification.models.vouching import CircleAlert, CircleKind, Vouch
from verification.policies.refusals import NothingToWithdraw, OtherQuartier
from verification.queries import claims as claims_queries
from verification.queries import vouching

LEFT = WithdrawalReason.LEFT


def text(answer):
    return unescape(answer.text).replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\xa0", " ")


@pytest.fixture
def proved(newcomer, claimed, enter, code_of):
    """The claim by which Nora proved the door, by a letter."""
    enter(newcomer, code_of(newcomer))
    return claimed


@pytest.fixture
def prove(make, clerk, claim):
    """Prove an address at the desk, as a clerk saw it: `prove(newcomer, door)`."""

    def prove(resident, address, by=clerk):
        made = claim(resident, address, "desk")
        with make.writing() as session:
            desk.confirm_in_person(
                Actor.of(session.get_one(Resident, by.id)), session.get_one(AddressClaim, made.id)
            )
        return made

    return prove


@pytest.fixture
def dispute(make):
    def dispute(claim):
        with make.writing():
            claims.dispute(claim.reference)
        return claim

    return dispute


@pytest.fixture
def withdraw(make, clerk):
    """Take a proof back: `withdraw(claim)`, by the clerk unless `by` somebody else."""

    def withdraw(claim, reason=LEFT, words="", by=clerk):
        with make.writing() as session:
            oversight.withdraw_proof(
                Actor.of(session.get_one(Resident, by.id)),
                session.get_one(AddressClaim, claim.id),
                reason=reason,
                words=words,
            )

    return withdraw


@pytest.fixture
def administrator(make):
    return make.resident("Aylin Yıldız", verified=False, is_administrator=True)


@pytest.fixture
def hall(clerk, signed_in):
    return signed_in(clerk)


# What becomes of the home


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
    page = text(nora.get("/mon-adresse"))
    assert "La preuve de votre adresse a été retirée" in page
    assert "La personne n’habite plus à cette adresse" in page
    assert "Le nom n’est plus sur la boîte." in page
    assert f"{proved.reference[:4]}-{proved.reference[4:]}" in page
    assert nora.get("/entraide").status_code == 403
    prove(newcomer, door)
    page = text(nora.get("/mon-adresse"))
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
    assert "Nora Petit" in text(hall.get("/accueil/courriers"))


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


# Who may


WHO = {
    "clerk": True,
    "administrator": True,
    "oneself": False,
    "neighbour": False,
    "clerk_of_another_town": False,
    "staff_who_publish": False,
    "former_clerk": False,
}


@pytest.fixture
def cast(make, door, newcomer, clerk, administrator, clerk_for):
    """The people who might take the proof of Nora back, by what they are."""
    with make.writing() as session:
        town = session.merge(door).quartier.municipality_id
    people = SimpleNamespace(
        clerk=clerk,
        administrator=administrator,
        oneself=newcomer,
        neighbour=make.resident("Karima Benali"),
        clerk_of_another_town=clerk_for(make.municipality("Autreville").id),
        staff_who_publish=clerk_for(town, StaffRole.PUBLISH),
        former_clerk=clerk_for(town),
    )
    with make.writing() as session:
        for partner in staff_of(session.merge(people.former_clerk)):
            partner.accredited_at = None
    return people


@pytest.mark.parametrize("who", WHO)
def test_who_may_take_a_proof_back(cast, proved, withdraw, home_of, newcomer, who):
    if WHO[who]:
        withdraw(proved, by=getattr(cast, who))
    else:
        with pytest.raises(Missing):
            withdraw(proved, by=getattr(cast, who))
    assert home_of(newcomer).may_read is not WHO[who]


@pytest.mark.parametrize("who", WHO)
def test_who_sees_it_in_the_list_and_may_open_it(cast, proved, dispute, signed_in, who):
    dispute(proved)
    browser = signed_in(getattr(cast, who))
    listed = "Nora Petit" in browser.get("/accueil/garants").text
    assert listed is WHO[who]
    opened = browser.get(f"/accueil/preuves/{proved.id}").status_code
    assert opened == (200 if WHO[who] else 404)


@pytest.fixture(params=["clerk", "administrator"])
def judge(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def own(make, door, judge, clerk_for, prove, dispute):
    """The proof of the one who judges, disputed and in a ring."""
    with make.writing() as session:
        town = session.merge(door).quartier.municipality_id
    made = dispute(prove(judge, door, by=clerk_for(town)))
    with make.writing() as session:
        session.add(CircleAlert(claim_id=made.id, kind=CircleKind.RING))
    return made


def test_nobody_judges_their_own_proof(judge, own, signed_in, withdraw, reread):
    with pytest.raises(Missing):
        withdraw(own, by=judge)
    browser = signed_in(judge)
    assert "quelqu’un d’autre décide" in text(browser.get("/accueil/garants"))
    path = f"/accueil/courriers/signalements/{own.id}"
    assert browser.post(path, data={"founded": "no"}).status_code == 404
    [alert] = reread(CircleAlert)
    assert browser.post(f"/accueil/garants/{alert.id}").status_code == 404
    assert browser.get(f"/accueil/preuves/{own.id}").status_code == 404
    answer = browser.post("/accueil/preuves", data={"reference": own.reference})
    assert answer.status_code == 422


# What can be taken back


EVENTS = {
    "nothing": True,
    "late": True,
    "moved": False,
    "closed": False,
}


@pytest.fixture
def happen(make, newcomer):
    """Let something happen to Nora after her proof."""
    elsewhere = make.address()

    def happen(event):
        with make.writing() as session:
            nora = session.get_one(Resident, newcomer.id)
            if event == "late":
                nora.residency_expires_at = now()
            elif event == "moved":
                settle_in(nora, session.merge(elsewhere))
            elif event == "closed":
                nora.closed_at = now()

    return happen


@pytest.mark.parametrize("event", EVENTS)
def test_only_the_present_home_is_taken_back(proved, happen, withdraw, reread, event):
    happen(event)
    if EVENTS[event]:
        withdraw(proved)
    else:
        with pytest.raises(NothingToWithdraw):
            withdraw(proved)
    assert len(reread(Withdrawal)) == EVENTS[event]


def test_what_was_never_proved_is_not_taken_back(claimed, withdraw):
    with pytest.raises(NothingToWithdraw):
        withdraw(claimed)


def test_a_second_time_there_is_nothing_left(proved, clerk, administrator, withdraw, reread):
    withdraw(proved)
    with pytest.raises(NothingToWithdraw):
        withdraw(proved, by=administrator)
    assert [one.actor_id for one in reread(Withdrawal)] == [clerk.id]


@pytest.mark.parametrize("values", [{"reason": WithdrawalReason.OTHER}, {"actor": "oneself"}])
def test_the_database_refuses_a_record_that_makes_no_sense(
    make, proved, newcomer, clerk, reread, values
):
    [home] = reread(Residency)
    actor = newcomer if values.pop("actor", "") else clerk
    row = Withdrawal(
        home_id=home.id,
        claim_id=proved.id,
        resident_id=newcomer.id,
        actor_id=actor.id,
        **{"reason": LEFT, **values},
    )
    with pytest.raises(IntegrityError), make.writing() as session:
        session.add(row)


# At the desk


def test_a_disputed_proof_is_listed_counted_looked_at_and_taken_back(
    hall, proved, dispute, newcomer, home_of
):
    dispute(proved)
    for path in ("/accueil/courriers", "/accueil/guichet", "/accueil/documents"):
        assert "À revoir (1)" in text(hall.get(path))
    assert f"/accueil/preuves/{proved.id}" in hall.get("/accueil/garants").text
    page = text(hall.get(f"/accueil/preuves/{proved.id}"))
    assert "par une lettre" in page
    assert "disent ne rien savoir" in page
    path = f"/accueil/preuves/{proved.id}/retirer"
    answer = hall.post(path, data={"reason": "unknown there"})
    assert answer.location == "/accueil/garants"
    assert not home_of(newcomer).may_read
    page = text(hall.get("/accueil/garants"))
    assert "Rien à revoir" in page
    assert "À revoir (" not in page
    page = text(hall.get(f"/accueil/preuves/{proved.id}"))
    assert "Claire Mairie a retiré cette preuve" in page
    assert hall.post(path, data={"reason": "left"}).status_code == 409


def test_seen_and_nothing_to_do_takes_it_off_the_list(hall, proved, dispute, newcomer, home_of):
    dispute(proved)
    path = f"/accueil/courriers/signalements/{proved.id}"
    answer = hall.post(path, data={"founded": "no"})
    assert answer.location == "/accueil/garants"
    assert "Rien à revoir" in text(hall.get("/accueil/garants"))
    assert home_of(newcomer).may_read
    assert hall.get(f"/accueil/preuves/{proved.id}").status_code == 404


def test_a_ring_is_opened_and_taken_back_and_leaves_the_list(make, hall, proved, reread):
    with make.writing() as session:
        session.add(CircleAlert(claim_id=proved.id, kind=CircleKind.RING))
    assert "À revoir (1)" in text(hall.get("/accueil/garants"))
    assert "en rond" in text(hall.get(f"/accueil/preuves/{proved.id}"))
    hall.post(f"/accueil/preuves/{proved.id}/retirer", data={"reason": "vouchers unsure"})
    [alert] = reread(CircleAlert)
    assert alert.seen_at
    assert "Rien à revoir" in text(hall.get("/accueil/garants"))


def test_a_bad_answer_loses_nothing(hall, proved, dispute, newcomer, home_of):
    path = f"/accueil/preuves/{dispute(proved).id}/retirer"
    answer = hall.post(path, data={"words": "La boîte est au nom d’un autre."})
    assert answer.status_code == 422
    assert "La boîte est au nom d’un autre." in text(answer)
    answer = hall.post(path, data={"reason": "other", "words": " \u200b "})
    assert answer.status_code == 422
    assert "Écrivez ici la raison" in text(answer)
    assert re.search('<input checked[^>]+value="other"', answer.text)
    answer = hall.post(path, data={"reason": "left", "words": "x" * 401})
    assert answer.status_code == 422
    assert "x" * 401 in answer.text
    assert home_of(newcomer).may_read


@pytest.mark.parametrize(
    ("page", "action"),
    [("/accueil/garants", "/accueil/preuves"), ("/accueil/guichet", "/accueil/guichet/numero")],
)
def test_a_proof_of_which_nothing_is_said_opens_by_its_number_alone(hall, proved, page, action):
    there = f"/accueil/preuves/{proved.id}"
    assert "Nora Petit" not in text(hall.get("/accueil/garants"))
    assert hall.get(there).status_code == 404
    assert hall.post(f"{there}/retirer", data={"reason": "left"}).status_code == 404
    assert hall.get(page).status_code == 200
    said = f"{proved.reference[:4].lower()} {proved.reference[4:]}"
    answer = hall.post(action, data={"reference": said})
    assert answer.location == there
    assert "Nora Petit" in text(hall.get(there))
    assert hall.post(f"{there}/retirer", data={"reason": "left"}).status_code == 303


def test_an_administrator_finds_it_by_its_number_in_any_town(administrator, proved, signed_in):
    browser = signed_in(administrator)
    answer = browser.post("/accueil/preuves", data={"reference": proved.reference})
    assert "Nora Petit" in text(browser.get(answer.location))
    assert "Revoir des preuves d’adresse" in text(browser.get("/partenaires"))
    # The rest of the desk is not theirs.
    assert "/accueil/courriers" not in browser.get("/accueil/garants").text
    assert browser.get("/accueil/courriers").status_code == 404


@pytest.mark.parametrize("typed", ["AAAA-1111", "trop court", ""])
def test_a_number_that_no_proof_has_is_asked_again(hall, proved, typed):
    answer = hall.post("/accueil/preuves", data={"reference": typed})
    assert answer.status_code == 422
    assert not typed or typed in text(answer)


def test_the_number_of_a_claim_that_waits_is_no_proof(hall, claimed):
    answer = hall.post("/accueil/preuves", data={"reference": claimed.reference})
    assert answer.status_code == 422
    assert hall.get(f"/accueil/preuves/{claimed.id}").status_code == 404


def test_the_number_of_another_town_is_unknown_here(make, clerk_for, proved, signed_in):
    foreign = signed_in(clerk_for(make.municipality("Autreville").id))
    for path in ("/accueil/preuves", "/accueil/guichet/numero"):
        answer = foreign.post(path, data={"reference": proved.reference})
        assert answer.status_code == 422
        assert "Nora Petit" not in text(answer)


def test_the_list_is_read_in_as_many_statements_however_long(
    make, hall, door, prove, newcomer, dispute, statements
):
    dispute(prove(newcomer, door))
    hall.get("/accueil/garants")
    statements.clear()
    hall.get("/accueil/garants")
    few = len(statements)
    for _ in range(4):
        dispute(prove(make.resident("Encore Quelqu’un", verified=False), door))
    statements.clear()
    page = hall.get("/accueil/garants")
    assert "(5)" in page.text
    assert len(statements) == few


def test_the_resident_finds_their_number_on_their_page(newcomer, proved, signed_in):
    page = text(signed_in(newcomer).get("/mon-adresse"))
    assert f"{proved.reference[:4]}-{proved.reference[4:]}" in page


def test_staff_without_a_second_factor_enrol_before_they_open_the_desk(app, hall, monkeypatch):
    chosen = replace(app.extensions[EXTENSION], staff_second_factor=True)
    monkeypatch.setitem(app.extensions, EXTENSION, chosen)
    for path in ("/accueil/garants", "/accueil/courriers", "/accueil/guichet"):
        answer = hall.get(path)
        assert (answer.status_code, answer.location) == (303, "/moi/securite")
