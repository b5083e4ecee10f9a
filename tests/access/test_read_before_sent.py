"""What is sent is what was read: a draft changed meanwhile is read again, whoever changed it."""

import re

import pytest
from sqlalchemy import func, select

from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.database import db
from tests.access.wizards import WIZARDS, fill
from tests.support.lately import lately

CHANGED = {
    "need": {"title": "Une facture d’eau"},
    "partner": {"name": "Atelier de couture"},
    "notice": {"title": "Une armoire"},
    "invitation": {"title": "Un méchoui"},
    "word": {"title": "Un chien noir"},
    "gathering": {"title": "Un café"},
    "group": {"title": "Marche du samedi"},
    "thing": {"title": "Une tondeuse"},
    "mandate": {"scopes": ["post", "chat", "reply"], "days": 365},
    "paper mandate": {"full_name": "Rosa Blanc"},
}
SIDES = {
    "need": ("Une facture de chauffage", "Une facture d’eau"),
    "partner": ("Atelier de reliure", "Atelier de couture"),
    "notice": ("Une étagère", "Une armoire"),
    "invitation": ("Un couscous", "Un méchoui"),
    "word": ("Un chat gris", "Un chien noir"),
    "gathering": ("L’apéro", "Un café"),
    "group": ("Marche du dimanche", "Marche du samedi"),
    "thing": ("Une perceuse", "Une tondeuse"),
    "mandate": ("Un mois", "Un an"),
    "paper mandate": ("Odette Roy", "Rosa Blanc"),
}
TOLD = "Rien n’est encore fait, et rien n’est perdu"


@pytest.fixture(params=WIZARDS)
def page(request, app, world, signed_in):
    """A last page as its writer reads it, and what its button sends."""
    last = WIZARDS[request.param](world)
    fill(world, last)
    browser = lately(app, signed_in(last.writer), last.writer)
    shown = browser.get(last.path).text
    typed = {"read": re.search(r'name="read" value="(\w+)"', shown)[1], **last.typed}
    return request.param, last, browser, typed


def made(app, last) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(last.makes))


def test_a_draft_that_has_changed_is_not_sent_but_read_again(app, world, page):
    name, last, browser, typed = page
    before = made(app, last)
    with world.make.writing():
        drafts.keep(drafts.Sheet(last.writer.id, last.form), CHANGED[name])
    answer = browser.post(last.path, data=typed)
    assert (answer.status_code, made(app, last)) == (409, before)
    again = answer.text.replace("\xa0", " ")
    assert TOLD in again
    assert all(said in again for said in SIDES[name])
    typed["read"] = re.search(r'name="read" value="(\w+)"', again)[1]
    assert browser.post(last.path, data=typed).status_code == 303
    assert made(app, last) == before + 1


def test_what_was_read_is_sent(app, page):
    _name, last, browser, typed = page
    before = made(app, last)
    assert browser.post(last.path, data=typed).location != last.path
    assert made(app, last) == before + 1
