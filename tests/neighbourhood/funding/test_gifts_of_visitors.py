"""Visitors read what they gave by a link, and are forgotten; nobody reads who they are."""

import re
from contextlib import contextmanager

from sqlalchemy import text

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding.actions import visiting
from neighbourhood.funding.models.donors import GiftWish, Showing, Visitor, VisitorLink
from neighbourhood.funding.models.gifts import DonorPseudonym, Pledge
from neighbourhood.funding.views import visitors
from neighbourhood.needs.models import Need
from neighbourhood.notifications.queries import Notification
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.funding.visiting import (
    COLETTE,
    NAMED,
    a_link,
    colette,
    link_in,
    moment,
    pay,
    pledges,
    promise,
)


def test_a_link_opens_the_gifts_of_its_visitor_alone_and_expires(app, office, visitor, move_clock):
    need = office.open()
    mine = office.settle(promise(office, need, 500))
    theirs = office.settle(promise(office, need, 700, colette("two", "jonas@elsewhere.example")))
    with office.at_work():
        token = a_link(COLETTE)
    assert visitor.get(f"/donner/mes-dons/{token}/{mine.key}").status_code == 200
    for end in ("", "/nom", "/recu.pdf"):
        assert visitor.get(f"/donner/mes-dons/{token}/{theirs.key}{end}").status_code == 404
    move_clock(days=31)
    assert visitor.get(f"/donner/mes-dons/{token}").status_code == 410


def test_asking_for_the_link_says_the_same_of_any_mailbox(office, visitor, outbox):
    office.settle(promise(office, office.open(), 500))
    before = len(outbox())
    said = []
    for email in (COLETTE, "nobody@ailleurs.example"):
        visitor.post("/donner/mes-dons", data={"email": email})
        said.append(visitor.get("/donner/mes-dons").text.replace(email, "…"))
    tokens = re.compile(r'value="[^"]+"')
    assert tokens.sub("", said[0]) == tokens.sub("", said[1])
    assert len(outbox()) == before + 1
    assert "Retrouver" not in link_in(outbox()[-1])


def test_a_visitor_changes_who_reads_their_name_and_is_forgotten(app, office, visitor, outbox):
    need = office.open()
    pay(visitor, need, **NAMED)
    mine = link_in(outbox()[-1])
    one = f"{mine}/{pledges(app)[0].key}/nom"
    unnamed = {"showing": "public", "public_name": ""}
    assert visitor.post(one, data=unnamed).status_code == 422
    assert visitor.post(one, data={"showing": "secret"}).status_code == 303
    with app.app_context():
        wish = db.session.query(GiftWish).one()
        assert (wish.showing, wish.public_name) == (Showing.SECRET, "")
    assert "Plus rien ne dit qui a donné" in visitor.get(f"{mine}/effacer").text
    assert visitor.post(f"{mine}/effacer").status_code == 200
    with app.app_context():
        for model in (Visitor, VisitorLink, DonorPseudonym, GiftWish):
            assert db.session.query(model).count() == 0, model
    assert office.now(need).raised_cents == 1000
    assert visitor.get(mine).status_code == 410
    told = len(outbox())
    office.withdraw(need)
    assert [mail for mail in outbox()[told:] if COLETTE in mail] == []


def test_the_second_of_two_presses_finds_nobody_and_says_that_the_link_is_old(
    app, office, visitor, monkeypatch
):
    office.settle(promise(office, office.open(), 500))
    with office.at_work():
        token = a_link(COLETTE)

    @contextmanager
    def a_moment_later():
        # The first press has come to its end between what the second read and what it does.
        with app.app_context(), transaction():
            visiting.forget(db.session.query(Visitor).one())
        with transaction():
            yield

    monkeypatch.setattr(visitors, "transaction", a_moment_later)
    answer = visitor.post(f"/donner/mes-dons/{token}/effacer")
    assert answer.status_code == 410
    assert "Recevoir un nouveau lien" in answer.text


def test_a_visitor_is_forgotten_by_the_timetable(app, office, move_clock):
    paid, tried = office.open(), office.open()
    office.settle(promise(office, paid, 500))
    promise(office, tried, 500, colette("two", "jonas@elsewhere.example"))
    move_clock(days=31)
    with office.at_work():
        visiting.forget_tries(moment(days=30))
        visiting.forget_links(moment(days=30))
    with app.app_context():
        assert [each.email for each in db.session.query(Visitor)] == [COLETTE]
        assert db.session.query(VisitorLink).count() == 0
    move_clock(days=3 * 365)
    with office.at_work():
        visiting.forget_long_gone(moment(days=3 * 365 + 1))
    with app.app_context():
        assert db.session.query(Visitor).count() == 0
        assert db.session.query(Pledge).count() == 2


def test_gifts_from_before_the_account_come_over_by_a_button_alone(
    app, make, office, donor, signed_in
):
    with make.writing() as session:
        mailbox = session.get_one(Resident, donor.id).email
    both, before = office.open(), office.open(title="Un don d’avant")
    office.give(donor, both, 500)
    for need in (both, before):
        office.settle(promise(office, need, 700, colette(email=mailbox)))
    browser = signed_in(donor)
    assert "Un don d’avant" not in browser.get("/solidarite/mes-dons").text
    done = browser.post("/solidarite/mes-dons/reprendre", follow_redirects=True).text
    assert "restent à part" in done
    page = browser.get("/solidarite/mes-dons").text
    assert "Un don d’avant" in page
    assert "/solidarite/mes-dons/reprendre" not in page, "what is left cannot come"
    with app.app_context():
        assert db.session.query(Visitor).count() == 1, "both gave to one fund: it stays theirs"


def test_neither_the_log_nor_a_row_in_plain_tells_the_mailbox(app, office, visitor, capfd, caplog):
    pay(visitor, office.open(), **NAMED)
    visitor.post("/donner/mes-dons", data={"email": COLETTE})
    out, err = capfd.readouterr()
    said = out + err + caplog.text
    assert COLETTE not in said
    assert "Odette" not in said
    with app.app_context():
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(text(f'SELECT * FROM "{table.name}"')):
                kept = " ".join(map(str, row))
                assert COLETTE not in kept, table.name
                assert "Odette" not in kept, table.name


def test_nobody_at_a_desk_reads_who_gave_to_a_need(app, office, visitor, make, signed_in, donor):
    need = office.open()
    pay(visitor, need, **NAMED)
    with make.writing() as session:
        session.get_one(Resident, donor.id).is_administrator = True
        town = office.quartier.municipality_id
    desk = f"/partenaires/{office.partner.id}/besoins"
    pages = {
        office.author: (desk, f"{desk}/{need.id}", f"/solidarite/{need.id}"),
        donor: (f"/solidarite/{need.id}", f"/administration/communes/{town}/besoins"),
    }
    for reader, paths in pages.items():
        browser = signed_in(reader)
        for path in paths:
            answer = browser.get(path, follow_redirects=True)
            assert answer.status_code == 200, path
            for name in (COLETTE, "Colette", "Odette", "Atelier du Pont"):
                assert name not in answer.text, (path, name)
    with app.app_context():
        told = db.session.query(Notification).all()
        assert all("olette" not in str(each.details) for each in told)
        assert db.session.query(Need).one().donors_count == 1
