"""Visitors give with a mailbox alone, read what they gave by a link, and are forgotten."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.switched_off import put_off
from neighbourhood.funding.actions import gifts, visiting
from neighbourhood.funding.actions.visiting import Giver
from neighbourhood.funding.actions.wishing import NOTHING_SAID
from neighbourhood.funding.codes import new_link
from neighbourhood.funding.models.donors import GiftWish, Showing, Visitor, VisitorLink
from neighbourhood.funding.models.gifts import DonorPseudonym, Fund, Pledge, PledgeStatus
from neighbourhood.funding.policies import TooMuch
from neighbourhood.funding.queries import donors
from neighbourhood.needs.models import Need
from neighbourhood.needs.policies import NEEDS_FOR_ALL
from neighbourhood.notifications.queries import Notification
from neighbourhood.residents.models.residents import Resident

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


def test_a_visitor_gives_in_two_presses_and_finds_the_gift_by_the_link_of_the_receipt(
    app, office, visitor, outbox
):
    need = office.open(title="Des lunettes", covers="Des verres épais.")
    page = plain(visitor.get(page_of(need)).text)
    assert "Des verres épais." in page
    assert "tout vous est rendu" in page, "the rule is said before one pays"
    thanks = pay(visitor, need, **NAMED)
    assert "Vos 10 € sont bien arrivés" in plain(visitor.get(thanks).text)
    assert visitor.head(thanks).status_code == 200
    [receipt] = [mail for mail in outbox() if COLETTE in mail]
    for said in ("10 €", "Des lunettes", office.partner.name, "Atelier du Pont", "Odette"):
        assert said in plain(receipt)
    mine = link_in(receipt)
    assert "Des lunettes" in visitor.get(mine).text
    assert visitor.head(mine).status_code == 200
    assert visitor.get(mine).headers["Cache-Control"] == "private, no-store"
    one = f"{mine}/{pledges(app)[0].key}"
    assert "Atelier du Pont" in visitor.get(one).text
    for sheet in ("recu", "carte"):
        assert visitor.get(f"{one}/{sheet}.pdf").data.startswith(b"%PDF")
    assert visitor.get(f"{one}/autre.pdf").status_code == 404


def test_the_receipt_and_what_is_told_later_are_in_the_language_of_the_visitor(
    office, visitor, outbox
):
    need = office.open()
    visitor.post("/langue", data={"language": "en", "next": "/"})
    pay(visitor, need)
    office.withdraw(need)
    receipt, told = [mail for mail in outbox() if COLETTE in mail]
    assert "Thank you, your gift has arrived." in receipt
    assert "€10" in told
    assert "/donner/mes-dons/" in told


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "colette"}, "Il manque le signe @"),
        ({"email": ""}, "Cette réponse manque"),
        ({"amount": "0,50", "suggested": ""}, "Donnez 1 € au moins"),
        ({"suggested": ""}, "Choisissez un montant"),
        ({"showing": "public"}, "Écrivez le nom à montrer"),
        ({"showing": "public", "public_name": "06 12 34 56 78"}, "Écrivez un nom seulement"),
        ({"organisation": "Atelier", "siret": "73282932000075"}, "Ce SIRET n’existe pas"),
        ({"siret": "73282932000074"}, "Écrivez aussi le nom"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_kept(app, office, visitor, typed, said):
    need = office.open()
    answer = visitor.post(page_of(need), data={"email": COLETTE, "suggested": "1000", **typed})
    assert answer.status_code == 422
    assert said in plain(answer.text)
    assert pledges(app) == []


def test_a_press_sent_twice_and_a_second_tab_keep_one_part(app, office, visitor):
    need = office.open(target_cents=2000)
    page = visitor.get(page_of(need)).text
    press = re.search(r'name="press" value="([\w-]+)"', page)[1]
    said = {"email": COLETTE, "suggested": "2000", "press": press}
    first, second = (visitor.post(page_of(need), data=said) for _press in range(2))
    assert first.location == second.location
    other_tab = visitor.post(page_of(need), data={**said, "press": ""})
    assert other_tab.status_code == 303
    assert [each.status for each in pledges(app)] == [
        PledgeStatus.CANCELLED,
        PledgeStatus.RESERVED,
    ]


def test_whoever_types_somebody_elses_mailbox_neither_ends_nor_learns_of_their_reservation(office):
    need = office.open(target_cents=2000)
    first = promise(office, need, 1500)
    with pytest.raises(TooMuch):
        promise(office, need, 2000, colette(browser="another"))
    assert office.pledge_now(first).status is PledgeStatus.RESERVED
    assert promise(office, need, 2000).amount_cents == 2000, "the same browser tries again"


def test_one_name_for_each_visitor_and_fund(app, office):
    need, other = office.open(), office.open()
    for each in (need, need, other):
        office.settle(promise(office, each, 500, colette(email=" Colette@Ailleurs.EXAMPLE ")))
    with app.app_context():
        assert db.session.query(Visitor).count() == 1
        assert db.session.query(DonorPseudonym).count() == 2
        assert office.now(need).donors_count == 1


def test_where_the_town_keeps_needs_for_neighbours_visitors_are_sent_to_sign_in(
    office, visitor, make
):
    need = office.open()
    with make.writing():
        put_off(office.quartier.municipality_id, {NEEDS_FOR_ALL}, known={NEEDS_FOR_ALL})
    assert visitor.get(page_of(need)).status_code == 404
    assert visitor.post(page_of(need), data={"email": COLETTE}).status_code == 404
    assert visitor.get(f"/solidarite/{need.id}").location.startswith("/connexion")


def test_whoever_is_signed_in_is_led_to_their_own_page(office, donor, open_office, signed_in):
    need, elsewhere = office.open(), open_office("Ailleurs").open()
    browser = signed_in(donor)
    assert browser.get(page_of(need)).location == f"/solidarite/{need.id}"
    theirs = browser.get(page_of(elsewhere)).location
    assert theirs == f"/solidarite/{elsewhere.id}/donner"
    assert browser.get(theirs).status_code == 200


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


def a_link(email):
    return new_link(donors.by_email(email))


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


def moment(**ago):
    return now() - timedelta(**ago)


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
    assert browser.post("/solidarite/mes-dons/reprendre").status_code == 303
    page = browser.get("/solidarite/mes-dons").text
    assert "Un don d’avant" in page
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


def test_a_gift_of_a_visitor_that_comes_too_late_goes_back_and_they_are_told(
    office, visitor, outbox, move_clock
):
    need = office.open(target_cents=2000)
    late = promise(office, need, 2000)
    move_clock(minutes=21)
    office.give(office.author, need, 2000)
    with office.at_work():
        gifts.settle(late.key, amount_cents=2000, payment_reference="late")
    assert office.pledge_now(late).is_owed_back
    assert any(COLETTE in mail and "20" in mail for mail in outbox())
