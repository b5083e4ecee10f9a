"""A case that nobody reported: opened by who moderates, then decided like any other."""

import pytest

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.signposts import way_to
from neighbourhood.moderation.actions import reporting
from neighbourhood.moderation.models.appeals import Appeal, AppealStatus
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.decisions import Outcome
from neighbourhood.moderation.policies import deciding as policies
from neighbourhood.moderation.policies.opening import OpenedAlready
from neighbourhood.moderation.queries import waiting
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.standing import Measure
from tests.neighbourhood.moderation.deciding import is_hidden, standing
from tests.support.news import plain, told


def test_it_is_opened_taken_up_and_hides_only_for_an_urgent_rule(town, desk):
    case = desk.open_case()
    assert (case.assigned_id, case.municipality_id) == (town.odile.id, town.valbourg.id)
    assert case.excerpt == town.notice.body
    assert not is_hidden(town)
    other = town.published()
    desk.open_case(("notice", other.id), rule="threat")
    assert town.fresh(other).hidden_at is not None
    assert told(town, town.karima, "moderation.hidden") == 1


def test_a_report_taken_back_leaves_the_case_open(town, desk):
    case = desk.open_case(rule="threat")
    town.change(town.notice, hidden_at=None)
    report = town.report(town.readers[0])
    assert report.case_id == case.id
    town.make.act(reporting.take_back, town.readers[0], report)
    assert town.fresh(case).is_open
    assert town.fresh(case).is_hidden


def test_there_is_one_case_about_a_thing(town, desk):
    town.report(town.readers[0])
    with pytest.raises(OpenedAlready):
        desk.open_case()


def test_only_who_moderates_there_and_is_no_party_opens_one(town, desk, make, things):
    stranger = make.resident("Ali Loin", make.quartier("Ailleurs"))
    for other in (town.readers[0], town.karima, stranger):
        with pytest.raises(Missing):
            desk.open_case(by=other)
    for private in ("reply", "seat", "message"):
        with pytest.raises(Missing):
            desk.open_case((private, things[private]))
    with pytest.raises(Missing):
        desk.open_case(("resident", town.odile.id))
    with pytest.raises(Missing):
        desk.open_case(("resident", stranger.id))
    with pytest.raises(Missing):
        desk.open_case(("notice", 10**9))
    town.change(desk.victor, address_id=town.karima.address_id)
    with pytest.raises(Missing):
        desk.open_case(by=desk.victor)
    with make.writing() as session:
        session.add(Block(blocker_id=town.karima.id, blocked_id=town.odile.id))
    with pytest.raises(Missing):
        desk.open_case()


def test_what_one_does_not_see_one_opens_no_case_about_but_an_account(town, desk, make):
    town.change(town.odile, quartier_id=make.quartier("Ailleurs").id)
    with pytest.raises(Missing):
        desk.open_case()
    assert desk.open_case(("resident", town.karima.id)).concerned_id == town.karima.id


def test_it_takes_the_ordinary_staircase(town, desk, signed_in):
    case = desk.open_case(("resident", town.karima.id))
    desk.say(desk.ask(case), town.karima)
    made = desk.decide(case, Outcome.EXCLUDED, rule="scam")
    assert standing(town) is None
    desk.agree(made)
    assert standing(town) is Measure.EXCLUDED
    page = plain(signed_in(town.karima).get(made.path).text)
    assert plain("De notre propre initiative") in page
    assert plain("Quelqu’un l’a signalé") not in page
    assert "Odile" not in page
    appeal = desk.contest(made, town.karima)
    zoe = desk.moderator("Zoé Tierce")
    desk.answer(appeal, AppealStatus.OVERTURNED, by=zoe)
    assert standing(town) is None
    assert town.fresh(case).is_closed


def test_who_opened_it_answers_no_appeal(town, desk):
    case = desk.open_case()
    town.change(case, assigned_id=None, assigned_at=None)
    appeal = desk.contest(desk.decide(case, Outcome.WARNING, by=desk.victor), town.karima)
    zoe = desk.moderator("Zoé Tierce")
    for who, waits in ((desk.odile, False), (desk.victor, False), (zoe, True)):
        with town.make.writing() as session:
            judge, found = session.get_one(Resident, who.id), session.get_one(Appeal, appeal.id)
            assert policies.may_answer(judge, found) is waits
            assert (found in waiting.appeals(judge, town.valbourg.id)) is waits


@pytest.mark.parametrize("rule", ["scam", "threat"])
def test_the_reasons_say_who_hid_the_text_meanwhile(town, desk, signed_in, rule):
    made = desk.decide(desk.open_case(rule=rule), Outcome.HIDDEN, 30)
    page = plain(signed_in(town.karima).get(made.path).text)
    assert (plain("Une personne a d’abord masqué le texte") in page) is (rule == "threat")
    assert "par un automatisme" not in page


def test_nothing_found_shows_again_and_tells_no_reporter(town, desk):
    made = desk.decide(desk.open_case(rule="threat"), Outcome.NOTHING)
    assert not is_hidden(town)
    assert told(town, town.karima, "moderation.shown again") == 1
    assert made.found_nothing


def test_a_moderator_comes_to_it_from_what_is_published(town, desk, signed_in):
    moderator = signed_in(town.odile)
    way = f"/moderation/ouvrir/notice/{town.notice.id}"
    assert way in moderator.get(f"/signaler/notice/{town.notice.id}").text
    neighbour = signed_in(town.readers[0])
    assert "/moderation/ouvrir" not in neighbour.get(f"/signaler/notice/{town.notice.id}").text
    assert neighbour.get(way).status_code == 404
    assert town.notice.title in moderator.get(way).text
    assert moderator.post(way, data={"rule": "scam", "words": ""}).status_code == 422
    opened = moderator.post(way, data={"rule": "scam", "words": "Vu ce matin."})
    case = moderator.get(opened.location).text
    assert "Vu ce matin." in case
    assert "initiative" in moderator.get(f"/moderation/{town.valbourg.id}/").text
    again = moderator.get(way)
    assert again.location == opened.location
    assert moderator.get("/moderation/ouvrir/nonsense/1").status_code == 404


def test_a_measure_against_an_account_begins_on_its_page(app, town, desk, signed_in):
    with app.test_request_context():
        way = way_to("restrict", resident_id=town.karima.id)
    moderator = signed_in(town.odile)
    assert "Karima" in moderator.get(way).text
    opened = moderator.post(way, data={"rule": "false", "words": "Un faux nom."})
    assert opened.status_code == 303
    with town.make.writing():
        case = db.session.get_one(Case, int(opened.location.rsplit("/", 1)[1]))
        assert (case.about, case.about_id, case.opening.rule) == (
            "resident",
            town.karima.id,
            "false",
        )


def test_one_who_reported_it_is_not_led_to_the_case(town, desk, signed_in):
    town.report(town.odile)
    page = signed_in(town.odile).get(f"/moderation/ouvrir/notice/{town.notice.id}")
    assert page.status_code == 409
