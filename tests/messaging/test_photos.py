"""Photos in a conversation: seen by those who read the line, described, and by nobody else."""

import re
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from messaging.models import Message
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.actions import blocks


@pytest.fixture
def picture():
    out = BytesIO()
    Image.new("RGB", (20, 20), "green").save(out, "PNG")
    return lambda: (BytesIO(out.getvalue()), "fleur.png")


@pytest.fixture
def sent(signed_in, karima, many, picture, rows):
    data = {"text": "Nos tomates", "description": "Trois tomates", "photos": picture()}
    assert signed_in(karima).post(f"/messages/{many.id}", data=data).status_code == 303
    (line,) = rows(select(Message))
    return line


@pytest.fixture
def address(many, sent):
    name = sent.photos[0]["key"].rpartition("/")[2]
    return f"/messages/{many.id}/lignes/{sent.id}/photo/{name}"


def test_who_takes_part_sees_it_described(signed_in, live, marcel, many, address):
    his = signed_in(marcel)
    assert 'alt="Trois tomates"' in his.get(f"/messages/{many.id}").text
    assert his.get(address).content_type == "image/webp"
    (caught,) = live(marcel).join(many.id)["messages"]
    assert caught["photos"][0]["description"] == "Trois tomates"


def test_nobody_else_does(make, signed_in, karima, marcel, stranger, sent, address):
    assert signed_in(stranger).get(address).status_code == 404
    make.act(blocks.block, marcel, other_id=karima.id)
    assert signed_in(marcel).get(address).status_code == 404


def test_nor_once_it_is_deleted_or_hidden(make, signed_in, karima, marcel, many, sent, address):
    with make.writing() as session:
        session.get_one(Message, sent.id).hidden_at = now()
    assert signed_in(marcel).get(address).status_code == 404
    with make.writing() as session:
        session.get_one(Message, sent.id).hidden_at = None
    signed_in(karima).post(f"/messages/{many.id}/lignes/{sent.id}/supprimer")
    assert signed_in(marcel).get(address).status_code == 404


def test_a_photo_goes_alone_but_nothing_at_all_does_not(signed_in, karima, many, picture, rows):
    hers, page = signed_in(karima), f"/messages/{many.id}"
    assert hers.post(page, data={"text": ""}).status_code == 422
    assert hers.post(page, data={"text": "", "photos": picture()}).status_code == 303
    (line,) = rows(select(Message))
    assert line.is_photo_alone
    shown = hers.get(page).text
    assert 'dir="auto" hidden>' in shown
    assert not re.search(r"<textarea[^>]*required", shown)


def test_what_is_no_photo_is_refused_in_words(signed_in, karima, many, rows):
    data = {"text": "Voilà", "photos": (BytesIO(b"no picture"), "a.png")}
    answered = signed_in(karima).post(f"/messages/{many.id}", data=data)
    assert answered.status_code == 422
    assert "photo" in answered.text
    assert rows(select(Message)) == []
