"""What somebody put up in a group that they have left stays for those who are in it."""

import pytest

from messaging.queries.conversations import members_of, thread_of
from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.actions import bringing, cancelling, coming, gatherings, hosts
from neighbourhood.gatherings.actions.gatherings import Wanted
from neighbourhood.gatherings.models.gatherings import Gathering, Supply
from neighbourhood.gatherings.models.hosting import Host
from neighbourhood.gatherings.policies.gatherings import HeldAlready
from neighbourhood.groups.actions import entering
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import accounts, closing
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import an_apero


def talks(court, gathering) -> set[str]:
    with court.make.writing():
        thread = thread_of(Gathering.ABOUT, gathering.id)
        return {seat.resident.full_name.split()[0] for seat in members_of(thread.id)}


@pytest.fixture
def left(court):
    """A gathering of a group of Karima and Marcel, to which Inès comes; its author Omar left."""
    group = court.group(court.marcel, court.ines, court.omar)
    gathering = court.gathering(court.omar, reach=group.circle)
    court.come(court.ines, court.first(gathering))
    court.act(entering.leave, court.omar, group)
    return group, gathering


def test_who_left_the_group_of_what_they_put_up_ends_it_but_neither_changes_nor_reads_it(
    court, left, signed_in
):
    _, gathering = left
    date, omar = court.first(gathering), signed_in(court.omar)
    for reach in (gathering.reach, "town"):
        wording = an_apero(reach=reach)["wording"]
        with pytest.raises(Forbidden):
            court.act(gatherings.edit, court.omar, gathering, wording=wording)
    page = omar.get(gathering.path).text
    assert "Vous n’êtes plus dans ce groupe" in page
    assert "Inès" not in page
    assert omar.get(f"{date.path}/liste.pdf").status_code == 404
    assert omar.get(f"{gathering.path}/modifier").status_code == 404
    assert "Omar" not in talks(court, gathering)
    assert f"{date.path}/annulation" in page
    assert "Annuler la rencontre" in omar.get(f"{date.path}/annulation").text
    omar.post(f"{gathering.path}/annuler")
    assert court.fresh(gathering).is_cancelled


def test_editors_are_told_and_one_of_them_takes_over_what_nobody_in_the_group_holds(
    court, left, karima, marcel, signed_in
):
    group, gathering = left
    assert "Plus personne n’organise" in karima.get("/notifications").text
    assert "Je l’organise" not in marcel.get(gathering.path).text
    with pytest.raises(HeldAlready):
        court.act(hosts.take_over, court.marcel, gathering)
    assert "Je l’organise" in karima.get(gathering.path).text
    karima.post(f"{gathering.path}/prendre-la-suite")
    assert karima.get(f"{gathering.path}/modifier").status_code == 200
    assert talks(court, gathering) == {"Karima", "Inès"}
    with court.make.writing() as session:
        host = session.query(Host).filter_by(resident_id=court.karima.id).one()
    court.act(hosts.stop, court.karima, host)
    with court.make.writing() as session:
        assert session.query(Notification).filter_by(kind="gatherings.left alone").count() == 2
    karima.post(f"{gathering.path}/prendre-la-suite")
    court.act(entering.come_back, court.omar, group)
    assert talks(court, gathering) == {"Karima", "Inès", "Omar"}
    assert "Inès" in signed_in(court.omar).get(gathering.path).text


def test_nobody_goes_to_the_home_of_who_left_the_group(court):
    group = court.group(court.omar, court.ines)
    gathering = court.gathering(court.omar, reach=group.circle, at_home=True)
    court.come(court.ines, court.first(gathering))
    court.act(entering.leave, court.omar, group)
    assert court.fresh(gathering).is_cancelled
    with pytest.raises(Forbidden):
        court.act(cancelling.put_back, court.omar, gathering)
    court.act(entering.come_back, court.omar, group)
    court.act(cancelling.put_back, court.omar, gathering)
    assert court.fresh(gathering).is_open


def closed(court, resident: Resident) -> None:
    with court.make.writing():
        closing.close(Actor.of(db.session.get_one(Resident, resident.id)))


def unsettled(court, resident: Resident) -> None:
    with court.make.writing():
        accounts.unsettle(db.session.get_one(Resident, resident.id))


def stopped(court, resident: Resident) -> None:
    with court.make.writing() as session:
        host = session.query(Host).filter_by(resident_id=resident.id).one()
    court.act(hosts.stop, resident, host)


@pytest.mark.parametrize("go", [stopped, closed, unsettled])
def test_who_holds_it_no_more_brings_nothing_and_says_yes_to_nobody(court, go):
    gathering = court.gathering(wanted=[Wanted(name="une enceinte")])
    date = court.first(gathering)
    court.come(court.marcel, date)
    host = court.act(hosts.ask, court.karima, gathering, court.marcel)
    court.act(hosts.answer, court.marcel, host, yes=True)
    court.act(coming.leave, court.marcel, court.of(court.marcel, date))
    with court.make.writing() as session:
        speaker = session.query(Supply).one()
    court.act(bringing.take, court.marcel, date, speaker)
    court.come(court.ines, date)
    go(court, court.marcel)
    assert not court.fresh(host).is_host
    assert talks(court, gathering) == {"Karima", "Inès"}
    court.act(bringing.take, court.ines, date, speaker)


def test_who_lost_their_address_reads_who_comes_neither_on_the_page_nor_on_paper(
    court, marcel, karima
):
    gathering = court.gathering()
    date = court.first(gathering)
    for who in (court.marcel, court.ines):
        court.come(who, date)
    assert "Inès" in marcel.get(date.path).text
    for one, seen in ((court.marcel, marcel), (court.karima, karima)):
        unsettled(court, one)
        assert seen.get(f"{date.path}/liste.pdf").status_code == 404
        assert "Inès" not in seen.get(date.path).text
    assert "Vous n’êtes plus dans ce groupe" not in karima.get(date.path).text
