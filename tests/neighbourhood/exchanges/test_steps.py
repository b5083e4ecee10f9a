"""Writing a notice page by page, without JavaScript."""

from datetime import timedelta

import pytest

from neighbourhood.exchanges.forms.writing import today
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.drafts import Draft
from neighbourhood.places.models import Reach
from neighbourhood.residents.retention import forget_drafts
from tests.neighbourhood.exchanges.writing import ASK, DETAILS, answer, draft_of, send_photo


def test_five_plain_pages_lead_to_a_published_notice(app, town, writing):
    places = []
    for step, data in (
        ("", {"subject": "service"}),
        ("/categorie", {"category": "diy"}),
        ("/details", {**DETAILS, "until": writing.until}),
        ("/portee", {"reach": "neighbouring"}),
        ("/apercu", {}),
    ):
        page = writing.get(ASK + step)
        places.append("Étape" in page.text and page.status_code)
        sent = writing.post(ASK + step, data=data)
        assert sent.status_code == 303
    assert places == [200] * 5
    with app.app_context():
        notice = db.session.query(Notice).one()
        assert sent.location == notice.path
        assert (notice.direction, notice.subject, notice.category) == (
            Direction.ASK,
            Subject.SERVICE,
            Category.DIY,
        )
        assert (notice.title, notice.body, notice.places) == (*list(DETAILS.values())[:2], 2)
        assert notice.reach == Reach.NEIGHBOURING
        assert notice.expires_at.date() >= today() + timedelta(days=19)
        assert db.session.query(Draft).count() == 0
    shown = writing.get(sent.location)
    assert "Monter une étagère" in shown.text


def test_the_step_count_is_said(writing):
    answer(writing, "")
    assert "Étape 2 sur 6" in writing.get(ASK + "/categorie").text


def test_each_way_in_is_verified_only(town, signed_in, visitor):
    newcomer = signed_in(town.newcomer)
    for path in ("/entraide/publier", ASK, ASK + "/details", ASK + "/portee", ASK + "/apercu"):
        assert newcomer.get(path).status_code == 403
        assert "/connexion" in visitor.get(path).location


def test_choosing_first_whether_to_ask_or_to_offer(karima):
    page = karima.get("/entraide/publier").text
    assert "/entraide/demander" in page
    assert "/entraide/proposer" in page


def test_a_step_skipped_leads_back_to_it(writing):
    assert writing.get(ASK + "/categorie").location == ASK
    assert writing.get(ASK + "/apercu").location == ASK
    answer(writing, "")
    assert writing.get(ASK + "/apercu").location == ASK + "/categorie"
    answer(writing, "/categorie")
    assert writing.post(ASK + "/apercu").location == ASK + "/details"
    answer(writing, "/details")
    assert writing.get(ASK + "/apercu").location == ASK + "/portee"


def test_changing_the_subject_asks_for_a_category_again(writing):
    answer(writing)
    writing.post(ASK, data={"subject": "loan"})
    assert writing.get(ASK + "/apercu").location == ASK + "/categorie"
    assert writing.post(ASK + "/categorie", data={"category": "diy"}).status_code == 422


@pytest.mark.parametrize(
    ("step", "data"),
    [
        ("", {}),
        ("", {"subject": "gold"}),
        ("/categorie", {"category": "gold"}),
        ("/portee", {"reach": "the moon"}),
        ("/portee", {}),
    ],
)
def test_a_choice_that_is_none_is_asked_again(writing, step, data):
    answer(writing, "")
    page = writing.post(ASK + step, data=data)
    assert page.status_code == 422
    assert 'role="alert"' in page.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "\u200b \u200b"},
        {"title": "x" * 121},
        {"body": "x" * 2001},
        {"places": "0"},
        {"places": "21"},
        {"places": "beaucoup"},
        {"until": "demain"},
        {"until": "2020-01-01"},
        {"until": "2999-01-01"},
    ],
)
def test_a_mistake_loses_nothing_that_was_typed(writing, wrong):
    answer(writing, "", "/categorie")
    typed = {**DETAILS, "until": writing.until, **wrong}
    page = writing.post(ASK + "/details", data=typed)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    for name in {"body", "title", "places"} - set(wrong):
        assert typed[name] in page.text
    again = writing.get(ASK + "/details")
    assert again.status_code == 200
    assert DETAILS["body"] in again.text or "body" in wrong
    assert writing.get(ASK + "/apercu").location == ASK + "/details"


def test_going_back_keeps_what_was_typed_even_unfinished(app, town, writing):
    answer(writing, "", "/categorie")
    back = writing.post(ASK + "/details", data={"title": "Monter", "places": "beau", "go": "back"})
    assert back.location == ASK + "/categorie"
    assert draft_of(app, town.karima)["title"] == "Monter"
    page = writing.get(ASK + "/details").text
    assert 'value="Monter"' in page
    assert 'value="beau"' in page


def test_leaving_the_page_keeps_the_words_and_the_photo(app, town, writing, jpeg):
    answer(writing, "", "/categorie")
    send_photo(writing, jpeg)
    left = writing.post(ASK + "/details", data={"title": "À moitié", "go": "keep"})
    assert left.status_code == 204
    draft = draft_of(app, town.karima)
    assert draft["title"] == "À moitié"
    assert draft["photos"]


def test_going_back_from_the_reach_keeps_it(app, town, writing):
    answer(writing, "", "/categorie", "/details")
    back = writing.post(ASK + "/portee", data={"reach": "town", "go": "back"})
    assert back.location == ASK + "/precisions"
    assert draft_of(app, town.karima)["reach"] == "town"


def test_a_draft_survives_and_can_be_thrown_away(app, town, writing, signed_in):
    answer(writing, "", "/categorie", "/details")
    later = signed_in(town.karima)
    assert "Monter une étagère" in later.get(ASK).text
    assert "Monter une étagère" in later.get(ASK + "/details").text
    assert later.post(ASK + "/recommencer").location == ASK
    assert draft_of(app, town.karima) == {}
    assert later.post(ASK + "/recommencer").status_code == 303


def test_drafts_are_apart_by_direction_and_by_resident(app, town, writing, signed_in):
    answer(writing)
    writing.post("/entraide/proposer", data={"subject": "advice"})
    signed_in(town.marcel).post(ASK, data={"subject": "loan"})
    assert draft_of(app, town.karima)["subject"] == "service"
    assert draft_of(app, town.karima, Direction.OFFER) == {"subject": "advice"}
    assert draft_of(app, town.marcel) == {"subject": "loan"}


def test_only_known_answers_are_kept(app, town, writing):
    answer(writing, "", "/categorie")
    writing.post(ASK + "/details", data={**DETAILS, "until": writing.until, "author_id": "9"})
    assert set(draft_of(app, town.karima)) == {
        "subject",
        "category",
        "title",
        "body",
        "places",
        "until",
    }


def test_the_name_is_shown_as_each_audience_reads_it(writing):
    answer(writing, "", "/categorie", "/details")
    page = writing.get(ASK + "/portee").text
    assert "Karima Benali" in page
    assert "Karima B." in page
    assert "Le Port" in page
    answer(writing, "/portee")
    assert "jamais montrée" in writing.get(ASK + "/apercu").text


def test_a_draft_that_nobody_touches_for_a_month_is_forgotten_with_its_photo(
    app, town, writing, jpeg, move_clock
):
    answer(writing, "", "/categorie")
    send_photo(writing, jpeg)
    key = draft_of(app, town.karima)["photos"][0]["key"]
    with app.app_context():
        move_clock(days=29)
        forget_drafts(now() - drafts.KEPT_FOR)
        assert storage().get(key)
        move_clock(days=2)
        forget_drafts(now() - drafts.KEPT_FOR)
        assert db.session.query(Draft).count() == 0
        with pytest.raises(NothingStored):
            storage().get(key)
