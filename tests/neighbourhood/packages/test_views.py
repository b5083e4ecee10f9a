"""Packages, as neighbours read them and give."""

import re
from datetime import timedelta

from neighbourhood.campaigns.views import sharing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.packages.actions import cataloguing
from neighbourhood.packages.models import Package


def read(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.text.replace("\xa0", " ").replace("\u202f", " ")


def test_a_visitor_is_sent_to_sign_in(visitor, catalogue):
    package = catalogue.add()
    for path in ("", f"/{package.id}"):
        answer = visitor.get(f"/solidarite/formules{path}")
        assert answer.location.startswith("/connexion")


def test_a_neighbour_gives_a_part_in_two_taps(office, catalogue, signed_in, donor):
    office.open(target_cents=5000)
    package = catalogue.add()
    browser = signed_in(donor)
    page = read(browser, f"/solidarite/formules/{package.id}")
    assert "1 besoin vérifié attend" in page
    # The whole package costs more than what is missing.
    assert "Un quart · 15 €" in page
    assert "La moitié · 30 €" in page
    assert "La formule entière" not in page
    paying = browser.post(f"/solidarite/formules/{package.id}/donner", data={"amount": "15"})
    assert paying.status_code == 303
    with office.app.app_context():
        pledge = db.session.query(Pledge).one()
        assert (pledge.fund_id, pledge.amount_cents) == (package.fund_id, 1500)


def test_parts_are_whole_euros_and_other_amounts_are_parts_of_the_package(
    office, catalogue, signed_in, donor
):
    office.open(target_cents=500000)
    package = catalogue.add(price_cents=4500, parts=["quarter", "half", "whole", "free"])
    browser = signed_in(donor)
    page = read(browser, f"/solidarite/formules/{package.id}")
    for words in ("Un quart · 12 €", "La moitié · 23 €", "La formule entière · 45 €"):
        assert words in page
    page = read(browser, f"/solidarite/formules/{package.id}/donner")
    assert re.findall(r'name="suggested" type="radio" value="(\d+)"', page) == [
        "1200",
        "2300",
        "4500",
    ]
    assert "Ce qui manque" not in page


def test_what_is_missing_and_what_is_on_its_way_are_told_apart(
    office, catalogue, signed_in, donor, other
):
    office.open(target_cents=50000)
    package = catalogue.add()
    page = read(signed_in(donor), f"/solidarite/formules/{package.id}")
    assert "Il manque 500 €. Un bouton" in page
    catalogue.promise(other, package, 10000)
    page = read(signed_in(donor), f"/solidarite/formules/{package.id}")
    assert "Il manque 400 €, et 100 € sont déjà donnés ou en train d’être payés." in page
    assert "0 € sur 500 € déjà réunis pour ces besoins" in page
    assert "Votre don va aux besoins de cette sorte" in page


def test_thanks_and_receipt_say_where_the_gift_goes_and_never_the_ceiling(
    office, catalogue, signed_in, donor
):
    office.open(target_cents=50000)
    package = catalogue.add()
    gift = catalogue.arrive(donor, package, 3000)
    browser = signed_in(donor)
    page = read(browser, f"/solidarite/dons/{gift.key}/merci")
    assert "Vos 30 € sont bien arrivés pour la formule « Une facture d’énergie »." in page
    assert "Ils vont aux besoins vérifiés, dans l’ordre publié." in page
    assert "Vous lirez ce que la formule a permis." in page
    assert "Il manque" not in page
    there = ("/solidarite/mes-dons", f"/solidarite/mes-dons/{gift.key}")
    assert ["Pas encore réparti" in read(browser, path) for path in there] == [True, True]
    catalogue.hold_rounds()
    for path in there:
        page = read(browser, path)
        assert "Réparti entre des besoins vérifiés" in page
        assert "Pas encore réparti" not in page


def test_the_gift_that_waits_is_the_last_one_received(
    office, catalogue, signed_in, donor, other, move_clock
):
    office.open(target_cents=50000)
    package = catalogue.add()
    catalogue.give(donor, package, 3000)
    move_clock(minutes=5)
    catalogue.arrive(other, package, 2000)
    said = [read(signed_in(one), "/solidarite/mes-dons") for one in (donor, other)]
    assert ["Pas encore réparti" in page for page in said] == [False, True]


def test_visitors_read_the_same_bar_and_no_ceiling(office, catalogue, visitor):
    office.open(target_cents=50000)
    package = catalogue.add()
    page = read(visitor, f"/donner/solidarite/formules/{package.id}")
    assert "1 besoin vérifié attend" in page
    assert "0 € sur 500 € déjà réunis pour ces besoins" in page
    assert "Votre don va d’abord aux besoins les plus urgents" in page
    assert "10 000 000" not in page
    with office.at_work():
        cataloguing.offer(db.session.get_one(Package, package.id), offered=False)
    for path in (f"/donner/solidarite/formules/{package.id}", f"/partager/{package.fund_id}"):
        answer = visitor.get(path)
        assert answer.status_code == 410
        assert "Cette formule n’est plus proposée." in answer.text


def test_the_preview_of_a_package_shows_its_price(office, catalogue, visitor, monkeypatch):
    package = catalogue.add()
    drawn = []
    monkeypatch.setattr(sharing, "as_picture", lambda words: drawn.append(words.figure) or "")
    visitor.get(f"/partager/{package.fund_id}/apercu.png")
    assert [figure.replace("\xa0", " ") for figure in drawn] == ["60 €"]


def test_an_account_without_a_proved_address_comes_to_the_public_page(
    office, catalogue, signed_in, make
):
    office.open(target_cents=50000)
    package = catalogue.add()
    browser = signed_in(make.resident("Lina Roy", verified=False))
    answer = browser.get(f"/solidarite/formules/{package.id}", follow_redirects=True)
    assert answer.status_code == 200
    assert "Une facture d’énergie" in answer.text


def test_where_nothing_is_missing_the_page_says_so_and_offers_others(
    office, catalogue, signed_in, donor
):
    empty = catalogue.add(title="Pour l’école", kinds=["school"])
    catalogue.add(title="Une facture d’énergie")
    office.open()
    page = read(signed_in(donor), f"/solidarite/formules/{empty.id}")
    assert "Tout est couvert pour l’instant" in page
    assert "D’autres formules où il manque encore" in page
    assert "Une facture d’énergie" in page
    assert 'name="amount"' not in page


def test_packages_of_another_town_and_those_offered_no_more_are_not_there(
    office, open_office, catalogue, signed_in, donor, make
):
    package = catalogue.add(title="Une facture d’énergie")
    faraway = make.resident("Awa Diop", make.quartier("Loin", make.municipality("Ailleurs")))
    assert signed_in(faraway).get(f"/solidarite/formules/{package.id}").status_code == 404
    assert "Pas encore de formule ici" in read(signed_in(faraway), "/solidarite/formules")
    with office.at_work():
        cataloguing.offer(db.session.get_one(Package, package.id), offered=False)
    browser = signed_in(donor)
    for path in ("", "/donner"):
        answer = browser.get(f"/solidarite/formules/{package.id}{path}")
        assert answer.status_code == 410
        assert "Cette formule n’est plus proposée." in answer.text
        assert 'href="/solidarite/formules"' in answer.text
    assert "Une facture d’énergie" not in read(browser, "/solidarite")


def test_solidarity_begins_with_packages_what_is_urgent_first(
    office, catalogue, signed_in, donor, move_clock
):
    catalogue.add(title="Pour l’école", kinds=["school"])
    urgent = catalogue.add(title="Une facture d’énergie")
    with office.at_work():
        cataloguing.declare_crisis(
            db.session.get_one(Package, urgent.id),
            text="Grand froid.",
            until=now() + timedelta(days=3),
        )
    browser = signed_in(donor)
    page = read(browser, "/solidarite")
    assert page.index("Grand froid.") < page.index("Pour l’école")
    # Its last day over, it is as before.
    move_clock(days=4)
    page = read(browser, "/solidarite")
    assert "Grand froid." not in page
    assert page.index("Pour l’école") < page.index("Une facture d’énergie")


def test_the_order_is_explained_with_an_example_and_no_figure_of_few(
    office, catalogue, signed_in, donor
):
    office.open()
    catalogue.give(donor, catalogue.add(), 2000)
    page = read(signed_in(donor), "/solidarite/formules/ordre")
    assert "Trop peu de besoins ont été aidés" in page
    example = page[page.index("<table>") : page.index("</table>")]
    order = [example.index(f"{letter} · ") for letter in "BECDA"]
    assert order == sorted(order)


def test_a_town_that_puts_packages_off_has_none(office, catalogue, signed_in, donor, put_off):
    package = catalogue.add()
    put_off(office, "packages")
    browser = signed_in(donor)
    for path in ("", f"/{package.id}", "/ordre", f"/{package.id}/donner"):
        assert browser.get(f"/solidarite/formules{path}").status_code in {404, 409}
    assert "Formules de soutien" not in read(browser, "/solidarite")
