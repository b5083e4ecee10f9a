"""Who does what, who brings what: taken, given back, done, and no more than are wanted."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.groups.actions import answering, entering, tasks
from neighbourhood.groups.jobs import shared as shared_jobs
from neighbourhood.groups.models.tasks import TaskLine, TaskList
from neighbourhood.groups.policies.shared import NoPlaceLeft, SomebodyDoes
from neighbourhood.groups.queries import tasks as found
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import closing
from neighbourhood.residents.models.residents import Resident
from tests.support.pdf import flowing

CAKE, DOOR = "Un gâteau", "Tenir la porte"


@pytest.fixture
def meal(yard, group) -> TaskList:
    wanted = tasks.Wanted(title="Le repas", lines=((CAKE, 2), (DOOR, 1)))
    return yard.act(tasks.write, yard.karima, group, wanted=wanted)


@pytest.fixture
def line(yard, meal):
    def of(words: str) -> TaskLine:
        with yard.make.writing() as session:
            return session.query(TaskLine).filter_by(list_id=meal.id, words=words).one()

    return of


def who(yard, line) -> list[str]:
    with yard.make.writing() as session:
        return sorted(take.resident.full_name for take in session.get_one(TaskLine, line.id).takes)


def test_a_thing_is_taken_as_often_as_it_is_wanted_and_given_back(yard, line):
    cake = line(CAKE)
    for resident in (yard.karima, yard.marcel, yard.marcel):
        yard.act(tasks.take, resident, cake)
    assert who(yard, cake) == ["Karima Benali", "Marcel Dupont"]
    with pytest.raises(NoPlaceLeft):
        yard.act(tasks.take, yard.ines, cake)
    yard.act(tasks.give_back, yard.marcel, cake)
    yard.act(tasks.take, yard.ines, cake)
    assert who(yard, cake) == ["Inès Moreau", "Karima Benali"]


def test_whoever_comes_back_takes_again_what_is_still_free_and_nothing_else(
    yard, meal, group, line
):
    for words in (DOOR, CAKE):
        yard.act(tasks.take, yard.marcel, line(words))
    yard.act(entering.leave, yard.marcel, group)
    assert who(yard, line(DOOR)) == []
    yard.act(tasks.take, yard.ines, line(DOOR))
    yard.act(entering.come_back, yard.marcel, group)
    assert who(yard, line(DOOR)) == ["Inès Moreau"]
    assert who(yard, line(CAKE)) == ["Marcel Dupont"]
    yard.act(answering.remove, yard.karima, group, yard.seat(group, yard.marcel), words="")
    assert who(yard, line(CAKE)) == []
    yard.act(answering.go_back, yard.karima, group, yard.seat(group, yard.marcel))
    assert who(yard, line(CAKE)) == ["Marcel Dupont"]
    same = tasks.Wanted(title="Le repas", lines=((CAKE, 2), (DOOR, 1)))
    yard.act(tasks.edit, yard.karima, meal, wanted=same)


def test_whoever_closes_their_account_takes_care_of_nothing_when_it_is_open_again(yard, line):
    yard.act(tasks.take, yard.marcel, line(DOOR))
    with yard.make.writing():
        closing.close(Actor.of(db.session.get_one(Resident, yard.marcel.id)))
    yard.act(tasks.take, yard.ines, line(DOOR))
    with yard.make.writing():
        closing.come_back(db.session.get_one(Resident, yard.marcel.id))
    assert who(yard, line(DOOR)) == ["Inès Moreau"]


def test_whoever_leaves_the_group_leaves_the_place_to_others(yard, group, line):
    door = line(DOOR)
    yard.act(tasks.take, yard.marcel, door)
    yard.act(entering.leave, yard.marcel, group)
    yard.act(tasks.take, yard.ines, door)
    with yard.make.writing(), pytest.raises(Missing):
        found.get_line(yard.marcel, door.id)


def test_who_does_it_says_that_it_is_done_and_nobody_beside(yard, line):
    door = line(DOOR)
    yard.act(tasks.take, yard.marcel, door)
    with pytest.raises(DomainError):
        yard.act(tasks.tick, yard.ines, door, done=True)
    yard.act(tasks.tick, yard.marcel, door, done=True)
    assert yard.fresh(door).done_at
    with pytest.raises(DomainError):
        yard.act(tasks.take, yard.ines, door)
    yard.act(tasks.tick, yard.karima, door, done=False)
    assert yard.fresh(door).done_at is None


def test_what_somebody_took_stays_when_the_list_changes(yard, meal, line):
    yard.act(tasks.take, yard.marcel, line(CAKE))
    less = tasks.Wanted(title="Le repas", lines=(("Du pain", 1),))
    with pytest.raises(SomebodyDoes):
        yard.act(tasks.edit, yard.karima, meal, wanted=less)
    more = tasks.Wanted(title="Le grand repas", lines=(("Du pain", 1), (CAKE, 3)))
    yard.act(tasks.edit, yard.karima, meal, wanted=more)
    with yard.make.writing() as session:
        changed = session.get_one(TaskList, meal.id)
        assert changed.typed_lines == "Du pain\n3 × Un gâteau"
    assert who(yard, line(CAKE)) == ["Marcel Dupont"]


def test_those_who_took_something_are_reminded_once_the_day_before(yard, meal, line):
    yard.act(tasks.take, yard.marcel, line(CAKE))
    yard.act(tasks.take, yard.ines, line(DOOR))
    yard.act(tasks.tick, yard.ines, line(DOOR), done=True)
    yard.change(meal, wanted_on=now().date() + timedelta(days=1))
    with yard.make._app.app_context():
        for _time in range(2):
            shared_jobs.remind_of_tasks()
    with yard.make.writing():
        reminded = db.session.query(Notification).filter_by(kind="groups.task due")
        assert [one.resident_id for one in reminded] == [yard.marcel.id]


def test_a_list_is_typed_with_figures_taken_in_one_tap_and_printed(yard, group, marcel):
    typed = {"title": "Le chantier", "lines": "2 × brouette\n\nDu café\n3 pelles"}
    page = marcel.post(f"{group.path}/listes/nouvelle", data=typed, follow_redirects=True).text
    assert "il manque 3 personnes" in page
    with yard.make.writing() as session:
        lines = session.query(TaskLine).order_by(TaskLine.position).all()
        assert [one.typed for one in lines] == ["2 × brouette", "Du café", "3 × pelles"]
        path = lines[0].task_list.path
    assert "2 × brouette" in marcel.get(f"{path}/modifier").text
    more = {**typed, "lines": "2 × brouette\nDu café\n3 pelles\nDes gants"}
    assert "Des gants" in marcel.post(f"{path}/modifier", data=more, follow_redirects=True).text
    taken = f"/groupes/listes/lignes/{lines[1].id}/prendre"
    assert "Laisser la place" in marcel.post(taken, data={}, follow_redirects=True).text
    paper = flowing(marcel.get(f"{path}/imprimer").data)
    assert "Du café" in paper
    assert "Marcel D" in paper
    assert "…" in paper


def test_who_is_kept_apart_is_not_named_but_counted(yard, meal, line, marcel):
    yard.act(tasks.take, yard.ines, line(CAKE))
    yard.block(yard.marcel, yard.ines)
    page = marcel.get(meal.path).text
    assert "Inès" not in page
    assert "une personne du groupe" in page
