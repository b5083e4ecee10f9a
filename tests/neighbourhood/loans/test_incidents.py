from io import BytesIO

import pytest

from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.loans.actions import handing, incidents
from neighbourhood.loans.models.incidents import INCIDENT_MOVES, Incident, IncidentKind
from neighbourhood.loans.models.incidents import IncidentStatus as Status
from tests.support.mandates import act_by, give


@pytest.fixture
def opened(lending):
    """Open an incident as Karima, of a thing that is out: `opened(IncidentKind.LOST)`."""

    def of(kind: IncidentKind, loan=None) -> Incident:
        loan = loan or lending.out()
        karima = lending.shelf.karima
        return lending.by(karima, incidents.open_incident, loan, kind=kind, text="Il manque.")

    return of


@pytest.fixture
def heard(lending, opened):
    """The same, once Marcel told it too."""

    def of(kind: IncidentKind) -> Incident:
        incident = opened(kind)
        lending.by(lending.shelf.marcel, incidents.tell_account, incident, text="Je cherche.")
        return incident

    return of


def propose(lending, who, incident, text="Je le remplace.") -> None:
    lending.by(who, incidents.propose, incident, text=text)


def test_both_are_heard_before_anything_is_proposed(lending, opened):
    incident = opened(IncidentKind.LOST)
    for who in (lending.shelf.karima, lending.shelf.marcel):
        with pytest.raises(DomainError):
            propose(lending, who, incident)
    lending.by(lending.shelf.marcel, incidents.tell_account, incident, text="Je cherche.")
    assert lending.fresh(incident).status is Status.HEARD
    propose(lending, lending.shelf.marcel, incident)
    assert lending.fresh(incident).status is Status.PROPOSED


def test_the_other_agrees_or_proposes_something_else(lending, heard):
    karima, marcel = lending.shelf.karima, lending.shelf.marcel
    incident = heard(IncidentKind.BROKEN)
    propose(lending, marcel, incident)
    with pytest.raises(DomainError):
        lending.by(marcel, incidents.agree, incident)
    propose(lending, karima, incident, "Faites-le réparer.")
    with pytest.raises(DomainError):
        propose(lending, karima, incident)
    lending.by(marcel, incidents.agree, incident)
    assert lending.fresh(incident).is_settled


def test_what_is_lost_ends_the_loan_and_is_put_aside_for_its_owner_to_choose(lending, heard):
    incident = heard(IncidentKind.LOST)
    propose(lending, lending.shelf.marcel, incident)
    lending.by(lending.shelf.karima, incidents.agree, incident)
    with lending.shelf.make.writing() as session:
        found = session.get_one(Incident, incident.id)
        assert found.loan.is_not_returned
        assert found.loan.item.is_aside
    assert lending.days_of(found.loan) == []


def test_either_ends_it_without_agreement_once_both_were_heard(lending, opened, move_clock):
    incident = opened(IncidentKind.BROKEN)
    with pytest.raises(DomainError):
        lending.by(lending.shelf.marcel, incidents.end, incident)
    move_clock(days=15)
    lending.by(lending.shelf.karima, incidents.end, incident)
    assert lending.fresh(incident).is_unsettled


def test_one_trouble_at_a_time_for_a_loan(lending, opened):
    incident = opened(IncidentKind.BROKEN)
    with pytest.raises(DomainError):
        opened(IncidentKind.LOST, lending.fresh(incident.loan))


def test_nothing_is_late_before_its_day_and_late_is_settled_by_coming_home(
    lending, opened, move_clock
):
    loan = lending.out(last=1)
    with pytest.raises(DomainError):
        opened(IncidentKind.LATE, loan)
    move_clock(days=2)
    incident = opened(IncidentKind.LATE, loan)
    lending.by(lending.shelf.karima, handing.take_in, loan)
    assert lending.fresh(incident).is_settled


def test_who_opened_it_takes_it_back_until_the_other_spoke(lending, opened):
    incident = opened(IncidentKind.BROKEN)
    with pytest.raises(DomainError):
        lending.by(lending.shelf.marcel, incidents.take_back, incident)
    lending.by(lending.shelf.karima, incidents.take_back, incident)
    assert lending.fresh(incident).status is Status.TAKEN_BACK


def test_nobody_else_has_a_word_in_it(lending, opened):
    incident = opened(IncidentKind.BROKEN)
    with pytest.raises(Forbidden):
        lending.by(lending.shelf.ines, incidents.tell_account, incident, text="J’ai tout vu.")


def test_only_what_goes_on_moves_on():
    endings = {Status.SETTLED, Status.UNSETTLED, Status.TAKEN_BACK}
    assert INCIDENT_MOVES.endings == endings
    assert INCIDENT_MOVES[Status.OPEN] == endings | {Status.HEARD}
    for status in (Status.HEARD, Status.PROPOSED):
        assert INCIDENT_MOVES[status] == endings - {Status.TAKEN_BACK} | {Status.PROPOSED}


def test_what_one_tells_of_a_trouble_reaches_nobody_kept_apart(lending, karima, marcel, jpeg):
    loan = lending.out()
    said = {"kind": "broken", "text": "Vous l’avez cassée exprès."}
    path = karima.post(f"{loan.path}/souci", data=said).headers["Location"]
    marcel.post(path, data={"text": "Elle était déjà fendue."})
    marcel.post(path, data={"text": "Je la remplace, mauvaise langue."})
    noted = {"notes": "Une honte.", "photos": (BytesIO(jpeg), "perceuse.jpg")}
    karima.post(f"{loan.path}/etat/out", data=noted)
    photo = marcel.get(loan.path).text.split('class="photo" src="')[1].split('"')[0]
    words = "cassée exprès", "déjà fendue", "mauvaise langue"
    assert all(word in browser.get(path).text for word in words for browser in (karima, marcel))
    lending.shelf.keep_apart(lending.shelf.marcel, lending.shelf.karima)
    for browser, own in ((karima, words[:1]), (marcel, words[1:])):
        for page in (path, f"{path}/accepter", f"{path}/clore"):
            text = browser.get(page).text
            assert not any(word in text for word in set(words) - set(own)), page
        page = browser.get(path).text
        assert all(word in page for word in own)
        assert "gardés, sans être montrés" in page
    assert "Une honte." not in marcel.get(loan.path).text
    assert "Une honte." in karima.get(loan.path).text
    assert marcel.get(photo).status_code == 404
    assert karima.post(f"{path}/accepter").status_code == 409
    assert karima.post(f"{path}/clore").status_code == 303


def test_nobody_agrees_to_what_they_do_not_read(lending, heard, signed_in, karima):
    incident, home = heard(IncidentKind.LOST), lending.shelf
    agent = act_by(signed_in(home.ines), give(home.make, home.marcel, home.ines))
    answer = agent.post(f"{incident.path}", data={"text": "Il le remplace."})
    assert answer.status_code == 303
    assert "Cela me va" in karima.get(incident.path).text
    home.keep_apart(home.karima, home.ines)
    page = karima.get(incident.path).text
    assert "Il le remplace." not in page
    assert "Cela me va" not in page
    assert karima.post(f"{incident.path}/accepter").status_code in {403, 409}
    assert lending.fresh(incident).status is Status.PROPOSED
