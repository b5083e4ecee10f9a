"""Who is out of the circle of a gathering, or kept apart from its author, is out of it."""

import re
from datetime import timedelta

import pytest

from messaging.actions import releases
from messaging.models import Conversation, Level
from messaging.queries.conversations import members_of, thread_of
from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.actions import coming, dates, gatherings, hosts
from neighbourhood.gatherings.models.gatherings import Gathering, Rhythm
from neighbourhood.gatherings.policies.gatherings import AnsweredFromOutside, NotTheirsToWiden
from neighbourhood.gatherings.queries.coming import get_as_host, get_own
from neighbourhood.groups.actions import entering
from neighbourhood.groups.models.members import Membership, Seat
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import blocks
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import an_apero

STREET = "venelle du Canari"


@pytest.fixture
def among(court):
    """A weekly gathering of a group, to which Marcel comes always, and which Inès holds too."""
    group = court.group(court.marcel, court.ines)
    series = court.gathering(rhythm=Rhythm.WEEKLY, reach=group.circle)
    court.act(coming.come_to_all, court.marcel, series)
    court.come(court.ines, court.first(series))
    host = court.act(hosts.ask, court.karima, series, court.ines)
    court.act(hosts.answer, court.ines, host, yes=True)
    return group, series


def talks(court, gathering) -> set[str]:
    with court.make.writing():
        thread = thread_of(Gathering.ABOUT, gathering.id)
        return {seat.resident.full_name.split()[0] for seat in members_of(thread.id)}


def block(court, one: Resident, other: Resident) -> None:
    with court.make.writing():
        blocks.block(Actor.of(db.session.get_one(Resident, one.id)), other.id)


def test_who_leaves_a_group_is_out_of_what_it_holds(court, among, marcel, signed_in):
    group, series = among
    date, ines = court.first(series), signed_in(court.ines)
    own = court.of(court.marcel, date)
    for who in (court.marcel, court.ines):
        court.act(entering.leave, who, group)
    for page in ("", "/dates/{date}", "/dates/{date}/affiche.pdf", "/dates/{date}/liste.pdf"):
        assert marcel.get(series.path + page.format(date=date.id)).status_code == 404
    for page in ("/modifier", f"/dates/{date.id}/deplacer"):
        assert ines.get(series.path + page).status_code == 404
    assert series.title not in marcel.get("/rencontres/miennes").text
    assert marcel.get(f"/agenda/occurrence/{date.id}.ics").status_code == 404
    assert marcel.post(f"{date.path}/venir", data={"party": "1"}).status_code == 404
    assert marcel.post(f"/rencontres/reponses/{own.id}/revenir").status_code == 404
    assert set(court.states(date).values()) == {"left"}
    assert talks(court, series) == {"Karima"}


def test_nobody_is_seated_by_habit_who_is_out_of_the_group(court, among):
    _, series = among
    last = court.dates(series)[-1]
    own = court.of(court.marcel, last)
    with court.make.writing() as session:
        seat = session.query(Membership).filter_by(resident_id=court.marcel.id).one()
        seat.status, seat.left_at = Seat.LEFT, seat.joined_at
        session.delete(session.merge(own))
        session.flush()
        session.delete(session.merge(last))
    with court.make.writing():
        dates.look_at(series.id)
    again = court.dates(series)[-1]
    assert again.starts_at == last.starts_at
    assert court.of(court.marcel, again) is None


def test_only_its_author_says_how_far_a_gathering_reaches(court, among, signed_in):
    _, series = among
    wording = an_apero(reach="town")["wording"]
    with pytest.raises(NotTheirsToWiden):
        court.act(gatherings.edit, court.ines, series, wording=wording)
    page = signed_in(court.ines).get(f"{series.path}/modifier").text
    assert "Qui verra cette rencontre" not in page
    court.act(gatherings.edit, court.karima, series, wording=wording)


def test_a_gathering_is_not_drawn_into_a_group_from_under_those_who_come(court):
    group = court.group(court.marcel)
    gathering = court.gathering()
    court.come(court.marcel, court.first(gathering))
    wording = an_apero(reach=group.circle)["wording"]
    court.act(gatherings.edit, court.karima, gathering, wording=wording)
    other = court.gathering()
    court.come(court.ines, court.first(other))
    with pytest.raises(AnsweredFromOutside):
        court.act(gatherings.edit, court.karima, other, wording=wording)


def test_a_moved_date_does_not_claim_the_rhythm_and_says_its_hours_and_year(court, karima):
    series = court.gathering(rhythm=Rhythm.WEEKLY)
    date = court.first(series)
    assert "D’habitude" not in karima.get(date.path).text
    begin = date.starts_at.replace(year=date.starts_at.year + 1, month=1, day=7)
    court.change(date, starts_at=begin, ends_at=begin + timedelta(hours=2))
    page = karima.get(date.path).text.replace("\xa0", " ")
    assert "D’habitude : tous les" in page
    assert re.search(rf"7 janvier {begin.year}, de \d+ h à \d+ h", page)
    assert "Qui la voit : Mon quartier" in page


def test_a_block_ends_what_one_comes_to_always_and_no_way_back_undoes_it(court):
    series = court.gathering(rhythm=Rhythm.WEEKLY)
    regular = court.act(coming.come_to_all, court.marcel, series)
    date = court.first(series)
    own = court.of(court.marcel, date)
    court.act(coming.leave, court.marcel, own)
    block(court, court.karima, court.marcel)
    assert court.fresh(regular).ended_at is not None
    with pytest.raises(DomainError):
        court.act(coming.put_back, court.marcel, own)
    with pytest.raises(DomainError):
        court.act(coming.put_all_back, court.marcel, regular)
    with court.make.writing(), pytest.raises(Missing):
        get_own(db.session.get_one(Resident, court.marcel.id), own.id)
    assert not any(court.of(court.marcel, one).is_live for one in court.dates(series))


def test_a_host_whom_the_author_keeps_away_answers_nobody_at_the_authors_home(court):
    gathering = court.gathering(at_home=True)
    date = court.first(gathering)
    court.come(court.ines, date)
    host = court.act(hosts.ask, court.karima, gathering, court.ines)
    court.act(hosts.answer, court.ines, host, yes=True)
    asked = court.come(court.marcel, date)
    block(court, court.karima, court.ines)
    assert not court.fresh(host).is_host
    court.change(host, status="host")
    with court.make.writing(), pytest.raises(Missing):
        get_as_host(db.session.get_one(Resident, court.ines.id), asked.id)


def test_who_takes_back_leaving_the_list_gets_the_place_that_is_free_by_then(court):
    date = court.first(court.gathering(capacity=1))
    court.come(court.marcel, date)
    court.come(court.ines, date)
    waited = court.of(court.ines, date)
    court.act(coming.leave, court.ines, waited)
    court.act(coming.leave, court.marcel, court.of(court.marcel, date))
    court.act(coming.put_back, court.ines, waited)
    assert court.states(date) == {"Marcel": "left", "Inès": "coming"}
    assert court.fresh(date).taken == 1


def test_a_street_shown_after_somebody_left_is_not_read_by_them_even_if_they_come_again(
    court, marcel, signed_in
):
    date = court.first(court.gathering(at_home=True))
    for who in (court.marcel, court.ines):
        court.act(coming.accept, court.karima, court.come(who, date))
    own = court.of(court.marcel, date)
    door = court.make.address(court.tanneurs, number=7319, street=STREET)
    with court.make.writing() as session:
        talk = thread_of(Gathering.ABOUT, date.gathering_id).id
        author = session.get_one(Resident, court.karima.id)
        settle_in(author, session.get_one(Address, door.id))
        # Of many, no address is shown; of a few, as it was before.
        session.get_one(Conversation, talk).many = False
    court.act(coming.leave, court.marcel, own)
    with court.make.writing() as session:
        author = session.get_one(Resident, court.karima.id)
        releases.show_address(Actor.of(author), talk, level=Level.STREET)
    page = f"/messages/{talk}"
    assert STREET in signed_in(court.ines).get(page).text
    assert marcel.get(page).status_code == 404
    court.act(coming.put_back, court.marcel, own)
    assert marcel.get(page).status_code == 200
    assert STREET not in marcel.get(page).text


def test_who_left_the_group_gets_back_neither_by_a_host_nor_from_the_list(court, karima, marcel):
    group = court.group(court.marcel, court.ines)
    date = court.first(court.gathering(reach=group.circle, at_home=True, capacity=1))
    asked, other = court.come(court.marcel, date), court.come(court.ines, date)
    court.act(coming.accept, court.karima, other)
    answer = f"/rencontres/reponses/{asked.id}"
    karima.post(f"{answer}/decliner")
    court.act(entering.leave, court.marcel, group)
    refused = karima.post(f"{answer}/revenir", follow_redirects=True)
    assert "On ne peut plus revenir en arrière" in refused.text
    # However it came about, neither a yes nor a free place brings them back.
    court.change(asked, status="asked")
    assert karima.post(f"{answer}/accepter").status_code == 409
    court.change(asked, status="waiting")
    court.act(coming.leave, court.ines, other)
    assert court.states(date) == {"Marcel": "waiting", "Inès": "left"}
    assert marcel.get(date.path).status_code == 404
    left = marcel.post(f"{answer}/quitter")
    assert left.location.endswith("/rencontres/miennes")
    assert court.fresh(asked).has_left


def test_who_moved_to_another_town_is_given_no_place_any_more_and_may_give_one_back(court, karima):
    date = court.first(court.gathering(at_home=True, capacity=1))
    asked, other = court.come(court.marcel, date), court.come(court.ines, date)
    court.act(coming.accept, court.karima, other)
    elsewhere = court.make.address(court.make.quartier("Autre Ville"))
    with court.make.writing() as session:
        settle_in(
            session.get_one(Resident, court.marcel.id), session.get_one(Address, elsewhere.id)
        )
    answer = f"/rencontres/reponses/{asked.id}"
    assert karima.post(f"{answer}/accepter").status_code == 409
    court.change(asked, status="waiting")
    court.act(coming.leave, court.ines, other)
    assert court.states(date) == {"Marcel": "waiting", "Inès": "left"}
    marcel = court.fresh(court.marcel)
    court.act(coming.leave, marcel, asked)
    with pytest.raises(DomainError):
        court.act(coming.put_back, marcel, asked)
    assert court.fresh(asked).has_left
