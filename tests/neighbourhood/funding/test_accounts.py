"""The books for anybody: sums, the register, the page that verifies; a line only for who gave."""

import json
import re
from datetime import date

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding.actions import paying_out
from neighbourhood.funding.queries import links, statement
from neighbourhood.places.models import Municipality
from tests.neighbourhood.funding.test_linking import chain, link


def town_of(app, office):
    with app.app_context():
        return db.session.get_one(Municipality, office.quartier.municipality_id)


def rows(answer):
    return [json.loads(line) for line in answer.text.splitlines()]


@pytest.fixture
def gift(app, office, donor):
    return office.give(donor, office.open(), 2500)


def sums(page):
    text = page.text.replace("\xa0", " ").replace("\u202f", " ")
    return re.findall(r"<dd>(.*?)</dd>", text.partition('id="register"')[0])


def test_no_sum_moves_by_one_gift_and_the_register_does(app, office, make, visitor):
    need, page = office.open(target_cents=100_000), f"/comptes/{town_of(app, office).insee}"
    few = "trop peu de dons pour le dire"
    donors = [make.resident(f"Voisin {rank}", office.quartier) for rank in range(12)]
    for donor in donors[:10]:
        office.give(donor, need, 1000)
    assert sums(visitor.get(page)) == [few, few, "0 €", "0 €", "0 €"]
    office.give(donors[10], need, 1300)
    told = ["plus de 110 €", "110 €", "0 €", "0 €", "0 €"]
    assert sums(visitor.get(page)) == told
    office.give(donors[11], need, 2500)
    link(app)
    after = visitor.get(page)
    assert sums(after) == told
    assert "12 mouvements d’argent sont inscrits" in after.text
    assert after.text.count(chain(app)[-1].head) == 2, "as the head of now, and of today"


def test_a_transfer_counts_once_the_bank_has_answered(app, office, till, funded):
    def told():
        with app.app_context():
            found = statement.sums_of(town_of(app, office))
            return found.used, found.advanced, found.with_partners

    handed_over = till.handed_over()
    assert told() == (0, 0, 0)
    office.prove(funded, cents=14_000)
    assert told() == (0, 14_000, 0)
    till.act(paying_out.confirm_done, till.first, handed_over, day=date(2026, 3, 12))
    assert told() == (14_000, 0, 1_000)
    till.back(handed_over)
    assert told() == (0, 14_000, 0)


def test_a_town_that_is_not_open_has_no_accounts(app, office, visitor):
    town = town_of(app, office)
    assert visitor.get("/comptes/00000").status_code == 404
    with app.app_context(), transaction():
        db.session.get_one(Municipality, town.id).waiting_since = now()
    assert visitor.get(f"/comptes/{town.insee}").status_code == 404


def test_the_register_is_read_in_parts_and_as_a_file(app, office, donor, visitor, monkeypatch):
    need = office.open()
    for cents in (500, 600, 700):
        office.give(donor, need, cents)
    link(app)
    monkeypatch.setattr(links, "PART", 2)
    monkeypatch.setattr(links, "_AT_ONCE", 2)
    first, last = visitor.get("/comptes/lignes/1"), visitor.get("/comptes/lignes/3")
    assert [row["number"] for row in rows(first) + rows(last)] == [1, 2, 3]
    assert "max-age" in first.headers["Cache-Control"]
    assert last.headers["Cache-Control"] == "no-cache"
    assert visitor.get("/comptes/lignes/2").status_code == 404
    whole = rows(visitor.get("/comptes/lignes.ndjson"))
    assert whole == rows(first) + rows(last)
    assert [(row["digest"], row["head"]) for row in whole] == [
        (each.digest, each.head) for each in chain(app)
    ]
    assert whole[0].keys() == {"number", "day", "digest", "head"}


def test_an_empty_register_has_no_line(visitor, office, app):
    assert visitor.get("/comptes/lignes/1").text == ""
    assert "Rien n’est encore inscrit" in visitor.get(f"/comptes/{town_of(app, office).insee}").text


def test_whoever_gave_opens_their_line_and_nobody_else(app, office, donor, other, gift, signed_in):
    receipt = f"/solidarite/mes-dons/{gift.key}"
    assert "Sera inscrit dans la minute" in signed_in(donor).get(receipt).text
    link(app)
    page = signed_in(donor).get(receipt).text
    (laid,) = chain(app)
    assert laid.digest in page
    assert laid.head in page
    assert laid.nonce in page
    assert "/comptes/verifier#" in page
    assert signed_in(other).get(receipt).status_code == 404


def test_the_page_that_verifies_says_how_to_without_javascript(visitor):
    page = visitor.get("/comptes/verifier").text
    assert "sha256sum" in page
    assert 'data-source="/comptes/lignes/1"' in page
