"""Whatever is published can be reported, hidden and put back as it was."""

import pytest
from sqlalchemy import select

from messaging.kinds import ABOUTS
from neighbourhood.exchanges.queries import NOTICES
from neighbourhood.feed.models import Card
from neighbourhood.feed.postings import Posting, Response
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import REPORTABLES
from neighbourhood.residents.models.blocks import Block
from tests.support.news import plain


def test_every_slice_that_publishes_says_how_it_is_reported(one_app):
    published = {kind.ABOUT for base in (Posting, Response) for kind in base.__subclasses__()}
    # Needs are no postings: their cards say what they are about themselves.
    published |= {"need", "message", "resident", "partner"} | ABOUTS.keys()
    # A hello is a ready phrase; what two say once it is answered are messages.
    published -= {"hello"}
    missing = sorted(published - REPORTABLES.keys())
    assert not missing, f"declare a Reportable in the reporting.py of the slice of each: {missing}"


def rows(kind, thing_id):
    with db.session.no_autoflush:
        thing = kind.load(thing_id)
        own = {column.key: getattr(thing, column.key) for column in thing.__mapper__.column_attrs}
    # What was hidden meanwhile was changed twice: who was away asks for it by that number.
    own.pop("changed_id", None)
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


@pytest.mark.parametrize("keeps_away", [True, False])
def test_no_report_page_answers_where_the_thing_does_not(town, things, signed_in, keeps_away):
    either = town.karima, town.readers[0]
    blocker, blocked = either if keeps_away else reversed(either)
    with town.make.writing() as session:
        session.add(Block(blocker_id=blocker.id, blocked_id=blocked.id))
        pages = {code: kind.path(kind.load(things[code])) for code, kind in REPORTABLES.items()}
    browser, gone = signed_in(town.readers[0]), set()
    # An organisation is met in what it publishes: its page is the desk of its staff. Answers were
    # written by this very person.
    theirs = {"reply", "seat", "thanks", "loan", "coming", "snapshot"}
    for code in pages.keys() - {"partner", *theirs}:
        if browser.get(pages[code]).status_code != 404:
            continue
        gone.add(code)
        answer = browser.get(f"/signaler/{code}/{things[code]}")
        unknown = browser.get(f"/signaler/resident/{10**9}")
        assert answer.status_code == 404, code
        assert plain(answer.text) == plain(unknown.text), code
    assert gone >= {"resident", "notice", "invitation"}
