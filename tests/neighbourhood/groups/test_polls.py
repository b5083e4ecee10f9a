"""A group is asked: one answer each, changeable until the end, and a result in words."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.groups import outcomes
from neighbourhood.groups.actions import entering, polls, sharing
from neighbourhood.groups.jobs import shared as shared_jobs
from neighbourhood.groups.models.polls import Poll, PollAnswer, PollStatus
from neighbourhood.groups.outcomes import WayOn, say_result
from neighbourhood.groups.policies.shared import PollIsClosed
from neighbourhood.groups.queries import polls as found
from neighbourhood.groups.queries import shared
from neighbourhood.notifications.models import Notification


@pytest.fixture
def ask(yard, group):
    def asked(who=None, **more) -> Poll:
        question = {"title": "Où se voit-on ?", "choices": ("Le parc", "La cour"), **more}
        return yard.act(polls.ask, who or yard.karima, group, question=polls.Question(**question))

    return asked


@pytest.fixture
def answer(yard):
    def answered(poll, who, *positions) -> None:
        with yard.make.writing() as session:
            options = session.get_one(Poll, poll.id).options
            ids = [option.id for option in options if option.position in positions]
        yard.act(polls.answer, who, poll, option_ids=ids)

    return answered


@pytest.fixture
def result(yard):
    def told(poll) -> str:
        with yard.make.writing() as session:
            said = say_result(found.tally(session.get_one(Poll, poll.id)))
        return said.replace("\u00a0", " ").replace("\u202f", " ")

    return told


def days(count: int) -> list[datetime]:
    """A moment of the evening, on so many days in a row, all to come."""
    first = now().astimezone(ZoneInfo("Europe/Paris")) + timedelta(days=9)
    evening = first.replace(hour=18, minute=0, second=0, microsecond=0)
    return [evening + timedelta(days=n) for n in range(count)]


def test_somebody_changes_their_answer_and_has_only_one(yard, ask, answer, result):
    poll = ask()
    answer(poll, yard.marcel, 0)
    assert result(poll) == "« Le parc » va à 1 personne sur 1."
    answer(poll, yard.marcel, 1)
    answer(poll, yard.karima, 1)
    assert result(poll) == "« La cour » va à 2 personnes sur 2."
    with yard.make.writing() as session:
        assert session.query(PollAnswer).count() == 2


def test_what_another_poll_offers_is_refused_in_words_and_never_kept_as_nothing(yard, ask):
    poll, other = ask(), ask()
    with yard.make.writing() as session:
        ids = [option.id for option in session.get_one(Poll, other.id).options]
    with pytest.raises(polls.NotOfThisPoll):
        yard.act(polls.answer, yard.marcel, poll, option_ids=ids[:1])
    with yard.make.writing() as session:
        assert session.query(PollAnswer).count() == 0


def test_of_days_one_ticks_all_that_suit_and_the_best_is_said(yard, ask, answer, result):
    poll = ask(choices=(), days=days(3), several=True)
    answer(poll, yard.karima, 0, 1)
    answer(poll, yard.marcel, 1, 2)
    answer(poll, yard.ines)
    said = result(poll).replace("\u00a0", " ")
    assert said.endswith(" à 18 h va à 2 personnes sur 3.")
    assert said[0].isupper()


def test_what_is_even_is_said_to_be(yard, ask, answer, result):
    poll = ask()
    assert result(poll) == "Personne n’a répondu."
    answer(poll, yard.karima)
    assert result(poll) == "Rien ne va à la personne qui a répondu."
    answer(poll, yard.karima, 0)
    answer(poll, yard.marcel, 1)
    even = "À égalité : Le parc ; La cour. Chaque réponse va à 1 personne sur 2."
    assert result(poll) == even


def test_of_one_choice_nobody_picks_two(yard, ask, answer):
    with pytest.raises(DomainError):
        answer(ask(), yard.marcel, 0, 1)


def test_whoever_left_the_group_is_counted_no_more(yard, group, ask, answer, result):
    poll = ask()
    answer(poll, yard.marcel, 0)
    yard.act(entering.leave, yard.marcel, group)
    assert result(poll) == "Personne n’a répondu."


def test_nobody_else_sees_a_poll(yard, group, ask):
    poll = ask()
    yard.act(entering.leave, yard.marcel, group)
    yard.block(yard.karima, yard.ines)
    with yard.make.writing():
        for who in (yard.marcel, yard.ines, yard.paul):
            with pytest.raises(Missing):
                shared.get(Poll, who, poll.id)


def test_it_closes_in_time_then_those_concerned_hear_once_what_came_of_it(
    yard, ask, answer, move_clock
):
    poll = ask(closes_at=now() + timedelta(hours=1))
    answer(poll, yard.marcel, 0)
    move_clock(hours=2)
    with pytest.raises(PollIsClosed):
        answer(poll, yard.ines, 0)
    with yard.make._app.app_context():
        shared_jobs.look_at_shared()
        assert told() == []
        move_clock(minutes=11)
        for _time in range(2):
            shared_jobs.look_at_shared()
    assert yard.fresh(poll).is_closed
    with yard.make.writing():
        assert told() == [yard.karima.id, yard.marcel.id]


def told() -> list[int]:
    over = db.session.query(Notification).filter_by(kind="groups.poll over")
    return sorted(one.resident_id for one in over)


def test_closing_has_a_way_back_and_taking_away_too(yard, ask, move_clock):
    poll = ask()
    yard.act(polls.close, yard.karima, poll)
    yard.act(polls.put_back, yard.karima, poll)
    assert yard.fresh(poll).is_open
    yard.act(sharing.remove, yard.karima, poll)
    yard.act(polls.put_back, yard.karima, poll)
    yard.act(sharing.remove, yard.karima, poll)
    assert yard.fresh(poll).status is PollStatus.REMOVED
    move_clock(minutes=11)
    with yard.make._app.app_context():
        shared_jobs.look_at_shared()
    with yard.make.writing() as session:
        assert session.query(Poll).all() == []


def test_only_who_asked_and_the_editors_close_it(yard, ask):
    poll = ask(yard.marcel)
    with pytest.raises(DomainError):
        yard.act(polls.close, yard.ines, poll)
    yard.act(polls.close, yard.karima, poll)
    assert yard.fresh(poll).is_closed


def test_a_neighbour_asks_in_one_page_and_another_answers(yard, group, marcel):
    typed = {"title": "Où se voit-on ?", "choices": "Le parc\n\n La cour ", "named": ""}
    page = marcel.post(f"{group.path}/sondages/choix", data=typed, follow_redirects=True).text
    assert "Le parc" in page
    with yard.make.writing() as session:
        poll = session.query(Poll).one()
        (first, _second) = poll.options
        assert first.words == "Le parc"
        given = {"picks": str(first.id)}
    page = marcel.post(f"{poll.path}/repondre", data=given, follow_redirects=True).text
    assert "Le détail se lit à partir de trois réponses" in page
    assert "Changer ma réponse" in page


def test_who_answered_what_is_read_only_if_the_poll_said_so(yard, ask, answer, karima):
    for named in (False, True):
        poll = ask(named=named, title=f"Demain, {named} ?")
        answer(poll, yard.marcel, 0)
        answer(poll, yard.karima, 1)
        assert ("Marcel D" in karima.get(poll.path).text) is named


@pytest.mark.parametrize("rows", [1, 2])
def test_days_are_typed_with_their_hours(yard, group, karima, rows):
    typed = {"title": "Quand ?"}
    for n, day in enumerate(days(rows)):
        typed |= {f"day{n}": day.date().isoformat(), f"hour{n}": "18:30"}
    answered = karima.post(f"{group.path}/sondages/jours", data=typed)
    assert answered.status_code == (303 if rows == 2 else 422)
    if rows == 2:
        assert "à 18 h 30" in karima.get(answered.location).text.replace("\u00a0", " ")
        return
    fields = re.findall(r'<input[^>]*name="day[01]"[^>]*>', answered.text)
    assert ["aria-invalid" in field for field in fields] == [False, True]
    assert '<a href="#day1">Jour 2</a>' in answered.text


def test_a_day_that_suits_leads_on_where_an_upper_slice_says_so(
    yard, ask, answer, karima, monkeypatch
):
    poll = ask(choices=(), days=days(2), several=True)
    answer(poll, yard.karima, 1)
    yard.act(polls.close, yard.karima, poll)
    monkeypatch.delitem(outcomes.WAYS_ON, "gathering")
    assert "En faire une rencontre" not in karima.get(poll.path).text
    toy = WayOn(
        code="toy",
        word="En faire une rencontre",
        icon="calendar",
        url=lambda asked, day: f"/jouet?de={asked.id}&le={day.starts_at:%Y-%m-%d}",
    )
    monkeypatch.setitem(outcomes.WAYS_ON, toy.code, toy)
    page = karima.get(poll.path).text
    assert f'href="/jouet?de={poll.id}&amp;le={days(2)[1]:%Y-%m-%d}"' in page
    assert page.count("En faire une rencontre") == 1


def test_of_a_secret_poll_details_are_read_from_three_answers(yard, ask, answer, signed_in):
    poll = ask()
    page = signed_in(yard.marcel).get(f"/groupes/sondages/{poll.id}").text
    assert "Votre réponse sera comptée sans votre nom." in page
    for who, is_told in ((yard.marcel, False), (yard.karima, False), (yard.ines, True)):
        answer(poll, who, 0)
        page = signed_in(yard.marcel).get(f"/groupes/sondages/{poll.id}").text
        assert ('class="tally"' in page) is is_told
