"""One town, asked page by page by everybody who may read it."""

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from logging import getLogger
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from flask_socketio import SocketIOTestClient
from sqlalchemy import select

from messaging.models import Conversation, Member
from neighbourhood.foundation.extensions import socketio
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web import journal
from neighbourhood.mandates.queries import mandates
from neighbourhood.residents.actions import sign_ins
from neighbourhood.residents.models.residents import Resident
from tests.support import canaries
from tests.support.crawler import HOST, Answer, ask_again, crawl
from tests.support.drawn_once import drawn_once


@dataclass
class Town:
    """Everything that left the site, by who got it."""

    readers: dict[str, int | None] = field(default_factory=dict)
    quartiers: dict[str, int | None] = field(default_factory=dict)
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    heard: dict[str, str] = field(default_factory=dict)
    mails: list[tuple[str, str]] = field(default_factory=list)
    moved: dict[str, tuple[list[Answer], list[Answer]]] = field(default_factory=dict)
    near: set[str] = field(default_factory=set)
    log: str = ""
    # Most lines stand on every page: each is looked at once.
    lines: dict[str, set[str]] = field(default_factory=dict)

    def found(self, who, pattern):
        """Return where `who` reads what gives a canary away, which is never said over two lines."""
        if who not in self.lines:
            self.lines[who] = {
                line for answer in self.answers[who] for line in answer.text.split("\n")
            }
        if not any(map(pattern.search, self.lines[who])):
            return []
        return [answer for answer in self.answers[who] if pattern.search(answer.text)]


@pytest.fixture
def left_empty(town, app):
    """What was crawled is kept in memory; the rows go with the first test."""


@pytest.fixture(scope="module")
def town(one_app, settings):
    with drawn_once():
        return asked_by_everybody(one_app, settings)


def asked_by_everybody(one_app, settings):
    written = io.StringIO()
    listening = journal.handler()
    listening.setStream(written)
    getLogger().addHandler(listening)
    folder = Path(settings.instance) / "mail"
    for old in folder.glob("*.eml"):
        old.unlink()
    seen = Town(readers=canaries.build(one_app))
    for who, resident_id in seen.readers.items():
        browser = sign_in(one_app, resident_id)
        if who == "her agent":
            act_for(one_app, browser, seen.readers["herself"])
        seen.answers[who] = crawl(one_app, browser, seen.readers["herself"])
        seen.heard[who] = listen(one_app, browser, resident_id, seen.readers["herself"])
    with one_app.app_context():
        here = db.session.get(Resident, seen.readers["herself"]).quartier_id
        near = select(Resident.email).where(Resident.quartier_id == here)
        seen.near = {canaries.FORMER_MAILBOX, *db.session.scalars(near)}
        seen.quartiers = {
            who: resident_id and db.session.get(Resident, resident_id).quartier_id
            for who, resident_id in seen.readers.items()
        }
    seen.moved = ask_around_a_move(one_app, seen)
    seen.mails = [read_mail(file) for file in sorted(folder.glob("*.eml"))]
    getLogger().removeHandler(listening)
    seen.log = written.getvalue()
    return seen


def sign_in(app, resident_id):
    browser = app.test_client()
    if resident_id is None:
        return browser
    with app.app_context(), transaction():
        resident = db.session.get_one(Resident, resident_id)
        token = sign_ins.begin_sign_in(resident, agent="test")
    with browser.session_transaction() as session:
        session["sign_in"] = token
    return browser


def act_for(app, browser, principal_id):
    """Take her place in a browser of her agent."""
    with app.app_context():
        (mandate,) = mandates.live_of(principal_id)
    with browser.session_transaction() as session:
        session["acting"] = mandate.id


def ask_around_a_move(app, seen):
    """Ask for all that two could read, before and after she moves next door, all in one moment."""
    browsers = {who: sign_in(app, seen.readers[who]) for who in ("same quartier", "next quartier")}
    # What may be changed for a quarter of an hour must not run out between the two.
    with time_machine.travel(datetime.now(UTC), tick=False):
        before = {who: ask_again(browsers[who], seen.answers[who]) for who in browsers}
        canaries.move_next_door(app, seen.readers["herself"])
        after = {who: ask_again(browsers[who], seen.answers[who]) for who in browsers}
    return {who: (before[who], after[who]) for who in browsers}


def read_mail(file):
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    return mail["To"], f"{mail['Subject']}\n{mail.get_content()}"


def listen(app, browser, resident_id, hers):
    """Join every conversation of hers, say something where one may; return all that came back."""
    live = SocketIOTestClient(app, socketio, flask_test_client=browser, headers={"Origin": HOST})
    if not live.is_connected():
        return ""
    with app.app_context():
        wanted = db.session.scalars(
            select(Conversation.id)
            .join(Member, Member.conversation_id == Conversation.id)
            .where(Member.resident_id == hers)
        ).all()
    said = []
    for conversation_id in wanted:
        joined = {"id": conversation_id, "last_seen_id": 0}
        said.append(live.emit("conversation:join", joined, callback=True))
        text = {
            "conversation_id": conversation_id,
            "client_id": str(uuid4()),
            "text": "Bonjour.",
        }
        said.append(live.emit("message:send", text, callback=True))
        read = {"conversation_id": conversation_id, "last_read_id": 1}
        said.append(live.emit("message:read", read, callback=True))
    said.append(live.get_received())
    live.disconnect()
    return repr(said)
