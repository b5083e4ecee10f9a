"""Somebody is named in a line by their whole name, typed by hand."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from messaging.models import Mention, Message


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Oui @Marcel Lefèvre, ce soir", "Oui @Marcel L., ce soir"),
        ("@marcel lefevre", "@Marcel L."),
        ("@marcel l. et vous", "@Marcel L. et vous"),
        ("@Marcel tu viens ?", "@Marcel tu viens ?"),
        ("@Marcel Lefèvres", "@Marcel Lefèvres"),
        ("nous@marcel lefèvre", "nous@marcel lefèvre"),
    ],
)
def test_a_whole_name_typed_by_hand_counts_as_one_from_the_list(
    live, karima, many, told, rows, typed, kept
):
    live(karima).send(many.id, typed)
    assert [one.text for one in rows(select(Message))] == [kept]
    assert [kind for _, kind in told()].count("named in a message") == ("@Marcel L." in kept)


def test_one_names_by_hand_only_by_a_name_one_reads_and_that_one_person_bears(
    make, live, karima, marcel, open_between, rows
):
    far = make.resident("Zoé Lointaine", make.quartier("Les Docks"))
    other = make.resident("Zoé Lambert", far.quartier)
    many = open_between(karima, marcel, far, other)
    hers = live(karima)
    hers.send(many.id, "@Zoé Lointaine @Zoé L.")
    assert rows(select(Mention)) == []
    said = {"conversation_id": many.id, "client_id": str(uuid4()), "text": "@Zoé L. oui"}
    hers.client.emit("message:send", {**said, "named": [other.id]}, callback=True)
    assert [one.resident_id for one in rows(select(Mention))] == [other.id]


def test_a_name_that_is_put_right_counts_too(live, karima, marcel, many, told):
    hers = live(karima)
    said = hers.send(many.id, "@Marcel, tu viens ?")
    for text in ("@Marcel Lefèvre, tu viens ?", "@Marcel Lefèvre, tu viens ce soir ?"):
        new = {"conversation_id": many.id, "id": said["id"], "text": text}
        assert hers.client.emit("message:edit", new, callback=True)["ok"]
    assert told().count((marcel.id, "named in a message")) == 1
