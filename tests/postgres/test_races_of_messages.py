"""Messages sent in haste: the lock holds, and without it the race is there."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select

from messaging.actions import talking, threads
from messaging.actions.sending import Line, say_all
from messaging.models import Conversation, Member, Message
from messaging.queries import conversations
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


class TestMessages:
    @pytest.fixture
    def talk(self, make):
        quartier = make.quartier("Les Tanneurs")
        people = [make.resident(name, quartier).id for name in ("Karima Benali", "Marcel Dupont")]
        with make.writing():
            opened = threads.open_conversation(
                about=("reply", people[0] + 10_000),
                subject="Un carton",
                path="/entraide/annonces/1",
                members=people,
            )
        return opened.id, people

    @pytest.fixture
    def line(self, make, talk):
        """What one of the two says from a browser where they are signed in."""
        conversation_id, people = talk
        with make.writing() as session:
            residents = [session.get_one(Resident, one) for one in people]
        browsers = [make.sign_in(one).id for one in residents]

        def said(who: int, text: str) -> Line:
            return Line(people[who], browsers[who], conversation_id, text, str(uuid4()))

        return said

    def messages(self, app, conversation_id) -> list[Message]:
        with app.app_context():
            return list(conversations.since(conversation_id, 0, met_by=0)[0])

    def test_a_message_sent_again_and_again_is_said_once(self, app, at_once, talk):
        conversation_id, (karima, _marcel) = talk
        client_id = str(uuid4())

        def send(_try):
            actor = db.session.get_one(Resident, karima)
            return talking.send_message(
                Actor.of(actor), conversation_id, text="Bonjour", client_id=client_id
            ).id

        assert len(set(at_once(send, range(20)))) == 1
        assert len(self.messages(app, conversation_id)) == 1

    def test_sets_of_lines_cross_without_waiting_in_a_ring(self, app, at_once, talk, line):
        conversation_id, _people = talk

        def send(number):
            lines = [line((number + n) % 2, f"Phrase {number}.{n}") for n in range(5)]
            return [answer.id for answer in say_all(lines)]

        ids = [one for several in at_once(send, range(12)) for one in several]
        assert [message.id for message in self.messages(app, conversation_id)] == sorted(ids)
        assert len(set(ids)) == 60

    def test_each_line_of_a_set_is_answered_in_its_place(self, app, talk, line):
        first, second, elsewhere = line(0, "Un"), line(1, "Deux"), replace(line(0, ""), author_id=0)
        with app.app_context(), transaction():
            (before,) = say_all([first])
        with app.app_context(), transaction():
            refused, again, after = say_all([elsewhere, first, second])
        assert (refused.code, again, after.id > before.id) == ("missing", before, True)
        with app.app_context():
            spoken = db.session.get_one(Conversation, talk[0])
            assert (spoken.last_message_id, spoken.last_message_at) == (after.id, after.at)
            read = dict(db.session.execute(select(Member.resident_id, Member.last_read_id)).all())
        assert [read[one] for one in talk[1]] == [before.id, after.id]
        assert [one.text for one in self.messages(app, talk[0])] == ["Un", "Deux"]

    def test_a_line_in_many_sets_is_said_once(self, app, at_once, talk, line):
        conversation_id, _people = talk
        once = line(0, "Bonjour")
        answers = at_once(lambda _try: say_all([once])[0].id, range(20))
        assert len(set(answers)) == len(self.messages(app, conversation_id)) == 1

    def test_what_two_say_at_once_is_all_kept_and_counted(self, app, at_once, talk):
        conversation_id, people = talk

        def send(number):
            actor = db.session.get_one(Resident, people[number % 2])
            return talking.send_message(
                Actor.of(actor), conversation_id, text=f"Phrase {number}"
            ).id

        ids = at_once(send, range(30))
        kept = self.messages(app, conversation_id)
        assert [message.id for message in kept] == sorted(ids)
        with app.app_context():
            seat = conversations.membership(
                db.session.get_one(Resident, people[0]), conversation_id
            )
            assert seat.conversation.last_message_id == max(ids)
