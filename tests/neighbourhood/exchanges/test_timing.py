"""Where a town has a time bank, who was helped may note how long it took: once, or not at all."""

import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import func
from sqlalchemy.exc import IntegrityError

from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions import notices, timing
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.switched_off import SwitchedOff
from neighbourhood.notifications import mails
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import closing, erasing
from neighbourhood.residents.models.residents import Resident
from neighbourhood.timebank import actions as timebank
from neighbourhood.timebank import ledger
from neighbourhood.timebank.kinds import TIME
from neighbourhood.timebank.models import TimeEntry, TimeNote
from tests.support.news import plain, told


@pytest.fixture
def wanted(town):
    """The town of Karima wants a time bank."""
    with town.make.writing() as session:
        session.add(SwitchedOff(municipality_id=town.tanneurs.municipality_id, code=TIME))


@pytest.fixture
def helped(town):
    """Marcel has helped Karima."""
    return done(town)


def done(town, **more) -> Reply:
    notice = town.notice(**more)
    reply = town.reply(notice, town.marcel)
    town.accept(reply)
    town.make.act(notices.finish, town.karima, notice)
    return reply


def note(town, reply, minutes=45, who=None) -> None:
    town.make.act(timing.note_time, who or town.karima, reply, minutes=minutes)


def balance(town, resident) -> int:
    with town.make.writing():
        return ledger.balance(ledger.held_by(resident.id))


def total(town) -> int:
    with town.make.writing() as session:
        return session.scalar(func.sum(TimeEntry.minutes)) or 0


def way(reply) -> str:
    return f"/entraide/reponses/{reply.id}/temps"


def page(client, reply) -> str:
    return plain(client.get(f"/entraide/annonces/{reply.notice_id}").text)


def test_nothing_of_it_is_there_unless_the_town_wants_it(town, helped, karima):
    assert way(helped) not in page(karima, helped)
    assert "Mon temps" not in karima.get("/moi").text
    assert karima.get("/moi/temps").status_code == 404
    assert karima.post(way(helped), data={"minutes": "45"}).status_code == 409
    assert balance(town, town.marcel) == 0


@pytest.mark.usefixtures("wanted")
def test_the_helped_notes_minutes_which_pass_to_who_helped(town, helped, karima, marcel):
    assert "Mon temps" in karima.get("/moi").text
    assert way(helped) in page(karima, helped)
    assert way(helped) not in page(marcel, helped)
    karima.post(way(helped), data={"minutes": "45"})
    assert (balance(town, town.karima), balance(town, town.marcel)) == (-45, 45)
    assert told(town, town.marcel, "timebank.noted") == 1
    mine = plain(marcel.get("/moi/temps").text)
    assert "Votre compte : 45 min" in mine
    assert "Noté par Karima Benali." in mine
    assert "Votre compte : −45 min" in plain(karima.get("/moi/temps").text)
    assert "Vous avez noté 45 min pour Marcel Dupont." in page(karima, helped)


@pytest.mark.usefixtures("wanted")
def test_it_is_noted_once_and_taken_back_for_ten_minutes(town, helped, karima, move_clock):
    note(town, helped)
    with pytest.raises(timebank.AlreadyNoted):
        note(town, helped, 60)
    karima.post(f"{way(helped)}/reprendre")
    assert balance(town, town.marcel) == 0
    note(town, helped, 30)
    assert balance(town, town.marcel) == 30
    move_clock(minutes=11)
    karima.post(f"{way(helped)}/reprendre")
    assert balance(town, town.marcel) == 30


@pytest.mark.usefixtures("wanted")
def test_who_helped_gives_back_what_was_too_much(town, helped, marcel, karima):
    note(town, helped, 480)
    with town.make.writing() as session:
        path = f"/moi/temps/{session.query(TimeNote).one().id}/rendre"
    assert karima.get(path).status_code == 404
    assert "Ce temps (8 h) quitte votre compte" in plain(marcel.get(path).text)
    marcel.post(path)
    assert (balance(town, town.karima), balance(town, town.marcel)) == (0, 0)
    assert told(town, town.karima, "timebank.given back") == 1
    note(town, helped, 60)
    assert balance(town, town.marcel) == 60


@pytest.mark.usefixtures("wanted")
def test_nobody_goes_below_ten_hours(town, helped):
    note(town, helped, 480)
    other = done(town)
    note(town, other, 120)
    with pytest.raises(timebank.EnoughReceived):
        note(town, done(town), 5)
    assert balance(town, town.karima) == -600


@pytest.mark.usefixtures("wanted")
@pytest.mark.parametrize("minutes", ["0", "-45", "7", "485", "une heure"])
def test_minutes_go_by_five_up_to_eight_hours(town, helped, karima, minutes):
    assert karima.post(way(helped), data={"minutes": minutes}).status_code == 422
    assert balance(town, town.marcel) == 0


@pytest.mark.usefixtures("wanted")
def test_things_are_never_counted_nor_what_is_not_done(town):
    things = {"subject": Subject.GIVING, "category": Category.FURNITURE}
    with pytest.raises(DomainError):
        note(town, done(town, **things))
    open_still = town.reply(town.notice(), town.marcel)
    town.accept(open_still)
    with pytest.raises(DomainError):
        note(town, open_still)
    with pytest.raises(DomainError):
        note(town, done(town), who=town.marcel)


@pytest.mark.usefixtures("wanted")
def test_of_an_offer_who_answered_was_helped(town):
    reply = done(town, direction=Direction.OFFER)
    note(town, reply, 20, who=town.marcel)
    assert (balance(town, town.karima), balance(town, town.marcel)) == (20, -20)


@pytest.mark.usefixtures("wanted")
def test_an_account_that_is_erased_is_settled_with_its_town(town, helped):
    note(town, helped)
    with town.make.writing() as session:
        closing.close(Actor.of(session.get_one(Resident, town.marcel.id)))
    with town.make.writing():
        erasing.erase(town.marcel.id)
        erasing.erase(town.marcel.id)
    with town.make.writing() as session:
        assert ledger.held_by(town.marcel.id) is None
        assert ledger.balance(ledger.community(town.tanneurs.municipality_id)) == 45
        left = session.query(TimeNote).one()
        assert left.receiver_id is None
        assert "étagère" not in left.title
    assert (balance(town, town.karima), total(town)) == (-45, 0)


def all_at_once(app, town, reply, writing=transaction):
    """Note the same help from three browsers at once, and return the refusals."""
    refusals, start = [], threading.Barrier(3)

    def work() -> None:
        with app.app_context():
            start.wait(10)
            try:
                with writing():
                    found = db.session.get_one(Reply, reply.id)
                    timing.note_time(Actor.of(found.notice.author), found, minutes=45)
            except (DomainError, IntegrityError) as refusal:
                refusals.append(type(refusal))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return refusals


@pytest.mark.usefixtures("wanted")
def test_of_three_presses_at_once_one_is_noted(app, town, helped):
    assert all_at_once(app, town, helped) == [timebank.AlreadyNoted] * 2
    assert (balance(town, town.marcel), total(town)) == (45, 0)


@pytest.mark.usefixtures("wanted")
def test_without_the_lock_all_three_pass_the_rule_and_the_database_keeps_two_out(
    app, town, helped, monkeypatch
):
    together, one_writes = threading.Barrier(3), threading.Lock()
    seen = []

    def read_before_anyone_writes(reply: Reply) -> Notice:
        found = db.session.get_one(Notice, reply.notice_id)
        seen.append(timing.note_about(Reply.ABOUT, reply.id))
        db.session.connection().connection.dbapi_connection.execute("COMMIT")
        together.wait(10)
        one_writes.acquire()
        db.session.connection().connection.dbapi_connection.execute("BEGIN IMMEDIATE")
        return found

    @contextmanager
    def unlocked():
        try:
            yield
            db.session.commit()
        finally:
            db.session.rollback()
            one_writes.release()

    monkeypatch.setattr(mails, "send_later", lambda *_mail, **_more: None)
    monkeypatch.setattr(queries, "lock_with", read_before_anyone_writes)
    monkeypatch.setattr(timebank.queries, "note_about", lambda *_about: seen[0])
    assert all_at_once(app, town, helped, writing=unlocked) == [IntegrityError] * 2
    assert (seen, balance(town, town.marcel), total(town)) == ([None] * 3, 45, 0)
