"""Whoever asked for a file and lost the right to it before it was made, or taken."""

from datetime import timedelta

import pytest

from neighbourhood.exports import actions
from neighbourhood.exports.models import Export
from neighbourhood.exports.rendering import write
from neighbourhood.foundation.storing.clock import now
from neighbourhood.partners.models import StaffMember
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.exports.conftest import YES
from tests.neighbourhood.exports.test_two import NO
from tests.support.carried import press
from tests.support.news import plain


@pytest.fixture
def leave(make):
    """Take every role away from somebody."""

    def leave(person):
        with make.writing() as session:
            session.query(StaffMember).filter_by(resident_id=person.id).delete()

    return leave


def test_whoever_lost_the_role_takes_nothing(leave, ready, claire, enter):
    leave(claire)
    assert enter(claire).get(ready).status_code == 404


def test_nor_does_whoever_is_in_read_only(make, ready, claire, enter):
    with make.writing() as session:
        session.get_one(Resident, claire.id).read_only_until = now() + timedelta(days=7)
    refused = enter(claire).get(ready)
    assert refused.status_code == 403
    assert b"karima" not in refused.data.lower()


def test_nobody_agrees_to_what_somebody_asked_who_lost_the_role(
    leave, asked, claire, ali, enter, statuses
):
    leave(claire)
    assert press(enter(ali), asked, data=YES).status_code == 403
    assert statuses() == ["waiting"]
    assert press(enter(ali), asked, data=NO).status_code == 303
    assert statuses() == ["refused"]


@pytest.fixture
def agreed(make, asked, ali):
    """The file that is being made."""
    with make.writing() as session:
        export = session.query(Export).one()
        actions.agree(Actor.of(session.get_one(Resident, ali.id)), export, words="")
        return export.id


@pytest.fixture
def suspend(make):
    """Keep somebody from every page for a week."""

    def suspend(person):
        with make.writing() as session:
            session.get_one(Resident, person.id).suspended_until = now() + timedelta(days=7)

    return suspend


@pytest.fixture
def close(make):
    def close(person):
        with make.writing() as session:
            session.get_one(Resident, person.id).closed_at = now()

    return close


@pytest.fixture
def make_it(app, agreed):
    """Come to the moment at which the file is made."""

    def make_it():
        with app.test_request_context():
            write(agreed)

    return make_it


@pytest.mark.parametrize("ends", ["leave", "suspend", "close"])
def test_a_file_for_somebody_who_lost_the_right_meanwhile_is_refused(
    request, make_it, claire, is_stored, statuses, ends
):
    request.getfixturevalue(ends)(claire)
    make_it()
    assert statuses() == ["refused"]
    assert not is_stored()


def test_whoever_agreed_is_told_and_reads_why(leave, make_it, asked, claire, ali, enter):
    leave(claire)
    make_it()
    colleague = enter(ali)
    assert "n’administre plus" in plain(colleague.get("/notifications").text)
    assert "le fichier n’est pas fait" in plain(colleague.get(asked).text)


def test_whoever_asked_reads_that_it_is_not_made(leave, make_it, claire, enter):
    leave(claire)
    make_it()
    assert "n’administre plus" in plain(enter(claire).get("/notifications").text)
