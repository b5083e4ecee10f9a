"""The mail of a notification: one that cannot be written keeps nobody else from hearing."""

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.kinds import BEGUN
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.models import Notification

BROKEN = {"language": "no such language", "email": "not one mailbox"}


@pytest.fixture
def three(make):
    quartier = make.quartier()
    return [make.resident(name, quartier) for name in ("Anne Un", "Bruno Deux", "Chloé Trois")]


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("place", range(3))
def test_the_others_get_theirs(app, make, three, outbox, place, broken, caplog):
    with make.writing() as session:
        setattr(session.merge(three[place]), broken, BROKEN[broken])
    with make.writing():
        for resident in three:
            notify(resident.id, BEGUN, path="/", name="Karima")
    others = [resident for resident in three if resident is not three[place]]
    assert len(outbox()) == 2
    assert all(other.email in mail for other, mail in zip(others, outbox(), strict=True))
    with app.app_context():
        inboxes = set(db.session.scalars(select(Notification.resident_id)))
    assert inboxes == {resident.id for resident in three}
    assert "failed" in caplog.text
    assert "no such" not in caplog.text
    assert "not one" not in caplog.text
