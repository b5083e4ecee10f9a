"""Those who answer for each other, as the desk sees them."""

from neighbourhood.notifications.models import Notification
from verification.models.vouching import CircleAlert, CircleKind
from verification.queries import claims as claims_queries


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
