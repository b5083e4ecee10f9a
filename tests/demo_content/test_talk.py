"""Tables and conversations of the demonstration town, and how all of it is written."""

import re

import pytest

from tests.demo_content.files import FILES, read


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def test_ten_invitations_for_ten_occasions(invitations, residents):
    assert len(invitations) == len({row["occasion"] for row in invitations}) == 10
    assert {row["side"] for row in invitations} == {"host", "guest"}
    for row in invitations:
        requests = row.get("requests", [])
        people = [request["person"] for request in requests]
        taken = sum(r["seats"] for r in requests if r["status"] == "accepted")
        assert {row["author"], *people} <= set(residents)
        assert row["author"] not in people
        assert taken <= row["seats"], row["title"]
        assert len(row["title"]) <= 80


def test_thirteen_conversations_between_people_who_answered_each_other(
    conversations, notices, invitations
):
    known = {row["title"]: row for row in [*notices, *invitations]}
    assert len(conversations) == 13
    for talk in conversations:
        row = known[talk["about"]]
        asked = {
            r.get("helper", r.get("person"))
            for r in [*row.get("replies", []), *row.get("requests", [])]
        }
        one, other = talk["members"]
        assert row["author"] in {one, other}, talk["about"]
        assert ({one, other} - {row["author"]}) <= asked, talk["about"]


def test_messages_follow_each_other_and_their_notice(conversations, notices, invitations):
    known = {row["title"]: row for row in [*notices, *invitations]}
    for talk in conversations:
        ages = [message["minutes_ago"] for message in talk["messages"]]
        assert 3 <= len(ages) <= 14
        assert ages == sorted(ages, reverse=True)
        assert ages[0] < known[talk["about"]]["minutes_ago"], talk["about"]
        assert {message["author"] for message in talk["messages"]} == set(talk["members"])


def test_every_conversation_is_written_by_its_members_in_order(conversations):
    for talk in conversations:
        authors = {line["author"] for line in talk["messages"]}
        moments = [line["minutes_ago"] for line in talk["messages"]]
        assert authors <= set(talk["members"]), talk["about"]
        assert moments == sorted(moments, reverse=True), talk["about"]
        assert 0 <= talk["unread"] < len(talk["messages"]), talk["about"]


def test_unread_messages_are_the_last_ones_of_one_author(conversations):
    assert sum(talk["unread"] > 0 for talk in conversations) >= 4
    for talk in conversations:
        last = talk["messages"][len(talk["messages"]) - talk["unread"] :]
        assert len({message["author"] for message in last}) <= 1, talk["about"]


@pytest.mark.parametrize("path", FILES)
def test_typography_is_french(path):
    for text in texts(read(path)):
        assert "'" not in text, text
        assert "..." not in text, text
        assert not re.search(r"[^\u202f\u00a0\W][;!?](?=\s|$)", text), text
        assert not re.search(r" [;:!?»]|« ", text), text
        assert not re.search(r"  |^\s|\s$", text), text
