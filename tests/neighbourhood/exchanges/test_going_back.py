"""Nothing of a notice ends in one tap for good: ten minutes long, one may go back."""

from datetime import timedelta

import pytest

from neighbourhood.exchanges.actions import notices, replies, words
from neighbourhood.exchanges.models.notices import NoticeStatus
from neighbourhood.exchanges.models.replies import ReplyStatus
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.undoing import SinceThen, TooLateToGoBack
from tests.support.carried import carried
from tests.support.news import plain, told, unread

BACK = "Vous pouvez revenir en arrière"


@pytest.fixture
def agreed(town):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    town.accept(reply)
    return notice, reply


def lines_of(client, reply) -> str:
    return client.get(f"/messages/a-propos/reply/{reply.id}", follow_redirects=True).text


@pytest.mark.parametrize(
    ("end", "data", "status"),
    [
        ("fait", {}, NoticeStatus.DONE),
        ("retirer", {}, NoticeStatus.WITHDRAWN),
        ("terminer", {"how": "nobody came"}, NoticeStatus.NOT_DONE),
    ],
)
def test_an_ended_notice_is_put_back_as_it_stood(town, karima, marcel, agreed, end, data, status):
    notice, reply = agreed
    page = karima.post(f"{notice.path}/{end}", data=data, follow_redirects=True).text
    assert town.fresh(notice).status is status
    assert f'action="{notice.path}/revenir"' in page
    assert page.count(BACK) == 1
    page = karima.post(f"{notice.path}/revenir", follow_redirects=True).text
    fresh = town.fresh(notice)
    assert (fresh.status, fresh.taken) == (NoticeStatus.AGREED, 1)
    assert (fresh.closed_at, fresh.how_ended, fresh.outcome) == (None, None, "")
    assert f'action="{notice.path}/revenir"' not in page
    assert told(town, town.marcel, "exchanges.stands") == 1
    assert "l’annonce tient toujours" in lines_of(marcel, reply)


def test_after_ten_minutes_nobody_goes_back(town, karima, agreed, move_clock):
    notice, _ = agreed
    karima.post(f"{notice.path}/retirer")
    move_clock(minutes=11)
    assert BACK not in karima.get(notice.path).text
    refused = karima.post(f"{notice.path}/revenir")
    assert refused.status_code == 409
    assert "dix minutes sont passées" in refused.text
    assert town.fresh(notice).status is NoticeStatus.WITHDRAWN


def test_one_goes_back_once(town, act, agreed):
    notice, _ = agreed
    act(notices.withdraw, town.karima, notice)
    act(notices.put_back, town.karima, notice)
    with pytest.raises(TooLateToGoBack):
        act(notices.put_back, town.karima, notice)


def test_nobody_goes_back_once_somebody_has_said_thank_you(town, act, agreed):
    notice, reply = agreed
    act(notices.finish, town.karima, notice)
    act(words.write, town.marcel, reply, text="Merci !")
    with pytest.raises(SinceThen):
        act(notices.put_back, town.karima, notice)
    assert town.fresh(notice).status is NoticeStatus.DONE


def test_nobody_else_goes_back(town, marcel, act, agreed):
    notice, _ = agreed
    act(notices.withdraw, town.karima, notice)
    assert marcel.post(f"{notice.path}/revenir").status_code == 404


def test_a_helper_who_left_stands_again_with_their_place(town, marcel, agreed):
    notice, reply = agreed
    page = marcel.post(f"/entraide/reponses/{reply.id}/retirer", follow_redirects=True).text
    assert town.fresh(notice).status is NoticeStatus.OPEN
    assert BACK in page
    marcel.post(f"/entraide/reponses/{reply.id}/revenir")
    assert town.fresh(reply).status is ReplyStatus.ACCEPTED
    fresh = town.fresh(notice)
    assert (fresh.status, fresh.taken) == (NoticeStatus.AGREED, 1)
    assert fresh.expires_at == notice.expires_at
    assert told(town, town.karima, "exchanges.is back") == 1


def test_who_comes_back_reads_what_changed_meanwhile_and_nothing_of_it_is_undone(
    town, marcel, act, agreed
):
    notice, reply = agreed
    town.change(notice, places=2)
    path = f"/entraide/reponses/{reply.id}/revenir"
    page = marcel.post(f"/entraide/reponses/{reply.id}/retirer", follow_redirects=True)
    later = now() + timedelta(days=20)
    wording = town.wording(title="À 8 h, avec un camion", places=2, expires_at=later)
    act(notices.edit, town.karima, notice, wording=wording)
    answer = marcel.post(path, data=carried(page, path))
    assert answer.status_code == 409
    assert "À 8 h, avec un camion" in plain(answer.text)
    assert town.fresh(reply).status is ReplyStatus.WITHDRAWN
    assert marcel.post(path, data=carried(answer)).status_code == 303
    assert town.fresh(reply).status is ReplyStatus.ACCEPTED
    assert town.fresh(notice).expires_at == later


def test_a_place_given_away_meanwhile_is_not_taken_back(town, act, agreed):
    notice, reply = agreed
    act(replies.withdraw_reply, town.marcel, reply)
    town.accept(town.reply(notice, town.ines))
    with pytest.raises(SinceThen):
        act(replies.put_back, town.marcel, reply)
    assert town.fresh(notice).taken == 1


def test_who_answers_anew_does_not_go_back_any_more(town, act, agreed):
    notice, reply = agreed
    act(replies.withdraw_reply, town.marcel, reply)
    town.reply(notice, town.marcel, "Si, je viens.")
    with pytest.raises(TooLateToGoBack):
        act(replies.put_back, town.marcel, reply)
    assert town.fresh(reply).status is ReplyStatus.OFFERED


@pytest.mark.parametrize(
    ("answer", "data", "kind", "line"),
    [
        ("accepter", {}, "exchanges.went back on a yes", "revient sur son oui"),
        ("decliner", {"ready": "0"}, "exchanges.went-back", "la réponse tient toujours"),
    ],
)
def test_the_author_goes_back_on_a_yes_or_a_no(town, karima, marcel, answer, data, kind, line):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    page = karima.post(f"/entraide/reponses/{reply.id}/{answer}", data=data, follow_redirects=True)
    assert BACK in page.text
    karima.post(f"/entraide/reponses/{reply.id}/revenir")
    fresh = town.fresh(reply)
    assert (fresh.status, fresh.answer) == (ReplyStatus.OFFERED, "")
    assert (town.fresh(notice).status, town.fresh(notice).taken) == (NoticeStatus.OPEN, 0)
    assert told(town, town.marcel, kind) == 1
    assert line in lines_of(marcel, reply)


def test_the_other_side_of_a_reply_cannot_go_back_on_it(town, act, agreed):
    _, reply = agreed
    act(replies.withdraw_reply, town.marcel, reply)
    with pytest.raises(TooLateToGoBack):
        act(replies.put_back, town.karima, reply)


def test_an_offer_taken_back_and_given_again_tells_nobody_and_waits_as_before(town, act):
    reply = town.reply(town.notice(), town.marcel)
    before = [row.id for row in unread(town, town.karima)]
    assert len(before) == 1
    act(replies.withdraw_reply, town.marcel, reply)
    assert unread(town, town.karima) == []
    act(replies.put_back, town.marcel, reply)
    assert told(town, town.karima, "exchanges.went-back") == 0
    assert [row.id for row in unread(town, town.karima)] == before


@pytest.mark.parametrize("end", ["fait", "retirer"])
def test_only_who_read_of_the_end_by_mail_reads_by_mail_that_it_stands(town, karima, outbox, end):
    notice = town.notice(places=2)
    town.accept(town.reply(notice, town.marcel))
    town.reply(notice, town.ines)
    before = len(outbox())
    karima.post(f"{notice.path}/{end}")
    karima.post(f"{notice.path}/revenir")
    sent = outbox()[before:]
    assert sum(town.marcel.email in mail for mail in sent) == (2 if end == "retirer" else 0)
    assert sum(town.ines.email in mail for mail in sent) == 0
    assert told(town, town.ines, "exchanges.stands") == 1


def test_nothing_is_said_done_while_nobody_was_said_yes_to(town, karima):
    notice = town.notice()
    town.reply(notice, town.marcel)
    page = karima.get(notice.path).text
    assert "C’est fait" not in page
    assert "Je n’en ai plus besoin" in page
    refused = karima.post(f"{notice.path}/fait")
    assert refused.status_code == 409
    assert "Vous n’avez dit oui à personne" in refused.text
    karima.post(f"{notice.path}/retirer")
    assert BACK in karima.get(notice.path).text
