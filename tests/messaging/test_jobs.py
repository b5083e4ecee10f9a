"""Those who were not there are told once."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from messaging import jobs
from messaging.actions import absence, threads
from messaging.kinds import STREET_SHOWN
from messaging.models import Conversation
from neighbourhood.foundation.storing.clock import now
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor


@pytest.fixture
def later(make, app):
    """Let some minutes go by in the conversation, then look who was absent."""

    def look(minutes=2):
        with make.writing() as session:
            moved = now() - timedelta(minutes=minutes)
            session.execute(update(Conversation).values(last_message_at=moved))
        with app.app_context():
            jobs.tell_absent()

    return look


@pytest.fixture
def inbox(rows):
    def read():
        return [
            (row.resident_id, row.path, row.details["name"])
            for row in rows(select(Notification).order_by(Notification.id))
        ]

    return read


def test_who_has_not_read_is_told_with_a_mail(
    karima, marcel, conversation, say, later, inbox, outbox
):
    say(karima, conversation, "Un secret à ne pas mettre dans un mail")
    later()
    assert inbox() == [(marcel.id, f"/messages/{conversation.id}", "Karima Benali")]
    (mail,) = outbox()
    assert marcel.email in mail
    assert "secret" not in mail


def test_there_is_at_most_one_unread_notification_a_conversation(
    karima, conversation, say, later, inbox
):
    for _ in range(3):
        say(karima, conversation)
        later()
    assert len(inbox()) == 1


def test_who_reads_within_the_minute_is_left_alone(
    karima, marcel, conversation, say, later, inbox, signed_in
):
    say(karima, conversation)
    later(minutes=0)
    assert inbox() == []
    signed_in(marcel).get(f"/messages/{conversation.id}")
    later()
    assert inbox() == []


def test_going_to_the_conversation_reads_its_notification(
    rows, karima, marcel, conversation, say, later, signed_in
):
    say(karima, conversation)
    later()
    signed_in(marcel).get(f"/messages/{conversation.id}")
    assert rows(select(Notification))[0].read_at is not None


def test_after_reading_one_is_told_anew(karima, marcel, conversation, say, later, inbox, signed_in):
    say(karima, conversation)
    later()
    signed_in(marcel).get(f"/messages/{conversation.id}")
    say(karima, conversation)
    later()
    assert len(inbox()) == 2


def test_the_same_message_is_not_told_twice(rows, make, karima, conversation, say, later, inbox):
    say(karima, conversation)
    later()
    with make.writing() as session:
        session.execute(update(Notification).values(read_at=now()))
    later()
    assert len(inbox()) == 1


def test_what_another_slice_announced_is_not_told_again(make, marcel, conversation, later, inbox):
    with make.writing() as session:
        thread = session.get_one(Conversation, conversation.id)
        threads.note(thread, STREET_SHOWN, by=Actor.of(session.merge(marcel)))
        threads.quote(thread, marcel.id, "À ce soir")
    later()
    assert inbox() == []


def test_old_stories_stay_quiet(karima, conversation, say, later, inbox):
    say(karima, conversation)
    later(minutes=60 * 24 * 3)
    assert inbox() == []


@pytest.fixture
def three(make, quartier, karima, open_between, say):
    """Three to whom Karima wrote, each in a conversation of their own."""
    people = [make.resident(f"Voisin {name}", quartier) for name in ("Un", "Deux", "Trois")]
    for number, person in enumerate(people, 1):
        say(karima, open_between(karima, person, about_id=number))
    return people


@pytest.mark.parametrize("place", range(3))
def test_one_who_cannot_be_told_keeps_nobody_else_from_hearing(
    three, later, inbox, monkeypatch, place
):
    failing, told = three[place].id, absence.notify

    def fail_for_one(resident_id, *given, **details):
        if resident_id == failing:
            raise RuntimeError("this one cannot be told")
        return told(resident_id, *given, **details)

    with monkeypatch.context() as patch:
        patch.setattr(absence, "notify", fail_for_one)
        later()
    everyone = {person.id for person in three}
    assert {resident_id for resident_id, *_ in inbox()} == everyone - {failing}
    later()
    assert {resident_id for resident_id, *_ in inbox()} == everyone
