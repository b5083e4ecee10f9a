"""Who may take a proof back, and which."""

from types import SimpleNamespace

import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.staff import staff_of
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.models.residents import Resident
from tests.verification.reading import unescaped
from verification.models.homes import Residency, Withdrawal, WithdrawalReason
from verification.models.vouching import CircleAlert, CircleKind
from verification.policies.refusals import NothingToWithdraw

LEFT = WithdrawalReason.LEFT

WHO = {
    "clerk": True,
    "administrator": True,
    "oneself": False,
    "neighbour": False,
    "clerk_of_another_town": False,
    "staff_who_publish": False,
    "former_clerk": False,
}

EVENTS = {
    "nothing": True,
    "late": True,
    "moved": False,
    "closed": False,
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
    assert "quelqu’un d’autre décide" in unescaped(browser.get("/accueil/garants"))
    path = f"/accueil/courriers/signalements/{own.id}"
    assert browser.post(path, data={"founded": "no"}).status_code == 404
    [alert] = reread(CircleAlert)
    assert browser.post(f"/accueil/garants/{alert.id}").status_code == 404
    assert browser.get(f"/accueil/preuves/{own.id}").status_code == 404
    answer = browser.post("/accueil/preuves", data={"reference": own.reference})
    assert answer.status_code == 422


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
