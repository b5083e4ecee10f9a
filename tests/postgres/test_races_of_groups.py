"""Twenty members of a group take one of three places at the same moment, on PostgreSQL."""

from collections import Counter as Tally

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.groups.actions import entering, making, polls, tasks
from neighbourhood.groups.models.polls import Poll, PollAnswer
from neighbourhood.groups.models.tasks import TaskLine, TaskTake
from neighbourhood.groups.queries import tasks as found
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.postgres.conftest import Meeting, without_lock
from tests.support.wordings import a_group

MANY, PLACES = 20, 3


@pytest.fixture
def karima(make):
    return make.resident("Karima Benali", make.quartier("Les Tanneurs", make.municipality()))


@pytest.fixture
def group(make, karima):
    return make.act(making.make, karima, wording=a_group())


@pytest.fixture
def members(make, karima, group):
    def come(number):
        with make.writing() as session:
            home = session.get_one(Resident, karima.id).quartier
        those = [make.resident(f"Voisine {n}", home) for n in range(number)]
        for one in those:
            make.act(entering.enter, one, group)
        return [one.id for one in those]

    return come


@pytest.fixture
def cake(make, karima, group):
    wanted = tasks.Wanted(title="Le repas", lines=(("Un gâteau", PLACES),))
    return make.act(tasks.write, karima, group, wanted=wanted).lines[0].id


@pytest.fixture
def take(cake):
    def work(who):
        actor = Actor.of(db.session.get_one(Resident, who))
        tasks.take(actor, db.session.get_one(TaskLine, cake))
        return "taken"

    return work


def taken(app, line_id):
    with app.app_context():
        return db.session.query(TaskTake).filter_by(line_id=line_id).count()


def test_of_twenty_at_once_three_have_a_place(app, at_once, members, cake, take):
    came = at_once(take, members(MANY))
    assert Tally(came) == {"taken": PLACES, "no_place_left": MANY - PLACES}
    assert taken(app, cake) == PLACES


def test_without_the_lock_there_are_more(app, at_once, members, cake, take, monkeypatch):
    meeting, counted = Meeting(PLACES + 1), found.taken

    def read_together(line):
        number = counted(line)
        meeting.wait()
        return number

    monkeypatch.setattr(tasks, "hold", lambda model, number: without_lock(model)(number))
    monkeypatch.setattr(found, "taken", read_together)
    came = at_once(take, members(PLACES + 1))
    assert Tally(came) == {"taken": PLACES + 1}
    assert taken(app, cake) == PLACES + 1


def test_one_who_answers_five_times_at_once_has_one_answer(app, make, at_once, karima, group):
    question = polls.Question(title="Où ?", choices=("Le parc", "La cour"))
    poll = make.act(polls.ask, karima, group, question=question)
    first = poll.options[0].id

    def answer(who):
        actor = Actor.of(db.session.get_one(Resident, who))
        polls.answer(actor, db.session.get_one(Poll, poll.id), option_ids=[first])
        return "answered"

    assert at_once(answer, [karima.id] * 5) == ["answered"] * 5
    with app.app_context():
        assert db.session.query(PollAnswer).filter_by(poll_id=poll.id).count() == 1
