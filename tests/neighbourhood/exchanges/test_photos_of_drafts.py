"""The photo of a notice that is being written."""

from io import BytesIO

import pytest
from PIL import Image

from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.pictures import name_of
from tests.neighbourhood.exchanges.writing import ASK, DETAILS, answer, draft_of, send_photo
from tests.support.words import plain


def test_a_photo_is_re_encoded_and_forgets_where_it_was_taken(app, town, writing, jpeg, signed_in):
    answer(writing, "", "/categorie")
    assert send_photo(writing, jpeg).status_code == 303
    answer(writing, "/portee")
    path = writing.post(ASK + "/apercu").location
    with app.app_context():
        (photo,) = db.session.query(Notice).one().photos
    url = f"{path}/photo/{name_of(photo)}"
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
    url = f"{ASK}/photo/{name_of(draft_of(app, town.karima)['photos'][0])}"
    assert url in writing.get(ASK + "/details").text
    assert writing.get(url).status_code == 200
    assert signed_in(town.marcel).get(url).status_code == 404


def test_photos_are_described_and_a_removed_one_is_gone_from_the_storage(app, town, writing, jpeg):
    answer(writing, "", "/categorie")
    assert send_photo(writing, jpeg).location == ASK + "/details"
    assert "Vos photos sont ajoutées." in writing.get(ASK + "/details").text
    send_photo(writing, jpeg)
    first, second = draft_of(app, town.karima)["photos"]
    more = {f"drop-{name_of(first)}": "y", f"description-{name_of(second)}": "L’étagère"}
    onwards = writing.post(ASK + "/details", data={**DETAILS, "until": writing.until, **more})
    assert onwards.location == ASK + "/precisions"
    assert draft_of(app, town.karima)["photos"] == [{**second, "description": "L’étagère"}]
    with app.app_context():
        assert storage().get(second["key"])
        with pytest.raises(NothingStored):
            storage().get(first["key"])


def test_six_photos_are_kept_and_the_seventh_is_said_not_to_be(app, town, writing, jpeg):
    answer(writing, "", "/categorie")
    files = [(BytesIO(jpeg), f"{number}.jpg") for number in range(7)]
    page = writing.post(ASK + "/details", data={**DETAILS, "until": writing.until, "photos": files})
    assert page.status_code == 422
    assert "Six photos au plus : les autres ne sont pas ajoutées." in plain(page.text)
    assert len(draft_of(app, town.karima)["photos"]) == 6


def test_what_is_said_of_photos_is_kept_when_the_page_is_closed(app, town, writing, jpeg):
    answer(writing, "", "/categorie")
    send_photo(writing, jpeg)
    (photo,) = draft_of(app, town.karima)["photos"]
    leaving = {f"description-{name_of(photo)}": "Un mur", f"drop-{name_of(photo)}": "y"}
    writing.post(ASK + "/details", data={"go": "keep", **leaving})
    assert draft_of(app, town.karima)["photos"] == [{**photo, "description": "Un mur"}]


def test_a_draft_begun_with_its_one_photo_still_has_it(app, town, writing, jpeg):
    answer(writing, "", "/categorie")
    send_photo(writing, jpeg)
    (photo,) = draft_of(app, town.karima)["photos"]
    sheet = drafts.Sheet(town.karima.id, "notice ask")
    with town.make.writing():
        drafts.keep(sheet, {"photos": None, "photo": photo["key"]})
    answer(writing, "/details", "/precisions", "/portee")
    writing.post(ASK + "/apercu")
    with app.app_context():
        assert db.session.query(Notice).one().photos == [photo]


def test_a_file_that_is_no_photo_is_refused_and_the_words_stay(writing):
    answer(writing, "", "/categorie")
    page = send_photo(writing, b"not a photo")
    assert page.status_code == 422
    assert "cette photo" in page.text
    assert "Monter une étagère" in page.text


def test_a_good_photo_is_kept_beside_a_wrong_title(app, town, writing, jpeg):
    answer(writing, "", "/categorie")
    assert send_photo(writing, jpeg, title="").status_code == 422
    assert draft_of(app, town.karima)["photos"]
