"""The photo of a notice that is being written."""

from io import BytesIO

import pytest
from PIL import Image

from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.storing.database import db
from tests.neighbourhood.exchanges.writing import ASK, DETAILS, answer, draft_of, send_photo


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
