"""Writing a notice page by page, without JavaScript."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from neighbourhood.exchanges.forms.writing import today
from neighbourhood.exchanges.models import Category, Direction, Notice, Subject
from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.drafts import Draft
from neighbourhood.places.models import Reach

ASK = "/entraide/demander"
DETAILS = {"title": "Monter une étagère", "body": "Une heure suffit.", "places": "2"}


def until(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


@pytest.fixture
def karima(town, signed_in):
    return signed_in(town.karima)


def answer(client, *steps) -> None:
    """Answer the steps up to the one named last."""
    said = {
        "": {"subject": "service"},
        "/categorie": {"category": "diy"},
        "/details": {**DETAILS, "until": client.until},
        "/portee": {"reach": "neighbouring"},
    }
    for step in steps or said:
        assert client.post(ASK + step, data=said[step]).status_code == 303


@pytest.fixture
def writing(app, karima):
    with app.app_context():
        karima.until = until(20)
    return karima


def draft_of(app, resident, direction=Direction.ASK) -> dict:
    with app.app_context():
        return drafts.answers_of(resident.id, f"notice {direction}")


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
    assert "Étape 2 sur 5" in writing.get(ASK + "/categorie").text


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
    assert draft["photo"]


def test_going_back_from_the_reach_keeps_it(app, town, writing):
    answer(writing, "", "/categorie", "/details")
    back = writing.post(ASK + "/portee", data={"reach": "town", "go": "back"})
    assert back.location == ASK + "/details"
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
        "photo",
    }


def test_the_name_is_shown_as_each_audience_reads_it(writing):
    answer(writing, "", "/categorie", "/details")
    page = writing.get(ASK + "/portee").text
    assert "Karima Benali" in page
    assert "Karima B." in page
    assert "Le Port" in page
    answer(writing, "/portee")
    assert "jamais montrée" in writing.get(ASK + "/apercu").text


def send_photo(client, data: bytes, name="étagère.jpg", **more):
    fields = {**DETAILS, "until": client.until, "photo": (BytesIO(data), name), **more}
    return client.post(ASK + "/details", data=fields, content_type="multipart/form-data")


def test_a_photo_is_re_encoded_and_forgets_where_it_was_taken(app, town, writing, jpeg, signed_in):
    answer(writing, "", "/categorie")
    assert send_photo(writing, jpeg).status_code == 303
    answer(writing, "/portee")
    path = writing.post(ASK + "/apercu").location
    with app.app_context():
        key = db.session.query(Notice).one().photo_key
    url = f"{path}/photo/{key.rpartition('/')[2]}"
    assert url in writing.get(path).text
    answered = signed_in(town.marcel).get(url)
    assert answered.content_type == "image/webp"
    assert "private" in answered.headers["Cache-Control"]
    picture = Image.open(BytesIO(answered.data))
    assert picture.format == "WEBP"
    assert not picture.getexif()
    for secret in (b"Maker of cameras", b"taken at home", b"EXIF", b"GPS"):
        assert secret not in answered.data
    assert signed_in(town.rosa).get(url).status_code == 404
    assert signed_in(town.marcel).get(url.replace(".webp", "0.webp")).status_code == 404


def test_the_photo_of_a_draft_is_for_its_author(app, town, writing, jpeg, signed_in):
    answer(writing, "", "/categorie")
    send_photo(writing, jpeg)
    key = draft_of(app, town.karima)["photo"]
    url = f"{ASK}/photo/{key.rpartition('/')[2]}"
    assert url in writing.get(ASK + "/details").text
    assert writing.get(url).status_code == 200
    assert signed_in(town.marcel).get(url).status_code == 404


def test_a_photo_replaced_or_removed_is_gone_from_the_storage(app, town, writing, jpeg):
    answer(writing, "", "/categorie")
    send_photo(writing, jpeg)
    first = draft_of(app, town.karima)["photo"]
    send_photo(writing, jpeg)
    second = draft_of(app, town.karima)["photo"]
    answer(writing, "/details")
    assert draft_of(app, town.karima)["photo"] == second
    writing.post(ASK + "/details", data={**DETAILS, "until": writing.until, "remove_photo": "y"})
    assert draft_of(app, town.karima)["photo"] is None
    with app.app_context():
        for key in (first, second):
            with pytest.raises(NothingStored):
                storage().get(key)


def test_a_file_that_is_no_photo_is_refused_and_the_words_stay(writing):
    answer(writing, "", "/categorie")
    page = send_photo(writing, b"not a photo")
    assert page.status_code == 422
    assert "cette photo" in page.text
    assert "Monter une étagère" in page.text


def test_a_good_photo_is_kept_beside_a_wrong_title(app, town, writing, jpeg):
    answer(writing, "", "/categorie")
    assert send_photo(writing, jpeg, title="").status_code == 422
    assert draft_of(app, town.karima)["photo"]
