"""What tests of every slice ask for: what was said by now, and homes proved no more."""

import pytest

from messaging.models import Message
from neighbourhood.residents.actions.accounts import unsettle
from neighbourhood.residents.models.residents import Resident


@pytest.fixture
def said(make):
    """What conversations say by now, the latest line last."""

    def read():
        with make.writing() as session:
            return [line.text for line in session.query(Message).order_by(Message.id)]

    return read


@pytest.fixture
def unsettled(make):
    """Take the home of somebody back: `unsettled(karima)`."""

    def unsettled(resident):
        with make.writing() as session:
            unsettle(session.get_one(Resident, resident.id))

    return unsettled
