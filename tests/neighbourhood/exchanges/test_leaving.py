"""What neighbours who counted on somebody meet once that account is closed, then erased."""

import pytest

from messaging.models import Conversation
from neighbourhood.exchanges.actions import replies
from neighbourhood.exchanges.models.notices import NoticeStatus
from neighbourhood.exchanges.models.replies import ReplyStatus
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.undoing import WayBack
from neighbourhood.notifications.kinds import say
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import closing, erasing
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import closings
from tests.support.news import plain


@pytest.fixture
def close(town):
    def close(resident):
        with town.make.writing() as session:
            closing.close(Actor.of(session.get_one(Resident, resident.id)))

    return close


@pytest.fixture
def erase(town, close):
    def erase(resident):
        close(resident)
        with town.make.writing():
            erasing.erase(resident.id)

    return erase


def heard(town, resident):
    with town.make.writing() as session:
        mine = session.query(Notification).filter_by(resident_id=resident.id)
        return [plain(say(one.kind, one.details)) for one in mine.order_by(Notification.id)]


def test_who_was_counted_on_takes_their_help_back_by_leaving(town, close):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    town.accept(reply)
    close(town.marcel)
    assert town.fresh(reply).status is ReplyStatus.WITHDRAWN
    assert town.fresh(notice).status is NoticeStatus.OPEN
    assert heard(town, town.karima)[-1].startswith("Marcel Dupont ne peut plus, finalement")


def test_a_notice_that_somebody_answered_is_taken_down_and_they_hear_of_it(town, close):
    awaited, alone = town.notice(), town.notice(title="Seule")
    town.accept(town.reply(awaited, town.marcel))
    close(town.karima)
    assert town.fresh(awaited).status is NoticeStatus.WITHDRAWN
    assert town.fresh(alone).status is NoticeStatus.OPEN
    assert heard(town, town.marcel)[-1].startswith("Karima Benali a retiré son annonce")


def test_the_page_of_closing_says_who_counts_on_them(town):
    notice, other = town.notice(title="Une étagère"), town.notice(town.ines, title="Un carton")
    town.reply(notice, town.marcel)
    town.accept(town.reply(other, town.karima))
    with town.make.writing() as session:
        said = plain(" ".join(closings.endings(session.get_one(Resident, town.karima.id))))
    assert "« Une étagère » est retirée. Qui y a répondu l’apprend." in said
    assert "« Un carton » : Inès Moreau apprend que ce sera sans vous." in said


def test_the_conversation_names_the_account_as_closed_and_offers_nothing(town, close, signed_in):
    town.accept(town.reply(town.notice(), town.marcel))
    browser = signed_in(town.marcel)
    with town.make.writing() as session:
        talk = session.query(Conversation).one().page
    assert 'name="text"' in browser.get(talk).text
    close(town.karima)
    page = plain(browser.get(talk).text)
    assert "Compte fermé" in page
    assert "Cette personne a quitté Palier." in page
    for gone in ("vous a dit oui", "adresse vérifiée", "Montrer ma", 'name="text"', "Karima"):
        assert gone not in page


@pytest.mark.parametrize("leaves", ["close", "erase"])
def test_nothing_is_undone_with_somebody_who_has_left(town, request, leaves, signed_in):
    reply = town.reply(town.notice(), town.marcel)
    town.make.act(replies.withdraw_reply, town.marcel, reply)
    request.getfixturevalue(leaves)(town.karima)
    with town.make.writing() as session:
        talk = session.query(Conversation).one().page
        assert session.query(WayBack).filter_by(about="reply").count() == 0
    assert "Finalement, je peux" not in plain(signed_in(town.marcel).get(talk).text)
    with pytest.raises(DomainError):
        town.make.act(replies.put_back, town.marcel, reply)
    assert town.fresh(reply).status is ReplyStatus.WITHDRAWN


def test_who_has_left_is_named_in_one_way_everywhere(town, erase, signed_in):
    reply = town.reply(town.notice(), town.marcel)
    browser = signed_in(town.marcel)
    erase(town.karima)
    with town.make.writing() as session:
        talk = session.query(Conversation).one().page
    for page in (talk, "/messages", f"/entraide/annonces/{reply.notice_id}"):
        shown = plain(browser.get(page).text)
        assert "Compte fermé" in shown, page
        for other in ("ancien membre", "Votre voisin", "Compte effacé", "vos voisins"):
            assert other not in shown, page
