"""What a town pays in for what it covers: two people, the books, a dispute that is won later."""

from datetime import date

import pytest

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.funding.actions import paying_in
from neighbourhood.funding.actions.paying_in import OnStatement
from neighbourhood.funding.models.provider import ReversalStatus
from neighbourhood.funding.queries.covering import covering_in
from neighbourhood.funding.treasury import (
    MoneyMovedOn,
    MoreThanCovered,
    PaymentWaits,
    SecondPerson,
)
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.funding.test_covering import hear, paid
from tests.neighbourhood.funding.test_ledger import books
from tests.neighbourhood.funding.visiting import plain

__all__ = ["paid"]
DAY = date(2026, 11, 20)


@pytest.fixture
def lost(till, office, paid):
    """A need of which 50 € were taken back by a bank after they were paid out."""
    _need, _large, small = paid
    hear(office, small, ReversalStatus.LOST, 5000)
    return small


def enter(till, cents, who=None):
    with till.office.at_work():
        town = Municipality(id=till.office.quartier.municipality_id)
    line = OnStatement(cents=cents, reference="VIR COMMUNE 12", day=DAY)
    return till.act(paying_in.enter, who or till.first, town, line=line)


def standing(till):
    with till.office.app.app_context():
        found = covering_in(till.office.quartier.municipality_id)
        return found.covered, found.paid_in, found.missing, found.beyond


def test_nothing_moves_before_a_second_person_finds_it_too(till, office, lost):
    before = books(office.app)
    payment = enter(till, 5000)
    assert books(office.app) == before
    with pytest.raises(SecondPerson):
        till.act(paying_in.confirm, till.first, payment)
    till.act(paying_in.confirm, till.second, payment)
    after = books(office.app)
    assert after["loss"] + after["paid in"] == 0
    assert after["provider"] == before["provider"] + 5000
    assert standing(till) == (5000, 5000, 0, 0)
    with pytest.raises(MoneyMovedOn):
        till.act(paying_in.confirm, till.second, payment)


def test_nor_somebody_of_the_same_home(till, make, lost):
    payment = enter(till, 5000)
    with make.writing() as session:
        home = session.get_one(Resident, till.first.id).address_id
        session.get_one(Resident, till.second.id).address_id = home
    with pytest.raises(SecondPerson):
        till.act(paying_in.confirm, till.second, payment)


def test_who_runs_nothing_writes_nothing(till, office, lost):
    with pytest.raises(Forbidden):
        enter(till, 5000, office.reader)


def test_no_more_than_is_missing_and_one_at_a_time(till, lost):
    for cents in (0, 5001):
        with pytest.raises(MoreThanCovered):
            enter(till, cents)
    first = enter(till, 3000)
    with pytest.raises(PaymentWaits):
        enter(till, 1000)
    till.act(paying_in.confirm, till.second, first)
    assert standing(till) == (5000, 3000, 2000, 0)
    with pytest.raises(MoreThanCovered):
        enter(till, 2001)


def test_what_is_on_no_statement_is_put_aside(till, office, lost):
    before = books(office.app)
    payment = enter(till, 5000)
    till.act(paying_in.refuse, till.second, payment)
    assert (books(office.app), standing(till)) == (before, (5000, 0, 5000, 0))
    enter(till, 5000)


def test_won_after_the_town_paid_it_counts_for_the_next_loss(till, office, lost):
    till.act(paying_in.confirm, till.second, enter(till, 5000))
    hear(office, lost, ReversalStatus.WON, 5000)
    assert standing(till) == (0, 5000, 0, 5000)
    assert books(office.app).get("loss", 0) == 0
    hear(office, lost, ReversalStatus.LOST, 5000, "dp_2")
    assert standing(till) == (5000, 5000, 0, 0)


def test_the_desk_of_the_town_from_what_is_missing_to_what_is_paid(till, office, lost, signed_in):
    here = f"/administration/communes/{office.quartier.municipality_id}/argent"
    first, second = signed_in(till.first), signed_in(till.second)
    assert "Reste à payer : 50 €" in plain(first.get(here).text)
    said = {"amount": "60", "day": "2026-11-20", "reference": "VIR 12"}
    assert "La commune doit encore 50 €" in plain(first.post(f"{here}/couvrir", data=said).text)
    said["amount"] = "50"
    long_ago = first.post(f"{here}/couvrir", data={**said, "day": "0202-11-20"})
    assert "relisez l’année" in plain(long_ago.text)
    assert first.post(f"{here}/couvrir", data=said).status_code == 303
    assert "Confirmer ce paiement</button>" not in first.get(f"{here}/couvrir").text
    desk = plain(first.get(here).text)
    assert "À couvrir par la commune" in desk
    assert "Voir ce paiement" in desk
    assert "Confirmer ce paiement" in plain(second.get(here).text)
    assert "d’être confirmé" not in plain(first.get("/notifications").text), "it is their own"
    assert "d’être confirmé" in plain(second.get("/notifications").text)
    page = second.get(f"{here}/couvrir").text
    assert "VIR 12" in page
    read = page.partition('name="read" value="')[2].partition('"')[0]
    one = page.partition(f'action="{here}/couvrir/')[2].partition("/")[0]
    assert second.get(f"{here}/couvrir/{one}/ecarter").status_code == 200
    sent = second.post(f"{here}/couvrir/{one}/confirmer", data={"read": read})
    assert sent.status_code == 303
    shown = plain(second.get(here).text)
    assert "Tout est payé." in shown
    assert "Couvert par la commune" in shown
    assert "À couvrir par la commune" not in shown
    assert "doit cette somme" not in shown
    assert "Déjà payé par la commune : 50 €" in shown
