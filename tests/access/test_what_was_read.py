"""A press on something that has changed meanwhile does nothing, and shows both versions."""

import html
import re
from datetime import timedelta

import pytest

from neighbourhood.exchanges.models.replies import Reply, ReplyStatus
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.invitations.models import SeatRequest
from neighbourhood.needs.models import NeedStatus
from tests.support.carried import carried
from tests.support.lately import lately
from tests.support.needs import TICKS

SIDES = ("Ce que vous aviez lu", "Ce qui est là maintenant")


def plain(answer) -> str:
    return html.unescape(answer.text).replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def change(make):
    """Change a row, as somebody else does meanwhile."""

    def change(row, **values):
        with make.writing() as session:
            for name, value in values.items():
                setattr(session.get_one(type(row), row.id), name, value)

    return change


@pytest.fixture
def again(app):
    def read(row):
        with app.app_context():
            return db.session.get_one(type(row), row.id)

    return read


def pressed_anew(browser, path, answer, **more):
    """Press what the page of both versions offers, with all it carries."""
    assert answer.status_code == 409
    page = plain(answer)
    assert all(side in page for side in SIDES)
    typed = dict(re.findall(r'<textarea id="\w+" name="(\w+)"[^>]*>([^<]*)', answer.text))
    return browser.post(path, data={**carried(answer), **typed, **more})


def test_a_need_is_not_published_with_an_amount_that_nobody_read(
    app, office, signed_in, change, again
):
    need = office.submitted(target_cents=4500)
    reader = lately(app, signed_in(office.reader), office.reader)
    page = f"/partenaires/{office.partner.id}/besoins/{need.id}"
    read = carried(reader.get(page), f"{page}/publier")
    change(need, target_cents=45000)
    answer = reader.post(f"{page}/publier", data={**read, **TICKS})
    assert again(need).status is NeedStatus.SUBMITTED
    assert re.search(r"45 €.*450 €", plain(answer), re.DOTALL)
    assert pressed_anew(reader, f"{page}/publier", answer, **TICKS).status_code == 303
    assert again(need).status is NeedStatus.APPROVED


def test_two_edits_at_once_lose_none(world, signed_in, change, again):
    notice = world.notice(world.karima)
    browser, path = signed_in(world.karima), f"/entraide/annonces/{notice.id}/modifier"
    form = browser.get(path)
    until = re.search(r'name="until"[^>]*value="([^"]+)"', form.text)[1]
    category, reach = again(notice).category, again(notice).reach
    mine = {"title": "Ma version", "body": "La mienne", "places": "1", "category": category}
    mine |= {"until": until, "reach": reach}
    change(notice, title="L’autre version")
    answer = browser.post(path, data={**carried(form), **mine})
    assert again(notice).title == "L’autre version"
    page = plain(answer)
    assert "L’autre version" in page
    assert "Ma version" in page
    assert "La mienne" in page
    assert pressed_anew(browser, path, answer).status_code == 303
    assert (again(notice).title, again(notice).body) == ("Ma version", "La mienne")


def test_a_reply_whose_words_have_changed_is_not_accepted(world, signed_in, change, again):
    reply = world.reply(world.karima, world.ines)
    browser, path = signed_in(world.karima), f"/entraide/reponses/{reply.id}/accepter"
    read = carried(browser.get(f"/entraide/annonces/{reply.notice_id}"), path)
    change(reply, text="Pour 20 € de l’heure.")
    answer = browser.post(path, data=read)
    assert "Pour 20 € de l’heure." in plain(answer)
    assert again(reply).status is ReplyStatus.OFFERED
    assert pressed_anew(browser, path, answer).status_code == 303
    assert again(reply).status is ReplyStatus.ACCEPTED


def test_a_notice_that_has_changed_is_not_answered(app, world, signed_in, change):
    notice = world.notice(world.karima)
    browser, path = signed_in(world.ines), f"/entraide/annonces/{notice.id}/reponses"
    read = carried(browser.get(f"/entraide/annonces/{notice.id}"), path)
    change(notice, body="Dimanche à 8 h, et il faut un camion.")
    answer = browser.post(path, data={**read, "own": "Je viens samedi."})
    assert "Je viens samedi." in plain(answer)
    with app.app_context():
        assert db.session.query(Reply).count() == 0
    assert pressed_anew(browser, path, answer).status_code == 303
    with app.app_context():
        assert db.session.query(Reply).one().text == "Je viens samedi."


def test_an_invitation_that_has_changed_is_not_answered(app, world, signed_in, change):
    table = world.invitation(world.karima)
    browser, path = signed_in(world.ines), f"/invitations/{table.id}/places"
    read = carried(browser.get(f"/invitations/{table.id}"), path)
    change(table, held_at=now() + timedelta(days=20))
    answer = browser.post(path, data={**read, "seats": "1", "message": "Avec joie"})
    with app.app_context():
        assert db.session.query(SeatRequest).count() == 0
    assert pressed_anew(browser, path, answer).status_code == 303


def test_a_gift_is_not_taken_for_a_need_that_says_something_else(
    app, make, office, signed_in, change
):
    need = office.open(target_cents=5000)
    donor = signed_in(make.resident("Lina Roy", office.quartier))
    path = f"/solidarite/{need.id}/donner"
    read = carried(donor.get(path))
    change(need, covers="Autre chose.")
    answer = donor.post(path, data={**read, "amount": "12"})
    with app.app_context():
        assert db.session.query(Pledge).count() == 0
    assert "Autre chose." in plain(answer)
    assert pressed_anew(donor, path, answer).status_code == 303
    with app.app_context():
        assert db.session.query(Pledge).one().amount_cents == 1200


def test_a_profile_changed_in_another_tab_is_shown_beside_what_was_typed(
    world, signed_in, change, again
):
    browser, path = signed_in(world.karima), "/moi/profil"
    read = carried(browser.get(path))
    change(world.karima, about="Je jardine.")
    answer = browser.post(path, data={**read, "full_name": "Karima Benali", "about": "Je lis."})
    assert again(world.karima).about == "Je jardine."
    assert pressed_anew(browser, path, answer).status_code == 303
    assert again(world.karima).about == "Je lis."


def test_what_is_still_as_it_was_read_is_done(world, signed_in, again):
    notice = world.notice(world.karima)
    browser, page = signed_in(world.karima), f"/entraide/annonces/{notice.id}"
    read = carried(browser.get(page), f"{page}/retirer")
    assert browser.post(f"{page}/retirer", data=read).status_code == 303
    assert again(notice).is_withdrawn


@pytest.mark.parametrize("read", ["", "x", "00", "7b7d", "é", "78" * 60_000])
def test_a_version_that_nobody_wrote_is_another_version(world, signed_in, read, again):
    notice = world.notice(world.karima)
    path = f"/entraide/annonces/{notice.id}/retirer"
    assert signed_in(world.karima).post(path, data={"read": read}).status_code == 409
    assert again(notice).is_open


def test_a_script_is_told_by_a_code(world, signed_in):
    notice = world.notice(world.karima)
    answer = signed_in(world.karima).post(
        f"/entraide/annonces/{notice.id}/retirer",
        data={"read": "x"},
        headers={"Accept": "application/json"},
    )
    assert (answer.status_code, answer.json["code"]) == (409, "changed")
