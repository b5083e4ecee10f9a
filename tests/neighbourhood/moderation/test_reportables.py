"""Whatever is published can be reported, hidden and put back as it was."""

from sqlalchemy import select

from messaging.kinds import ABOUTS
from neighbourhood.exchanges.queries import NOTICES
from neighbourhood.feed.models import Card
from neighbourhood.feed.postings import Posting, Response
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import REPORTABLES


def test_every_slice_that_publishes_says_how_it_is_reported(one_app):
    published = {kind.ABOUT for base in (Posting, Response) for kind in base.__subclasses__()}
    # Needs are no postings: their cards say what they are about themselves.
    published |= {"need", "message", "resident", "partner"} | ABOUTS.keys()
    missing = sorted(published - REPORTABLES.keys())
    assert not missing, f"declare a Reportable in the reporting.py of the slice of each: {missing}"


def rows(kind, thing_id):
    with db.session.no_autoflush:
        thing = kind.load(thing_id)
        own = {column.key: getattr(thing, column.key) for column in thing.__mapper__.column_attrs}
    card = db.session.scalar(
        select(Card.listed).where(Card.about == kind.code, Card.about_id == thing_id)
    )
    return own, card


def test_what_is_hidden_and_restored_is_as_it_was(town, things):
    assert things.keys() == REPORTABLES.keys()
    for code, thing_id in things.items():
        kind = REPORTABLES[code]
        with town.make.writing():
            before = rows(kind, thing_id)
            for _ in range(2):
                kind.hide(kind.load(thing_id))
            db.session.flush()
            hidden = rows(kind, thing_id)
            assert hidden != before, code
            assert not hidden[1], code
            for _ in range(2):
                kind.restore(kind.load(thing_id))
            db.session.flush()
            assert rows(kind, thing_id) == before, code


def test_each_says_what_moderators_read(town, things):
    with town.make.writing():
        for code, thing_id in things.items():
            kind = REPORTABLES[code]
            thing = kind.load(thing_id)
            assert kind.title(thing), code
            assert kind.authors(thing), code
            assert kind.town(thing) == town.valbourg.id, code
            assert kind.path(thing).startswith("/"), code
            assert kind.load(10**9) is None, code
    assert NOTICES.posting.ABOUT in REPORTABLES
