"""What is left empty on the way: asked about, or taken as it is; never a fault."""

from datetime import timedelta

from neighbourhood.foundation.storing.clock import now
from tests.support.carried import carried, press


def test_the_emptiest_answers_are_asked_about_or_put_up(karima):
    karima.post("/rencontres/proposer", data={"sort": "apero"})
    day = (now().date() + timedelta(days=7)).isoformat()
    pages = {
        "mots": ({"title": ""}, {"title": "Apéro"}),
        "quand": ({"day": day}, {"day": day, "hour": "18:30", "minutes": "120"}),
        "ou": ({"spot": "words", "place": " "}, {"spot": "words", "place": "place aux Herbes"}),
        "details": ({"capacity": "0", "reach": "quartier"}, {"reach": "quartier"}),
    }
    for page, (too_little, just_enough) in pages.items():
        url = f"/rencontres/proposer/{page}"
        refused = karima.post(url, data=too_little)
        assert refused.status_code == 422, page
        if page == "ou":
            assert "Écrivez le nom du lieu." in refused.text
            assert "facultatif" not in refused.text
            assert "proposer/ou" in karima.get("/rencontres/proposer/apercu").location
        step = karima.post(url, data=just_enough)
        assert step.status_code == 303
    sent = karima.post(step.location, data=carried(karima.get(step.location)))
    assert sent.status_code == 303
    assert "Place aux Herbes" in karima.get(sent.location).text


def test_a_place_is_left_empty_for_a_home_alone(court, karima):
    for at_home in (False, True):
        date = court.first(court.gathering(at_home=at_home))
        page = karima.get(f"{date.path}/deplacer").text
        assert ("Laissez vide si c’est chez vous." in page) is at_home
        where = page.partition('for="place"')[2].partition("</label>")[0]
        assert ("facultatif" in where) is at_home
        day = (date.starts_at + timedelta(days=1)).date().isoformat()
        typed = {"day": day, "hour": "19:00", "minutes": "90", "place": " "}
        sent = press(karima, f"{date.path}/deplacer", typed)
        assert sent.status_code == (303 if at_home else 422)
        assert not court.fresh(date).place
