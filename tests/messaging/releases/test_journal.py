"""No message carries an address; its owner reads to whom it was shown."""

import logging
import re
from datetime import timedelta

from sqlalchemy import select

from messaging.actions.absence import tell_absent
from messaging.kinds import DOOR_SHOWN, STREET_SHOWN
from messaging.models import Level, Message
from neighbourhood.foundation.storing.clock import now
from tests.messaging.releases.conftest import DOOR

JOURNAL = "/messages/mon-adresse"


def test_no_message_carries_the_address(rows, home, marcel, conversation):
    home.show(marcel, conversation, Level.STREET, Level.DOOR)
    home.hide(marcel, conversation)
    lines = rows(select(Message).order_by(Message.id))
    assert [line.kind for line in lines] == ["moment"] * 3
    assert not any("venelle" in line.text for line in lines)


def test_neither_sockets_nor_mails_nor_the_journal_of_the_site_carry_it(
    home, live, outbox, karima, marcel, conversation, caplog
):
    caplog.set_level(logging.DEBUG)
    hers = live(karima)
    hers.join(conversation.id)
    home.show(marcel, conversation, Level.STREET, Level.DOOR)
    heard = hers.client.get_received()
    assert [told["args"][0]["text"] for told in heard] == [STREET_SHOWN.code, DOOR_SHOWN.code]
    missed = hers.join(conversation.id)
    with home.make.writing():
        tell_absent(now() - timedelta(hours=1), now() + timedelta(hours=1))
    home.hide(marcel, conversation)
    everything = repr([heard, missed, hers.client.get_received(), outbox(), caplog.text])
    assert "venelle" not in everything
    assert "7319" not in everything


def test_the_owner_reads_to_whom_what_and_until_when(
    signed_in, home, karima, marcel, stranger, conversation, open_between
):
    his = signed_in(marcel)
    assert "Personne n’a vu votre adresse" in his.get(JOURNAL).text
    home.show(marcel, conversation, Level.STREET, Level.DOOR)
    other = open_between(stranger, marcel, about_id=77, subject="Arroser")
    home.show(marcel, other)
    home.hide(marcel, other)
    page = his.get(JOURNAL).text
    lines = page.split("<li>")[-3:]
    assert ["Paul Noise" in line for line in lines] == [True, False, False]
    assert ["Karima Benali" in line for line in lines] == [False, True, True]
    assert [DOOR in line for line in lines] == [False, True, False]
    assert ["retirée" in line for line in lines] == [True, False, False]
    # One press takes back both.
    assert page.count(f'action="/messages/{conversation.id}/adresse/retirer"') == 1
    back = his.post(f"/messages/{conversation.id}/adresse/retirer", data={"from": "journal"})
    assert back.location == JOURNAL
    assert "montrée en ce moment" not in his.get(JOURNAL).text
    assert "venelle" not in signed_in(karima).get(JOURNAL).text


def test_the_journal_pages_by_its_keys(signed_in, home, marcel, conversation, monkeypatch):
    monkeypatch.setattr("messaging.queries.releases.PAGE_SIZE", 2)
    for _ in range(3):
        home.show(marcel, conversation)
        home.hide(marcel, conversation)
    his = signed_in(marcel)
    first = his.get(JOURNAL).text
    assert first.count("votre rue") == 2
    after = re.search(r"after=([\d-]+)", first)[1]
    assert his.get(f"{JOURNAL}?after={after}").text.count("votre rue") == 1
