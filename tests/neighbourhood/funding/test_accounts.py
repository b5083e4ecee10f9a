"""The books for anybody: sums, the register, the page that verifies; a line only for who gave."""

import json

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding import ledger
from neighbourhood.funding.models.ledger import AccountKind, TransferKind
from neighbourhood.funding.queries import links
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


def test_anybody_reads_what_was_given_in_a_town_and_where_it_is(app, office, gift, visitor):
    link(app)
    with app.app_context(), transaction():
        sides = {(AccountKind.PROVIDER, None): -700, (AccountKind.WITH_PARTNER, gift.fund_id): 700}
        ledger.move("pay-out:1", TransferKind.PAY_OUT, sides)
        used = {
            (AccountKind.WITH_PARTNER, gift.fund_id): -200,
            (AccountKind.USED, gift.fund_id): 200,
        }
        ledger.move("use:1", TransferKind.USE, used)
    link(app)
    page = visitor.get(f"/comptes/{town_of(app, office).insee}")
    assert page.status_code == 200
    for cents in ("25", "18", "5", "2"):
        assert f"<dd>{cents}\u202f€" in page.text.replace("<strong>", "").replace("\xa0", "\u202f")
    assert "3 mouvements d’argent sont inscrits" in page.text
    assert page.text.count(chain(app)[-1].head) == 2, "as the head of now, and of today"
    assert gift.key not in page.text


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
    assert 'data-source="/comptes/lignes/"' in page
