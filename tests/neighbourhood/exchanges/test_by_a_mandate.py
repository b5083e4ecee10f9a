"""Nobody deals with themselves by the hand of a mandate, nor reads what is to be read later."""

import pytest

from neighbourhood.exchanges.actions import notices, replies, words
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.queries.acting import as_held_by
from neighbourhood.residents.models.residents import Resident
from tests.support import mandates
from tests.support.words import plain


@pytest.fixture
def by_karima(town, make):
    """Do something for Marcel, by the hand of Karima: `by_karima(replies.accept, reply)`."""
    mandate_id = mandates.give(make, town.marcel, town.karima)

    def act(action, *rows, **more):
        with make.writing() as session:
            held = session.get_one(Mandate, mandate_id)
            actor = as_held_by(held, session.get_one(Resident, town.karima.id))
            return action(actor, *(session.get_one(type(row), row.id) for row in rows), **more)

    return act


def test_who_acts_for_somebody_says_yes_to_no_answer_of_their_own(town, by_karima):
    own = town.reply(town.notice(town.marcel), town.karima)
    with pytest.raises(DomainError):
        by_karima(replies.accept, own)
    by_karima(replies.accept, town.reply(town.notice(town.marcel), town.ines))


def test_who_acts_for_somebody_answers_nothing_of_their_own(town, by_karima):
    with pytest.raises(DomainError):
        by_karima(replies.reply, town.notice(town.karima), text="Je peux.")
    by_karima(replies.reply, town.notice(town.ines), text="Je peux.")


@pytest.fixture
def done(town, make) -> Reply:
    """A help of Karima’s to Marcel, which is over."""
    notice = town.notice(town.marcel)
    reply = town.reply(notice, town.karima)
    town.accept(reply)
    make.act(notices.finish, town.marcel, notice)
    return reply


def test_who_acts_for_somebody_writes_no_words_to_themselves(town, by_karima, done):
    with pytest.raises(Forbidden):
        by_karima(words.write, done, text="Karima est formidable.")


def test_what_is_read_later_is_not_read_by_who_acts_for_its_writer(
    town, make, by_karima, done, karima, marcel
):
    make.act(words.write, town.marcel, done, text="Un mot pour plus tard.")
    place = f"/entraide/annonces/{done.notice_id}"
    assert "Un mot pour plus tard." in plain(marcel.get(place).text)
    karima.post("/mandats/1/agir")
    page = plain(karima.get(place).text)
    assert "Monter une étagère" in page
    assert "Un mot pour plus tard." not in page
