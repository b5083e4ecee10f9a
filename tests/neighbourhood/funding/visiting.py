"""Somebody without an account, who gives."""

import re
from datetime import timedelta

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import visiting
from neighbourhood.funding.actions.visiting import Giver
from neighbourhood.funding.actions.wishing import NOTHING_SAID
from neighbourhood.funding.codes import new_link
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.queries import donors

COLETTE = "colette@ailleurs.example"
NAMED = {
    "showing": "public",
    "public_name": "Colette d’Ailleurs",
    "in_name_of": "Odette",
    "organisation": "Atelier du Pont",
    "siret": "732 829 320 00074",
}


def plain(words):
    return words.replace("\xa0", " ").replace("\u202f", " ")


def local(url):
    return url.removeprefix("http://localhost")


def page_of(need):
    return f"/donner/solidarite/{need.id}"


def pay(browser, need, **answers):
    """Give as a visitor and pay; return the page that one comes back to."""
    answer = browser.post(page_of(need), data={"email": COLETTE, "suggested": "1000", **answers})
    assert answer.status_code == 303, plain(answer.text)
    back = browser.post(local(answer.location), data={"decision": "pay"})
    return local(back.location)


def link_in(mail):
    return local(re.search(r"http://localhost(/donner/mes-dons/[\w-]+)\s*$", mail, re.MULTILINE)[1])


def pledges(app):
    with app.app_context():
        return db.session.scalars(select(Pledge).order_by(Pledge.id)).all()


def colette(browser="one", email=COLETTE):
    return Giver(email=email, language="fr", browser=browser)


def promise(office, need, cents, giver=None):
    with office.at_work():
        fund = db.session.get_one(Fund, need.fund_id)
        return visiting.pledge(giver or colette(), fund, amount_cents=cents, wish=NOTHING_SAID)


def a_link(email):
    return new_link(donors.by_email(email))


def moment(**ago):
    return now() - timedelta(**ago)
