"""Twenty members of a group take one of three places at the same moment, on PostgreSQL."""

from collections import Counter as Tally

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.groups.actions import entering, making, polls, sharing, tasks
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership
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


def without_locks(monkeypatch, *modules):
    for module in modules:
        monkeypatch.setattr(module, "hold", lambda model, number: without_lock(model)(number))


def meet_after(monkeypatch, module, name, meeting):
    """Have all wait for each other once they have read what decides, before they write."""
    whole = getattr(module, name)

    def read_together(*given):
        read = whole(*given)
        meeting.wait()
        return read

    monkeypatch.setattr(module, name, read_together)


def meet_before(monkeypatch, module, name, meeting):
    """Have whoever comes to the end of what they write wait for the others to have read."""
    whole = getattr(module, name)

    def wait_first(*given):
        meeting.wait()
        return whole(*given)

    monkeypatch.setattr(module, name, wait_first)


def test_of_twenty_at_once_three_have_a_place(app, at_once, members, cake, take):
    came = at_once(take, members(MANY))
    assert Tally(came) == {"taken": PLACES, "no_place_left": MANY - PLACES}
    assert taken(app, cake) == PLACES


def test_without_the_lock_there_are_more(app, at_once, members, cake, take, monkeypatch):
    without_locks(monkeypatch, tasks, sharing)
    meet_after(monkeypatch, found, "taken", Meeting(PLACES + 1))
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


@pytest.fixture
def go(karima, group, cake, take):
    """One deed on the last place of the list, or on the seat of who takes it, by its name."""
    fewer = tasks.Wanted(title="Le repas", lines=(("Un gâteau", 1),))

    def work(deed_and_who):
        deed, who = deed_and_who
        actor = Actor.of(db.session.get_one(Resident, who))
        if deed == "takes":
            return take(who)
        if deed == "leaves":
            entering.leave(actor, db.session.get_one(Group, group.id))
        else:
            whole = db.session.get_one(TaskLine, cake).task_list
            tasks.edit(actor, whole, wanted=fewer)
        return deed

    return work


def is_amiss(app, line_id):
    """Tell whether more take something than are wanted, or somebody who is out of the group."""
    with app.app_context():
        line = db.session.get_one(TaskLine, line_id)
        took = [one.resident_id for one in line.takes]
        theirs = Membership.group_id == line.task_list.group_id, Membership.resident_id.in_(took)
        seats = db.session.query(Membership).filter(*theirs).all()
        return len(took) > line.wanted or not all(seat.is_standing for seat in seats)


@pytest.fixture
def pair(make, members, karima, take):
    """Let one take a place already; return who takes another, and who leaves or edits."""

    def come(deed):
        first, second = members(2)
        with make.writing():
            take(first)
        return [("takes", second), (deed, second if deed == "leaves" else karima.id)]

    return come


@pytest.mark.parametrize("deed", ["leaves", "edits"])
def test_a_thing_is_taken_before_its_list_or_ones_seat_changes_or_not_at_all(
    app, make, at_once, cake, pair, go, deed
):
    for _ in range(3):
        at_once(go, pair(deed))
        assert not is_amiss(app, cake)
        with make.writing() as session:
            session.query(TaskTake).filter_by(line_id=cake).delete()
            session.get_one(TaskLine, cake).wanted = PLACES


@pytest.mark.parametrize("deed", ["leaves", "edits"])
def test_without_the_locks_it_is_taken_in_between(app, at_once, cake, pair, go, deed, monkeypatch):
    both = pair(deed)
    meeting = Meeting(2)
    without_locks(monkeypatch, tasks, sharing, entering)
    meet_before(monkeypatch, entering, "look_again", meeting)
    meet_after(monkeypatch, found, "taken", meeting)
    came = at_once(go, both)
    assert Tally(came) == {"taken": 1, deed: 1}
    assert is_amiss(app, cake)
