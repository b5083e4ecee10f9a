"""A weekly lift: its helper cannot on one day, and somebody who had offered stands in."""

import pytest

from neighbourhood.exchanges.actions import absences, replies, standing_in
from neighbourhood.exchanges.models.days import (
    AbsenceStatus,
    StandInStatus,
)
from neighbourhood.exchanges.models.replies import Reply, ReplyStatus
from neighbourhood.foundation.errors import DomainError
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import closing
from neighbourhood.residents.models.residents import Resident
from tests.support.news import news, plain, told

ABSENT, LOOKED_FOR = "exchanges.absent on a day", "exchanges.day free"
OFFERED, TAKEN, COVERED = (
    "exchanges.stand-in",
    "exchanges.stand-in accepted",
    "exchanges.day covered",
)


def read(client, path) -> str:
    return plain(client.get(path).text)


def test_a_helper_falls_ill_and_somebody_who_waited_takes_over_for_one_day(
    town, lift, karima, marcel, ines, some_minutes_later
):
    notice = lift.notice
    way = f"/entraide/reponses/{lift.his.id}/jours/{lift.days[1]}/absence"
    assert way in marcel.get(notice.path).text
    assert marcel.post(way).location == notice.path
    assert told(town, town.karima, ABSENT) == 1
    assert "Marcel Dupont ne peut pas. Nous demandons" in read(karima, notice.path)
    assert "ne peut pas le" in read(karima, news(town, town.karima, ABSENT)[0].also)
    assert told(town, town.ines, LOOKED_FOR) == 0
    some_minutes_later()
    assert told(town, town.ines, LOOKED_FOR) == 1
    stand_in = lift.called()
    assert "On cherche quelqu’un ce jour-là." in read(ines, notice.path)
    ines.post(lift.at(stand_in, "je-peux"))
    assert told(town, town.karima, OFFERED) == 1
    assert lift.at(stand_in, "oui") in karima.get(notice.path).text
    karima.post(lift.at(stand_in, "oui"))
    assert told(town, town.ines, TAKEN) == told(town, town.marcel, COVERED) == 1
    assert "Inès Moreau remplace Marcel Dupont." in read(karima, notice.path)
    assert "Inès Moreau vous remplace." in read(marcel, notice.path)
    assert "Inès Moreau vous remplace." in read(marcel, news(town, town.marcel, COVERED)[0].also)
    assert "Vous venez ce jour-là. Merci !" in read(ines, notice.path)
    assert town.fresh(lift.his).status is ReplyStatus.ACCEPTED
    some_minutes_later()
    assert told(town, town.ines, LOOKED_FOR) == 1


def test_of_nobody_else_who_had_answered_the_page_says_so(town, lift, karima, act):
    act(replies.withdraw_reply, town.ines, lift.hers)
    lift.cannot()
    assert "personne d’autre n’avait répondu" in read(karima, lift.notice.path)


def test_who_is_said_yes_to_anew_is_expected_every_day(town, lift, karima):
    absence = lift.cannot()
    for asked in ("revenir", "accepter"):
        assert karima.post(f"/entraide/reponses/{lift.his.id}/{asked}").status_code == 303
    assert town.fresh(absence).status is AbsenceStatus.TAKEN_BACK
    assert "Comme prévu." in read(karima, lift.notice.path)


def test_and_for_good_once_the_helper_leaves(town, act, lift, some_minutes_later):
    act(replies.withdraw_reply, town.marcel, lift.his)
    some_minutes_later()
    assert told(town, town.ines, "exchanges.place free") == 1
    town.accept(lift.hers)
    assert town.fresh(lift.hers).is_accepted


def test_who_can_after_all_says_so_in_one_tap_and_nobody_was_disturbed(
    town, lift, marcel, some_minutes_later
):
    absence = lift.cannot()
    way = f"/entraide/absences/{absence.id}/reprendre"
    assert way in marcel.get(lift.notice.path).text
    marcel.post(way)
    assert told(town, town.karima, "exchanges.comes after all") == 1
    some_minutes_later()
    assert told(town, town.ines, LOOKED_FOR) == 0
    lift.cannot()
    assert town.fresh(absence).status is AbsenceStatus.OPEN


def test_a_day_that_somebody_covers_is_taken_back_by_nobody(town, act, lift, some_minutes_later):
    absence = lift.cannot()
    some_minutes_later()
    act(standing_in.accept, town.karima, lift.offer())
    with pytest.raises(DomainError):
        act(absences.can_after_all, town.marcel, absence)


def test_who_likes_says_why_and_only_the_author_reads_it(
    town, lift, karima, marcel, ines, some_minutes_later
):
    absence = lift.cannot()
    some_minutes_later()
    path = f"/entraide/absences/{absence.id}/pourquoi"
    assert path in marcel.get(lift.notice.path).text
    marcel.post(path, data={"ready": "1", "own": "Une angine."})
    assert "Une angine." in karima.get(lift.notice.path).text
    assert "Une angine." not in ines.get(lift.notice.path).text
    assert marcel.get(path).status_code == 404


def test_the_author_goes_back_on_a_yes_for_a_while(town, lift, karima, ines, some_minutes_later):
    absence = lift.cannot()
    some_minutes_later()
    stand_in = lift.offer()
    karima.post(lift.at(stand_in, "oui"))
    assert lift.at(stand_in, "revenir") in karima.get(lift.notice.path).text
    karima.post(lift.at(stand_in, "revenir"))
    assert town.fresh(stand_in).status is StandInStatus.OFFERED
    assert town.fresh(absence).status is AbsenceStatus.OPEN
    karima.post(lift.at(stand_in, "non"))
    assert told(town, town.ines, "exchanges.stand-in declined") == 1
    assert lift.at(stand_in, "je-peux") not in ines.get(lift.notice.path).text


def test_who_stands_in_and_cannot_either_leaves_the_day_open_again(
    town, act, lift, some_minutes_later
):
    absence = lift.cannot()
    some_minutes_later()
    stand_in = lift.offer()
    act(standing_in.accept, town.karima, stand_in)
    act(replies.withdraw_reply, town.ines, lift.hers)
    assert town.fresh(stand_in).status is StandInStatus.WITHDRAWN
    assert town.fresh(absence).status is AbsenceStatus.OPEN
    assert told(town, town.karima, "exchanges.stand-in left") == 1


def test_nobody_stands_in_who_closed_their_account(town, act, lift, some_minutes_later):
    absence = lift.cannot()
    some_minutes_later()
    act(standing_in.accept, town.karima, lift.offer())
    # Closed unanswered, the reply stands no more: only the day does.
    with town.make.writing() as session:
        session.get_one(Reply, lift.hers.id).status = ReplyStatus.UNANSWERED
    with town.make.writing() as session:
        closing.close(Actor.of(session.get_one(Resident, town.ines.id)))
    assert town.fresh(absence).status is AbsenceStatus.OPEN


def test_nobody_stands_in_on_a_day_that_is_not_needed_any_more(town, act, lift, some_minutes_later):
    absence = lift.cannot()
    some_minutes_later()
    act(absences.clear_day, town.karima, lift.notice, day=absence.day)
    with pytest.raises(absences.NotOneOfItsDays):
        lift.offer()
    act(absences.keep_day, town.karima, lift.notice, day=absence.day)
    stand_in = lift.offer()
    act(absences.clear_day, town.karima, lift.notice, day=absence.day)
    with pytest.raises(absences.NotOneOfItsDays):
        act(standing_in.accept, town.karima, stand_in)
    assert town.fresh(stand_in).status is StandInStatus.OFFERED
    assert town.fresh(absence).status is AbsenceStatus.OPEN
