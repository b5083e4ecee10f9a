"""Answers kept and sent from several tabs at once: none is lost, and what is sent is sent once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.drafts import Draft
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.postgres.conftest import WORDING, Meeting

TABS = range(12)
ALL = {f"answer {tab}": tab for tab in TABS}


@pytest.fixture
def karima(make):
    return make.resident("Karima Benali", make.quartier("Les Tanneurs")).id


@pytest.fixture
def begun(app, karima):
    with app.app_context(), transaction():
        drafts.keep(drafts.Sheet(karima, "notice ask"), {"subject": "service"})


def kept(app, karima) -> dict:
    with app.app_context():
        return drafts.answers_of(drafts.Sheet(karima, "notice ask"))


def keep(karima):
    return lambda tab: drafts.keep(drafts.Sheet(karima, "notice ask"), {f"answer {tab}": tab})


def read_only(everyone):
    """Read the draft without holding it, and go on once everyone has."""

    def read(sheet):
        answers = db.session.scalar(select(Draft.answers).where(sheet.row))
        if answers is None:
            db.session.add(Draft(**sheet.key, answers={}))
        everyone.wait()
        db.session.flush()
        return answers or {}

    return read


def test_first_answers_of_several_tabs_are_all_kept(app, at_once, karima):
    at_once(keep(karima), TABS)
    assert kept(app, karima) == ALL


def test_without_the_lock_first_answers_stumble(app, at_once, karima, monkeypatch):
    monkeypatch.setattr(drafts, "_begun", read_only(Meeting(len(TABS))))
    with pytest.raises(IntegrityError):
        at_once(keep(karima), TABS)


def test_later_answers_of_several_tabs_are_all_kept(app, at_once, karima, begun):
    at_once(keep(karima), TABS)
    assert kept(app, karima) == {"subject": "service", **ALL}


def test_without_the_lock_later_answers_write_over_each_other(
    app, at_once, karima, begun, monkeypatch
):
    monkeypatch.setattr(drafts, "_begun", read_only(Meeting(len(TABS))))
    at_once(keep(karima), TABS)
    assert len(kept(app, karima)) == 2


def begin_anew(karima):
    return lambda tab: drafts.begin_anew(drafts.Sheet(karima, "notice ask"), {f"answer {tab}": tab})


def taken_then_kept(everyone):
    """Begin anew in two steps, and take the second once everyone has taken the first."""

    def begin(sheet, answers):
        before = drafts.take(sheet)
        everyone.wait()
        drafts.keep(sheet, answers)
        return before

    return begin


def test_of_several_who_begin_anew_one_is_heard_whole(app, at_once, karima, begun):
    at_once(begin_anew(karima), TABS)
    assert len(kept(app, karima)) == 1


def test_in_two_steps_their_answers_mix(app, at_once, karima, monkeypatch):
    monkeypatch.setattr(drafts, "begin_anew", taken_then_kept(Meeting(len(TABS))))
    at_once(begin_anew(karima), TABS)
    assert kept(app, karima) == ALL


def publish(karima):
    def press(_press):
        if not drafts.take(drafts.Sheet(karima, "notice ask")):
            return "already sent"
        wording = notices.Wording(**WORDING, expires_at=now() + timedelta(days=9))
        actor = Actor.of(db.session.get_one(Resident, karima))
        notices.publish(actor, direction=Direction.ASK, wording=wording)
        return "sent"

    return press


def published(app, karima) -> int:
    with app.app_context():
        mine = select(func.count()).where(Notice.author_id == karima)
        return db.session.scalar(mine)


def test_of_many_presses_one_sends(app, at_once, karima, begun):
    outcomes = at_once(publish(karima), TABS)
    assert sorted(outcomes) == ["already sent"] * (len(TABS) - 1) + ["sent"]
    assert published(app, karima) == 1
    assert kept(app, karima) == {}


def test_without_the_lock_many_send(app, at_once, karima, begun, monkeypatch):
    monkeypatch.setattr(drafts, "take", read_only(Meeting(len(TABS))))
    assert at_once(publish(karima), TABS) == ["sent"] * len(TABS)
    assert published(app, karima) == len(TABS)


def test_an_answer_kept_while_the_form_is_sent_is_sent_or_kept(app, at_once, karima, begun):
    def act(tab):
        return drafts.take(drafts.Sheet(karima, "notice ask")) if tab == 0 else keep(karima)(tab)

    sent = at_once(act, TABS)[0]
    left = kept(app, karima)
    assert {**sent, **left} == {"subject": "service", **dict(list(ALL.items())[1:])}
    assert sent.keys().isdisjoint(left)
