"""Two neighbours of two other households answer for a newcomer."""

import pytest

from neighbourhood.notifications.models import Notification
from neighbourhood.places.models import Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from verification import jobs
from verification.actions import claims
from verification.actions import vouching as vouching_actions
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.vouching import CircleAlert, CircleKind, Vouch
from verification.policies.refusals import (
    NothingToVouchFor,
    OtherQuartier,
    SameHousehold,
    TooNewToVouch,
    VouchedTooOften,
)
from verification.proofs.protocol import Outcome
from verification.queries import claims as claims_queries
from verification.queries import vouching

WRONG = "0000000000"


@pytest.fixture
def invite(app, claim, door):
    """Claim a door by vouching; return the id of the invite and its code."""

    def invite(newcomer, address=None):
        claim(newcomer, address or door, "vouching")
        with app.app_context():
            found = vouching.live_invite(claims_queries.last_claim(newcomer))
            return found.id, vouching.invite_code(found)

    return invite


@pytest.fixture
def vouch(make):
    def vouch(voucher, invite_id):
        with make.writing() as session:
            return vouching_actions.vouch(
                Actor.of(session.get_one(Resident, voucher.id)), invite_id
            )

    return vouch


@pytest.fixture
def karima(door, neighbour_of):
    return neighbour_of(door)


@pytest.fixture
def type_code(make):
    def type_code(voucher, code):
        with make.writing() as session:
            outcome, _invite = vouching_actions.open_invite(
                Actor.of(session.get_one(Resident, voucher.id)), code=code
            )
        return outcome

    return type_code


@pytest.fixture
def quartier(make, door):
    with make.writing() as session:
        return session.get_one(Quartier, door.quartier_id)


@pytest.fixture
def bring_home(make, invite, vouch, quartier):
    """Let two neighbours vouch for somebody, at a new address of a quartier."""

    def bring_home(*vouchers):
        newcomer = make.resident("Nouveau Venu", verified=False)
        invite_id, _code = invite(newcomer, make.address(quartier))
        for voucher in vouchers:
            vouch(voucher, invite_id)
        return newcomer

    return bring_home


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


@pytest.fixture
def night(app):
    def night():
        with app.app_context():
            jobs.close_old_claims()

    return night


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


# Rings and chains


def test_a_voucher_who_was_vouched_for_makes_a_chain(
    make, quartier, bring_home, move_clock, reread
):
    proved = [make.resident(name, quartier) for name in ("Karima Benali", "Marcel Lefèvre")]
    first = bring_home(*proved)
    assert reread(CircleAlert) == []
    move_clock(days=91)
    bring_home(first, proved[0])
    assert [one.kind for one in reread(CircleAlert)] == [CircleKind.CHAIN]


def test_the_desk_is_told_of_a_chain_sees_it_and_closes_it(
    clerk, karima, bring_home, neighbour_of, move_clock, reread, signed_in
):
    first = bring_home(karima, neighbour_of(karima.address, "Marcel Lefèvre"))
    move_clock(days=91)
    bring_home(first, karima)
    told = [one.resident_id for one in reread(Notification) if one.path == "/accueil/garants"]
    assert told == [clerk.id]
    desk = signed_in(clerk)
    page = desk.get("/accueil/garants").text
    assert "Nouveau Venu" in page
    assert "Karima Benali" in page
    [alert] = reread(CircleAlert)
    assert desk.post(f"/accueil/garants/{alert.id}").status_code == 303
    assert "Rien à revoir" in desk.get("/accueil/garants").text


def test_two_people_who_vouch_for_each_other_in_turn_make_a_ring(
    make, quartier, bring_home, invite, vouch, move_clock, reread
):
    karima, marcel, odile = (
        make.resident(name, quartier) for name in ("Karima", "Marcel", "Odile")
    )
    first = bring_home(karima, marcel)
    move_clock(days=91)
    invite_id, _code = invite(karima, make.address(quartier))
    vouch(first, invite_id)
    vouch(odile, invite_id)
    assert CircleKind.RING in {one.kind for one in reread(CircleAlert)}


def test_the_clerk_of_another_town_does_not_see_nor_close_our_alerts(
    make, door, clerk_for, newcomer, invite, signed_in
):
    invite(newcomer)
    with make.writing() as session:
        claim = claims_queries.last_claim(newcomer)
        session.add(CircleAlert(claim_id=claim.id, kind=CircleKind.CHAIN))
        session.flush()
    foreign = signed_in(clerk_for(make.municipality("Autreville").id))
    assert "Nora Petit" not in foreign.get("/accueil/garants").text
    assert foreign.post("/accueil/garants/1").status_code == 404


# Pages


def test_from_code_to_neighbour_without_javascript(
    newcomer, door, invite, neighbour_of, signed_in, reread, home_of
):
    _id, code = invite(newcomer)
    state = signed_in(newcomer).get("/mon-adresse").text
    assert f"{code[:5]}-{code[5:]}" in state
    assert "verront votre nom et cette adresse" in state
    for name in ("Karima Benali", "Marcel Lefèvre"):
        client = signed_in(neighbour_of(door, name))
        answer = client.post("/garant", data={"code": code.lower()})
        assert (answer.status_code, answer.location) == (303, "/garant/signer")
        page = client.get("/garant/signer").text
        assert "Nora Petit" in page
        assert "Ce que cela engage" in page
        assert client.post("/garant/signer").status_code == 422
        assert client.post("/garant/signer", data={"agreed": "y"}).location == "/"
    assert len(reread(Vouch)) == 2
    assert home_of(newcomer).is_verified


def test_the_state_page_never_says_who_vouched(
    newcomer, door, invite, vouch, neighbour_of, signed_in
):
    invite_id, _code = invite(newcomer)
    vouch(neighbour_of(door, "Zénobie Garance"), invite_id)
    page = signed_in(newcomer).get("/mon-adresse").text
    assert "Un voisin sur deux" in page
    assert "Zénobie" not in page


def test_whoever_cannot_vouch_is_told_before_the_promise(make, newcomer, invite, signed_in):
    _id, code = invite(newcomer)
    client = signed_in(make.resident("Loin Ailleurs"))
    client.post("/garant", data={"code": code})
    answer = client.get("/garant/signer")
    assert answer.status_code == 409
    assert "Nora Petit" not in answer.text


def test_a_newcomer_cannot_open_the_pages_of_vouchers(newcomer, signed_in, visitor):
    assert signed_in(newcomer).get("/garant").status_code == 403
    assert "/connexion" in visitor.get("/garant").location


def test_without_a_code_there_is_nothing_to_sign(make, signed_in):
    client = signed_in(make.resident())
    assert client.get("/garant/signer").location == "/garant"
    assert client.post("/garant", data={"code": WRONG}).status_code == 422
