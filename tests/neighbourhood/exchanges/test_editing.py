"""An open notice is edited on one page, with its photo."""

from datetime import timedelta
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from neighbourhood.exchanges.forms.writing import today
from neighbourhood.exchanges.models.subjects import Category, Subject
from neighbourhood.foundation.outside.scanning import EICAR
from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.storing.pictures import name_of
from neighbourhood.places.models import Reach
from tests.support.words import plain


@pytest.fixture
def typed(app):
    with app.app_context():
        until = (today() + timedelta(days=10)).isoformat()
    return {
        "title": "Monter deux étagères",
        "body": "Dimanche.",
        "category": "moving",
        "places": "3",
        "until": until,
        "reach": "town",
    }


def test_an_open_notice_is_edited_on_one_page(town, karima, typed):
    notice = town.notice()
    page = karima.get(f"{notice.path}/modifier").text
    assert notice.title in page
    assert karima.post(f"{notice.path}/modifier", data=typed).location == notice.path
    fresh = town.fresh(notice)
    assert (fresh.title, fresh.category, fresh.places, fresh.reach) == (
        "Monter deux étagères",
        Category.MOVING,
        3,
        Reach.TOWN,
    )
    assert fresh.subject is Subject.SERVICE


@pytest.mark.parametrize("wrong", [{"title": ""}, {"category": "tools"}, {"places": "0"}])
def test_a_mistake_while_editing_loses_nothing(town, karima, typed, wrong):
    notice = town.notice()
    page = karima.post(f"{notice.path}/modifier", data={**typed, **wrong})
    assert page.status_code == 422
    assert "Dimanche." in page.text
    assert town.fresh(notice).body == notice.body


def test_fewer_places_than_helpers_is_refused_on_the_same_page(town, karima, typed):
    notice = town.notice(places=3)
    for helper in (town.marcel, town.ines):
        town.accept(town.reply(notice, helper))
    page = karima.post(f"{notice.path}/modifier", data={**typed, "places": "1"})
    assert page.status_code == 422
    assert "au moins autant de places" in page.text
    assert "Monter deux étagères" in page.text


def test_what_is_agreed_can_change_and_its_helper_is_told(town, karima, marcel, typed):
    notice = town.notice(places=1)
    town.accept(town.reply(notice, town.marcel))
    assert town.fresh(notice).is_agreed
    assert f"{notice.path}/modifier" in karima.get(notice.path).text
    said = {**typed, "places": "1"}
    assert karima.post(f"{notice.path}/modifier", data=said).location == notice.path
    assert town.fresh(notice).is_agreed
    assert "devient" in marcel.get("/notifications").text


def test_one_place_more_opens_what_was_agreed(town, karima, typed):
    notice = town.notice(places=1)
    town.accept(town.reply(notice, town.marcel))
    karima.post(f"{notice.path}/modifier", data={**typed, "places": "2"})
    assert town.fresh(notice).is_open


def test_what_has_ended_is_no_longer_edited(town, karima):
    notice = town.notice()
    karima.post(f"{notice.path}/retirer")
    assert karima.get(f"{notice.path}/modifier").location == notice.path


def test_a_photo_with_a_virus_is_refused(town, karima, typed, jpeg):
    notice = town.notice()
    data = {**typed, "photos": (BytesIO(jpeg + EICAR), "a.jpg")}
    answer = karima.post(f"{notice.path}/modifier", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "quelque chose de dangereux" in answer.text
    assert town.fresh(notice).photos == []


def test_photos_are_added_described_and_removed_while_editing(town, app, karima, typed, jpeg):
    notice = town.notice()

    def send(**more) -> list:
        sent = karima.post(
            f"{notice.path}/modifier",
            data={**typed, **more},
            content_type="multipart/form-data",
        )
        assert sent.status_code == 303
        return town.fresh(notice).photos

    (first,) = send(photos=(BytesIO(jpeg), "a.jpg"))
    assert send() == [first]
    name = name_of(first)
    described = {**first, "description": "La façade"}
    (said, second) = send(
        **{f"description-{name}": " La façade ", "photos": (BytesIO(jpeg), "b.jpg")}
    )
    assert said == described
    assert send(**{f"drop-{name}": "y"}) == [second]
    with app.app_context():
        assert storage().get(second["key"])
        with pytest.raises(NothingStored):
            storage().get(first["key"])


def test_a_bad_photo_while_editing_changes_nothing(town, karima, typed):
    notice = town.notice()
    page = karima.post(
        f"{notice.path}/modifier",
        data={**typed, "photos": (BytesIO(b"no photo"), "a.jpg")},
        content_type="multipart/form-data",
    )
    assert page.status_code == 422
    assert town.fresh(notice).title == notice.title


def send_photo(client, notice, weight: int, **typed):
    photo = FileStorage(BytesIO(b"x" * weight), "a.jpg")
    boundary, body = encode_multipart({**typed, "photos": photo})
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(f"{notice.path}/modifier", data=body, content_type=kind)


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        (12 * 1024 * 1024 + 1, "Ce fichier pèse 13 Mo"),
        (31 * 1024 * 1024, "Ce fichier pèse 31 Mo"),
        (1024, "Nous n’arrivons pas à ouvrir cette photo"),
    ],
)
def test_a_photo_that_cannot_be_taken_leaves_the_words_where_they_were(
    town, karima, typed, weight, said
):
    notice = town.notice()
    page = send_photo(karima, notice, weight, **{**typed, "title": "Un autre titre"})
    assert page.status_code == 422
    assert 'value="Un autre titre"' in page.text
    assert said in page.text
    assert town.fresh(notice).title == notice.title


def test_what_is_heavier_than_any_form_says_that_the_words_stand_one_page_before(
    town, karima, typed
):
    page = send_photo(karima, town.notice(), 33 * 1024 * 1024, **typed)
    assert page.status_code == 413
    assert "vos mots y sont encore" in page.text


def test_what_others_answered_is_kept_to_no_building(town, karima, typed):
    notice = town.notice()
    town.reply(notice, town.marcel)
    refused = karima.post(f"{notice.path}/modifier", data={**typed, "reach": "building"})
    assert refused.status_code == 422
    assert "on ne peut plus la réserver à votre immeuble" in refused.text
    assert town.fresh(notice).reach == "quartier"


def test_until_then_it_may_be_kept_to_the_building(town, karima, typed):
    notice = town.notice()
    karima.post(f"{notice.path}/modifier", data={**typed, "reach": "building"})
    assert town.fresh(notice).reach == "building"


def test_what_describes_a_photo_at_length_is_asked_again_and_kept_meanwhile(
    town, karima, typed, jpeg
):
    notice = town.notice()
    path = f"{notice.path}/modifier"
    karima.post(path, data={**typed, "photos": (BytesIO(jpeg), "a.jpg")})
    (photo,) = town.fresh(notice).photos
    said = {f"description-{name_of(photo)}": "mur " * 60}
    refused = karima.post(path, data={**typed, **said})
    assert refused.status_code == 422
    assert "200 caractères au plus" in refused.text
    assert "mur " * 59 in refused.text


def test_more_photos_than_there_is_room_for_are_all_refused(town, karima, typed, jpeg):
    notice = town.notice()
    files = [(BytesIO(jpeg), f"{number}.jpg") for number in range(7)]
    refused = karima.post(f"{notice.path}/modifier", data={**typed, "photos": files})
    assert "Six photos au plus : choisissez-en moins, ou retirez-en." in plain(refused.text)
    assert town.fresh(notice).photos == []
