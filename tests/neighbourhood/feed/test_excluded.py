"""What whoever is excluded had put up is read by nobody, and comes back when that is lifted."""

import pytest

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.exchanges.queries import NOTICES
from neighbourhood.feed.queries import Filters, timeline
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.standing import lift, restrict
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.standing import Measure
from tests.support.wordings import a_shelf


@pytest.fixture
def people(make, town, in_app):
    home = town["Les Tanneurs"]
    made = [make.resident(name, home) for name in ("Karima", "Marcel", "Paul")]
    return [in_app.get_one(Resident, person.id) for person in made]


@pytest.fixture
def publish():
    def publish(author, title):
        wording = a_shelf(title=title)
        return notices.publish(Actor.of(author), direction=Direction.ASK, wording=wording)

    return publish


def read(viewer):
    return [line.title for line in timeline(viewer, Filters()).rows]


def seen(session, viewer):
    shown = session.query(Notice).where(NOTICES.visible_to(viewer)).order_by(Notice.id)
    return [notice.title for notice in shown]


def test_nothing_of_who_is_excluded_is_read_and_all_of_it_comes_back(in_app, people, publish):
    karima, marcel, paul = people
    publish(marcel, "Une étagère")
    publish(paul, "bruit")
    restrict(marcel, Measure.EXCLUDED)
    assert read(karima) == seen(in_app, karima) == ["bruit"]
    assert "Une étagère" in seen(in_app, marcel)
    lift(marcel, Measure.EXCLUDED)
    assert read(karima) == ["bruit", "Une étagère"]
    assert seen(in_app, karima) == ["Une étagère", "bruit"]


@pytest.mark.parametrize("measure", [Measure.READ_ONLY, Measure.SUSPENDED])
def test_a_lighter_measure_leaves_what_was_put_up(in_app, people, publish, measure):
    karima, marcel, _paul = people
    publish(marcel, "Une étagère")
    restrict(marcel, measure, now().replace(year=2099))
    assert read(karima) == seen(in_app, karima) == ["Une étagère"]


def test_what_ends_meanwhile_stays_ended(in_app, people, publish):
    karima, marcel, _paul = people
    ended, kept = publish(marcel, "Finie"), publish(marcel, "Ouverte")
    restrict(marcel, Measure.EXCLUDED)
    notices.withdraw(Actor.of(marcel), ended)
    lift(marcel, Measure.EXCLUDED)
    assert read(karima) == [kept.title]


def test_what_is_drawn_anew_meanwhile_stays_withheld(in_app, people, publish):
    karima, marcel, _paul = people
    notice = publish(marcel, "Une étagère")
    restrict(marcel, Measure.EXCLUDED)
    notices.show_card(notice)
    assert read(karima) == []
    lift(marcel, Measure.EXCLUDED)
    assert read(karima) == ["Une étagère"]
