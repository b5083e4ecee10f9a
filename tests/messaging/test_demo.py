"""The conversations of the demonstration town stand on its notices and invitations."""

import tomllib
from pathlib import Path

import messaging.demo

CONTENT = tomllib.loads(Path(messaging.demo.__file__).with_suffix(".toml").read_text("utf-8"))


def test_every_conversation_is_written_by_its_members_in_order():
    for thread in CONTENT["conversations"]:
        authors = {line["author"] for line in thread["messages"]}
        moments = [line["minutes_ago"] for line in thread["messages"]]
        assert authors <= set(thread["members"]), thread["about"]
        assert moments == sorted(moments, reverse=True), thread["about"]
        assert 0 <= thread["unread"] < len(thread["messages"]), thread["about"]
