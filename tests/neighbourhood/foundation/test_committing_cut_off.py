"""Group commit when the one who leads is ended in the middle."""

import threading

import pytest
from sqlalchemy import select

from neighbourhood.foundation.errors import Busy
from neighbourhood.foundation.storing.committing import Committer
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Municipality
from tests.support.crowd import Crowd, add


@pytest.fixture
def crowd(app):
    crowd = Crowd(app)
    crowd.committer._leading.acquire()
    return crowd


def names(app):
    with app.app_context():
        return set(db.session.scalars(select(Municipality.name)))


class CutOff(BaseException):
    """What ends a greenlet, or a process, in the middle of something."""


def cut_off(*_given):
    raise CutOff


class TestCutOff:
    """A leader that is ended leaves nobody waiting for ever."""

    @pytest.fixture
    def crowd_cut(self, crowd):
        """Writers whose leader is ended in the middle of the group."""
        crowd.submit("before", add("before"))
        crowd.submit("cut", cut_off)
        crowd.submit("after", add("after"))
        return crowd

    def test_the_others_are_told_to_try_again(self, app, crowd_cut, monkeypatch):
        monkeypatch.setattr(threading, "excepthook", lambda _failure: None)
        crowd_cut.release()
        assert not crowd_cut.still_waiting
        # Whoever led has no answer to give: it is ended.
        assert [type(one) for one in crowd_cut.results.values()] == [Busy, Busy]
        assert names(app) == set()

    def test_who_comes_later_is_served(self, app, crowd_cut, monkeypatch):
        monkeypatch.setattr(threading, "excepthook", lambda _failure: None)
        crowd_cut.release()
        with app.app_context():
            assert crowd_cut.committer.submit(add("later")) == "later"
        assert names(app) == {"later"}

    def test_who_is_ended_while_it_waits_is_written_by_nobody(self, app, monkeypatch):
        committer = Committer()
        with app.app_context():
            with monkeypatch.context() as patch:
                patch.setattr("neighbourhood.foundation.storing.committing.time.sleep", cut_off)
                with pytest.raises(CutOff):
                    committer.submit(add("ended"))
            committer.submit(add("later"))
        assert names(app) == {"later"}

    @pytest.mark.parametrize("answers", [cut_off, lambda _items: []])
    def test_a_set_that_answers_nobody_leaves_nobody_waiting(
        self, app, crowd, answers, monkeypatch
    ):
        monkeypatch.setattr(threading, "excepthook", lambda _failure: None)
        for number in range(3):
            crowd.submit_among(number, answers)
        crowd.release()
        assert not crowd.still_waiting
        assert {type(one) for one in crowd.results.values()} <= {Busy, ValueError}
        assert Busy in {type(one) for one in crowd.results.values()}
