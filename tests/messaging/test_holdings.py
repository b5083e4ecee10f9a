"""What is held of conversations is, for each, what they said themselves."""

import pytest

from messaging.actions import talking
from messaging.models import Message
from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


@pytest.fixture
def said(make, karima, marcel, conversation):
    """Each says something; a line of Marcel’s is hidden by moderation."""
    with make.writing() as session:
        for who, text in ((karima, "Bonjour"), (marcel, "Une insulte"), (marcel, "À samedi")):
            author = Actor.of(session.get_one(Resident, who.id))
            talking.send_message(author, conversation.id, text=text)
        session.query(Message).filter_by(text="Une insulte").one().hidden_at = now()


def read(make, resident):
    with make.writing():
        rows = HOLDINGS["messages"].read(resident.id)
        return [row["text"] for row in rows if row["table"] == "message"]


def test_one_reads_ones_own_lines_and_nobody_elses(make, karima, marcel, said):
    assert read(make, karima) == ["Bonjour"]
    assert read(make, marcel) == ["Une insulte", "À samedi"]
