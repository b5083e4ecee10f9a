"""Words after an exchange: of both sides, read once both wrote or after a fortnight."""

import threading

import pytest

from neighbourhood.exchanges import jobs, queries
from neighbourhood.exchanges.actions import notices, words
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply, Thanks
from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.moderation.kinds import REPORTABLES
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.news import plain, told

WRITTEN, TO_READ, ANSWERED = (
    "exchanges.word written",
    "exchanges.word to read",
    "exchanges.word answered",
)
HERS, HIS = "Merci Marcel, l’étagère tient !", "Le café était très bon."


@pytest.fixture
def over(town, act):
    """A help that Marcel gave Karima, over by now, and the notice it was for."""
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    town.accept(reply)
    act(notices.finish, town.karima, notice)
    return notice, reply


def way(reply) -> str:
    return f"/entraide/reponses/{reply.id}/merci"


def open_words(town) -> list[bool]:
    with town.make.writing() as session:
        return [word.opened_at is not None for word in session.query(Thanks).order_by(Thanks.id)]


def test_neither_reads_the_words_of_the_other_before_writing(town, karima, marcel, over):
    notice, reply = over
    assert karima.post(way(reply), data={"text": HERS}).location == notice.path
    assert HERS in karima.get(notice.path).text
    for page in (notice.path, way(reply), "/notifications", "/messages"):
        assert HERS not in marcel.get(page).text
    assert told(town, town.marcel, WRITTEN) == 1
    marcel.post(way(reply), data={"text": HIS})
    assert HERS in marcel.get(notice.path).text
    assert HIS in karima.get(notice.path).text
    assert told(town, town.karima, TO_READ) == 1
    assert open_words(town) == [True, True]


def test_the_page_says_how_long_a_word_waits(town, karima, over):
    notice, reply = over
    assert "au plus tard dans quatorze jours" in karima.get(way(reply)).text
    karima.post(way(reply), data={"text": HERS})
    page = plain(karima.get(notice.path).text)
    assert "Il sera lu quand les deux seront écrits, au plus tard le" in page
    assert karima.get(way(reply)).location == notice.path
    assert way(reply) not in page


def test_after_a_fortnight_what_one_wrote_alone_is_read_once(
    town, app, karima, marcel, over, move_clock
):
    notice, reply = over
    karima.post(way(reply), data={"text": HERS})
    for days, is_open in ((13, False), (2, True), (1, True)):
        move_clock(days=days)
        with app.app_context():
            jobs.look_at_dates()
        assert open_words(town) == [is_open]
        assert (HERS in marcel.get(notice.path).text) is is_open
    assert told(town, town.marcel, TO_READ) == 1
    assert told(town, town.karima, TO_READ) == 0
    marcel.post(way(reply), data={"text": HIS})
    assert HIS in karima.get(notice.path).text


def test_what_one_read_is_answered_once_and_an_answer_is_not_answered(
    town, act, karima, marcel, over
):
    notice, reply = over
    hers = act(words.write, town.karima, reply, text=HERS)
    answering = f"/entraide/mots/{hers.id}/repondre"
    assert marcel.get(answering).status_code == 404
    act(words.write, town.marcel, reply, text=HIS)
    assert answering in marcel.get(notice.path).text
    assert HERS in marcel.get(answering).text
    assert marcel.post(answering, data={"text": " "}).status_code == 422
    assert marcel.post(answering, data={"text": "Avec plaisir !"}).location == notice.path
    page = karima.get(notice.path).text
    assert "Avec plaisir !" in page
    assert told(town, town.karima, ANSWERED) == 1
    with town.make.writing() as session:
        answer = session.query(Thanks).filter(Thanks.answers_id.is_not(None)).one().id
    assert f"/entraide/mots/{answer}/repondre" not in page
    assert karima.get(f"/entraide/mots/{answer}/repondre").status_code == 404
    assert marcel.post(answering, data={"text": "Encore"}).status_code == 404
    with pytest.raises(DomainError):
        act(words.answer, town.marcel, hers, text="Encore")
    assert answering not in marcel.get(notice.path).text


def test_one_answers_neither_oneself_nor_what_is_between_others(town, act, signed_in, over):
    _, reply = over
    hers = act(words.write, town.karima, reply, text=HERS)
    act(words.write, town.marcel, reply, text=HIS)
    for who in (town.karima, town.ines):
        with pytest.raises(Forbidden):
            act(words.answer, who, hers, text="Moi aussi.")
    assert signed_in(town.ines).get(f"/entraide/mots/{hers.id}/repondre").status_code == 404


def test_what_is_hidden_is_read_by_who_wrote_it_alone(town, act, karima, marcel, over):
    notice, reply = over
    hers = act(words.write, town.karima, reply, text=HERS)
    act(words.write, town.marcel, reply, text=HIS)
    assert f"/signaler/thanks/{hers.id}" in marcel.get(notice.path).text
    kind = REPORTABLES["thanks"]
    with town.make.writing():
        kind.hide(kind.load(hers.id))
    assert HERS not in marcel.get(notice.path).text
    assert HERS in karima.get(notice.path).text
    assert marcel.get(f"/entraide/mots/{hers.id}/repondre").status_code == 404
    with town.make.writing():
        kind.restore(kind.load(hers.id))
    assert HERS in marcel.get(notice.path).text


def test_only_the_two_may_report_and_only_what_they_read(town, act, over):
    _, reply = over
    hers = act(words.write, town.karima, reply, text=HERS)
    kind = REPORTABLES["thanks"]

    def seen_by(*people) -> list[bool]:
        with town.make.writing() as session:
            word = kind.load(hers.id)
            return [kind.sees(session.get_one(Resident, one.id), word) for one in people]

    three = (town.karima, town.marcel, town.ines)
    assert seen_by(*three) == [True, False, False]
    act(words.write, town.marcel, reply, text=HIS)
    assert seen_by(*three) == [True, True, False]
    with town.make.writing():
        assert kind.authors(kind.load(hers.id)) == {town.karima.id}
        witnesses = {one for each in kind.witnessing(hers.id) for one in db.session.scalars(each)}
    assert witnesses == {town.karima.id, town.marcel.id}


def both_at_once(app, reply, writing=transaction) -> list[str]:
    """Write from both sides, each from a thread of its own; return what went wrong."""
    wrong, start = [], threading.Barrier(2)

    def work(helped: bool) -> None:
        with app.app_context():
            start.wait(10)
            try:
                with writing():
                    found = db.session.get_one(Reply, reply.id)
                    who = found.notice.author if helped else found.helper
                    words.write(Actor.of(who), found, text=HERS if helped else HIS)
            except DomainError as refusal:
                wrong.append(type(refusal).__name__)

    threads = [threading.Thread(target=work, args=(helped,)) for helped in (True, False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return wrong


def test_when_both_write_at_the_same_moment_both_are_opened_once(town, app, over):
    assert both_at_once(app, over[1]) == []
    assert open_words(town) == [True, True]
    heard = [told(town, who, TO_READ) for who in (town.karima, town.marcel)]
    assert sorted(heard) == [0, 1]


def test_without_the_lock_each_waits_for_the_other(town, app, over, monkeypatch):
    together, one_writes = threading.Barrier(2), threading.Lock()

    def read_before_anyone_writes(resident: Resident, reply: Reply) -> Thanks | None:
        mine = Thanks.reply_id == reply.id, Thanks.author_id != resident.id
        found = db.session.query(Thanks).filter(*mine).one_or_none()
        db.session.connection().connection.dbapi_connection.execute("COMMIT")
        together.wait(10)
        one_writes.acquire()
        db.session.connection().connection.dbapi_connection.execute("BEGIN IMMEDIATE")
        return found

    class Unlocked:
        def __enter__(self):
            return self

        def __exit__(self, *_raised):
            db.session.commit()
            one_writes.release()

    def unheld(reply: Reply) -> Notice:
        return db.session.get_one(Notice, reply.notice_id)

    monkeypatch.setattr(queries, "lock_with", unheld)
    monkeypatch.setattr(queries, "thanks_to", read_before_anyone_writes)
    assert both_at_once(app, over[1], writing=Unlocked) == []
    assert open_words(town) == [False, False]
