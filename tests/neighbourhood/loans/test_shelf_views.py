"""The page of a thing, one’s shelf, and the days on which one lends nothing."""

from datetime import timedelta

import pytest

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing.clock import now
from neighbourhood.loans.models.loans import Loan
from neighbourhood.places.models import Reach
from tests.support.carried import carried
from tests.support.wordings import a_ladder

EDITED = {
    "title": "Une perceuse sans fil",
    "category": "tools",
    "condition": "good",
    "body": "",
    "worth": "",
    "days": "5",
    "renewals": "1",
    "deposit": "",
    "reach": "quartier",
}


def test_those_it_reaches_read_it_and_nobody_else(shelf, signed_in, visitor):
    item = shelf.item(deposit="Une pièce d’identité")
    page = signed_in(shelf.marcel).get(item.path).text
    assert "Karima Benali" in page
    assert "Une pièce d’identité" in page
    for stranger in (shelf.paul, shelf.rosa, shelf.newcomer):
        assert signed_in(stranger).get(item.path).status_code == 404
    assert "/connexion" in visitor.get(item.path).location
    beyond = signed_in(shelf.paul).get(shelf.item(reach=Reach.NEIGHBOURING).path).text
    assert "Karima B." in beyond
    assert "Karima Benali" not in beyond


def test_a_changed_thing_says_since_when(shelf, karima, marcel):
    item = shelf.item()
    assert "modifié le" not in marcel.get(item.path).text
    assert karima.post(f"{item.path}/modifier", data=EDITED).status_code == 303
    page = marcel.get(item.path).text
    assert "Une perceuse sans fil" in page
    assert "modifié le" in page


def test_a_thing_that_changed_in_another_tab_is_read_again(shelf, karima):
    item = shelf.item()
    form = {**carried(karima.get(f"{item.path}/modifier")), **EDITED}
    shelf.change(item, body="Avec son chargeur.")
    refused = karima.post(f"{item.path}/modifier", data=form)
    assert refused.status_code == 409
    assert "Avec son chargeur." in refused.text
    assert "Une perceuse sans fil" in refused.text


def test_over_a_request_the_form_asks_no_reach(shelf, karima):
    item = shelf.item()
    day = now().date()
    shelf.add(
        Loan(
            item_id=item.id,
            borrower_id=shelf.marcel.id,
            text="Pour samedi.",
            first_day=day,
            last_day=day,
        )
    )
    page = karima.get(f"{item.path}/modifier").text
    assert 'name="reach"' not in page
    assert "on ne change plus qui peut demander" in page
    assert karima.post(f"{item.path}/modifier", data=EDITED).status_code == 303
    refused = karima.post(f"{item.path}/retirer")
    assert refused.status_code == 409
    assert "il reste sur votre étagère" in refused.text


def test_put_aside_it_is_read_by_its_owner_and_comes_back(shelf, karima, marcel):
    item = shelf.item()
    assert karima.post(f"{item.path}/mettre-de-cote").location == item.path
    assert "Mis de côté" in karima.get(item.path).text
    assert item.title not in marcel.get("/prets").text
    karima.post(f"{item.path}/remettre")
    assert item.title in marcel.get("/prets").text


def test_retired_it_is_gone_for_others_and_comes_back(shelf, karima, marcel):
    item = shelf.item()
    assert karima.post(f"{item.path}/retirer").location == item.path
    assert "Le prêter à nouveau" in karima.get(item.path).text
    assert marcel.get(item.path).status_code == 404
    karima.post(f"{item.path}/revenir")
    assert marcel.get(item.path).status_code == 200


@pytest.mark.parametrize("what", ["modifier", "mettre-de-cote", "remettre", "retirer", "revenir"])
def test_others_do_nothing_with_it(shelf, marcel, what):
    assert marcel.post(f"{shelf.item().path}/{what}").status_code == 404


def test_its_owner_is_shown_who_looks_for_the_like(shelf, karima, marcel):
    item = shelf.item()
    wording = a_ladder(title="Une perceuse pour samedi")
    shelf.act(notices.publish, shelf.ines, direction=Direction.ASK, wording=wording)
    other = a_ladder(title="Une échelle")
    shelf.act(notices.publish, shelf.ines, direction=Direction.ASK, wording=other)
    page = karima.get(item.path).text
    assert "Une perceuse pour samedi" in page
    assert "Je peux le prêter" in page
    assert "Une échelle" not in page
    assert "Une perceuse pour samedi" not in marcel.get(item.path).text


def test_ones_shelf_lists_what_is_lent_still(shelf, karima):
    assert "Votre étagère est vide" in karima.get("/prets/mes-objets").text
    shelf.item(title="Une perceuse")
    gone = shelf.item(title="Un moule à gâteau")
    karima.post(f"{gone.path}/retirer")
    page = karima.get("/prets/mes-objets").text
    assert "Une perceuse" in page
    assert f'href="{gone.path}"' not in page
    assert "Le prêter à nouveau" in page
    assert "/prets/mes-objets" in karima.get("/moi").text


def test_days_without_loans_are_noted_and_taken_away(shelf, karima):
    first = now().date() + timedelta(days=20)
    form = {"first_day": first.isoformat(), "last_day": (first + timedelta(days=5)).isoformat()}
    assert karima.post("/prets/conges", data=form).status_code == 303
    page = karima.get("/prets/conges").text
    remove = page.split("/prets/conges/")[1].split('"')[0]
    assert "Prêter de nouveau" in karima.get(f"/prets/conges/{remove}").text
    karima.post(f"/prets/conges/{remove}")
    assert "/prets/conges/" not in karima.get("/prets/conges").text


@pytest.mark.parametrize("days", [(-2, 3), (4, 3), (400, 401)])
def test_days_that_make_no_sense_are_asked_again(shelf, karima, days):
    first, last = (now().date() + timedelta(days=number) for number in days)
    form = {"first_day": first.isoformat(), "last_day": last.isoformat()}
    page = karima.post("/prets/conges", data=form)
    assert page.status_code == 422
    assert first.isoformat() in page.text


@pytest.mark.parametrize("path", ["/prets/conges", "{item}/demander"])
def test_the_last_day_of_all_is_too_far(shelf, marcel, path):
    form = {"first_day": "9999-12-31", "last_day": "9999-12-31", "ready": "0"}
    page = marcel.post(path.format(item=shelf.item().path), data=form)
    assert page.status_code == 422
    assert "9999-12-31" in page.text


def test_what_moderation_hides_is_read_by_its_owner_alone(shelf, karima, marcel):
    item = shelf.item()
    shelf.change(item, hidden_at=now())
    assert karima.get(item.path).status_code == 200
    assert marcel.get(item.path).status_code == 410


def test_a_thing_is_reported(shelf, signed_in):
    item = shelf.item()
    ines, paul = signed_in(shelf.ines), signed_in(shelf.paul)
    assert ines.get(f"/signaler/item/{item.id}").status_code == 200
    assert paul.get(f"/signaler/item/{item.id}").status_code == 404
    ines.post(f"/signaler/item/{item.id}", data={"rule": "threat"})
    assert shelf.fresh(item).hidden_at is not None


def test_the_address_of_a_notice_that_became_a_thing_leads_to_the_thing(shelf, signed_in):
    item = shelf.item()
    old = f"/entraide/annonces/{item.id}"
    assert signed_in(shelf.marcel).get(old).location == item.path
    assert signed_in(shelf.rosa).get(old).status_code == 404
    asked = {"direction": Direction.ASK, "wording": a_ladder()}
    notice = shelf.act(notices.publish, shelf.ines, **asked)
    assert notice.id == item.id
    shelf.keep_apart(shelf.ines, shelf.marcel)
    assert signed_in(shelf.marcel).get(old).status_code == 404


def test_what_one_lends_no_more_is_lent_again_from_the_list(shelf, karima):
    item = shelf.item(title="Une perceuse")
    karima.post(f"{item.path}/retirer")
    back = karima.post(f"{item.path}/revenir", data={"next": "/prets/mes-objets"})
    assert back.headers["Location"] == "/prets/mes-objets"
    page = karima.get("/prets/mes-objets").text
    assert f'href="{item.path}"' in page
    assert "Le prêter à nouveau" not in page
