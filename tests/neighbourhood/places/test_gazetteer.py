import pytest
from geopy.exc import GeocoderUnavailable
from geopy.geocoders import BANFrance
from geopy.location import Location
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from neighbourhood.places import gazetteer
from neighbourhood.places.gazetteer import Gazetteer, geocoder
from neighbourhood.places.matching import search
from tests.support.geojson import ban_row

STREETS = (
    "Rue des Tanneurs",
    "Rue des Pyrénées",
    "Avenue de la République",
    "Boulevard de Ménilmontant",
    "Place Saint-Œuf",
    "Rue du 8 Mai 1945",
    "Impasse d'Alsace",
)


@pytest.fixture
def indexed(town, house):
    """Seven streets with the even numbers up to 20, some suffixes, and one namesake elsewhere."""
    rows = [ban_row(number, street) for street in STREETS for number in range(2, 21, 2)]
    rows += [ban_row(12, STREETS[0], suffix="bis"), ban_row(100, STREETS[3], suffix="v")]
    elsewhere = {"postcode": "99360", "insee": "99036", "nom_commune": "Montbourg"}
    house(*rows, *(ban_row(number, STREETS[2], **elsewhere) for number in (4, 6)))


def best(text):
    place = search(text, 1)[0]
    return place.label.split(",")[0], place.type, place.exact


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("12 Rue des Tanneurs 99350 Valbourg", "12 Rue des Tanneurs"),
        ("12 rue des tanneurs", "12 Rue des Tanneurs"),
        ("12, RUE DES TANNEURS, VALBOURG", "12 Rue des Tanneurs"),
        ("rue des tanneurs 12", "12 Rue des Tanneurs"),
        ("12 r des tanneurs", "12 Rue des Tanneurs"),
        ("12 bis rue des Tanneurs", "12 bis Rue des Tanneurs"),
        ("12BIS rue des Tanneurs", "12 bis Rue des Tanneurs"),
        ("12 b rue des Tanneurs", "12 bis Rue des Tanneurs"),
        ("100 v bd de menilmontant", "100 v Boulevard de Ménilmontant"),
        ("8 pl st oeuf", "8 Place Saint-Œuf"),
        ("8 rue du 8 mai 1945", "8 Rue du 8 Mai 1945"),
        ("14 impasse d’alsace", "14 Impasse d'Alsace"),
        ("4 avenue de la République 99360", "4 Avenue de la République"),
        ("4 av de la republique montbourg", "4 Avenue de la République"),
    ],
)
def test_an_address_as_people_write_it_is_found_for_sure(indexed, typed, found):
    assert best(typed) == (found, "housenumber", True)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("12 rue des tanneur", "12 Rue des Tanneurs"),
        ("12 rue des tannneurs", "12 Rue des Tanneurs"),
        ("12 rue des tanenurs", "12 Rue des Tanneurs"),
        ("12 ruedes tanneurs", "12 Rue des Tanneurs"),
        ("12 rue destanneurs", "12 Rue des Tanneurs"),
        ("12 tanneurs", "12 Rue des Tanneurs"),
        ("6 mesnilmontant", "6 Boulevard de Ménilmontant"),
        ("6 bd meni", "6 Boulevard de Ménilmontant"),
        ("6 rue de la republique 99360", "6 Avenue de la République"),
        ("12 rue des tanneurs 75020 Paris", "12 Rue des Tanneurs"),
    ],
)
def test_a_slip_or_an_unfinished_word_is_understood_but_not_for_sure(indexed, typed, found):
    assert best(typed) == (found, "housenumber", False)


@pytest.mark.parametrize(
    "typed",
    [
        "400 rue des Pyrénées 99350",
        "13 rue des Tanneurs",
        "12 ter rue des Pyrénées",
        "12 c rue des Pyrénées",
        "100 boulevard de Ménilmontant",
        "12 rue des Tanneurs 75020",
        "8 avenue des Pyrénées",
    ],
)
def test_an_address_that_does_not_exist_is_never_sure(indexed, typed):
    assert not [place for place in search(typed, 10) if place.exact]


@pytest.mark.parametrize(
    "typed", ["", "  ", "?!", "zzz", "rue introuvable", "'; DROP TABLE street"]
)
def test_what_is_no_street_finds_nothing(indexed, typed):
    assert search(typed, 5) == []


def test_without_the_town_an_address_of_two_towns_is_a_choice(indexed):
    found = search("4 avenue de la République", 5)
    assert [(place.town, place.exact) for place in found[:2]] == [
        ("Valbourg", False),
        ("Montbourg", False),
    ]


def test_a_number_with_and_without_suffix_are_both_offered(indexed):
    found = [place.label.split(",")[0] for place in search("12 rue des tanneurs", 5)]
    assert found == ["12 Rue des Tanneurs", "12 bis Rue des Tanneurs"]


def test_a_street_without_a_number_is_a_street(indexed):
    place = search("rue des tanneurs", 5)[0]
    assert (place.type, place.key, place.label) == (
        "street",
        None,
        "Rue des Tanneurs, 99350 Valbourg",
    )


def test_an_answer_names_the_quartier_and_the_key(indexed):
    place = search("2 rue des tanneurs", 1)[0]
    assert (place.quartier, place.key) == ("Les Tanneurs", "99035_RuedesTanneurs_00002")


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_the_search_fail(indexed, typed):
    assert len(search(typed, 5)) <= 5


def test_it_is_a_geopy_geocoder(indexed):
    here = Gazetteer().geocode("12 rue des tanneurs")
    assert (here.address, here.raw["type"]) == (
        "12 Rue des Tanneurs, 99350 Valbourg",
        "housenumber",
    )
    assert len(Gazetteer().geocode("rue", exactly_one=False, limit=3)) == 3
    assert Gazetteer().geocode("zzz") is None
    assert Gazetteer().geocode("zzz", exactly_one=False) is None


def test_reverse_gives_the_nearest_door_if_there_is_one_nearby(town, house):
    house(ban_row(2), ban_row(4, lat=46.0055), ban_row(6, lat=46.009))
    assert Gazetteer().reverse((46.0053, 5.005)).raw["key"].endswith("_00004")
    (only,) = Gazetteer().reverse("46.0053, 5.005", exactly_one=False)
    assert only.raw["exact"] is False
    assert Gazetteer().reverse((46.5, 5.005)) is None


def test_the_national_geocoder_is_a_setting_away(in_app, monkeypatch):
    assert isinstance(geocoder(), Gazetteer)

    class Ours:
        geocoder = "ban:adresse.example.org"

    monkeypatch.setattr(gazetteer.settings, "current", Ours)
    chosen = geocoder()
    assert isinstance(chosen, BANFrance)
    assert chosen.geocode_api == "https://adresse.example.org/search"


def test_a_geocoder_that_is_down_suggests_nothing(monkeypatch):
    class Down:
        def geocode(self, _query, **_options):
            raise GeocoderUnavailable

    monkeypatch.setattr(gazetteer, "geocoder", Down)
    assert gazetteer.choices("8 rue des pyrénées") == []


def test_our_own_geocoder_has_no_network():
    with Gazetteer() as ours, pytest.raises(NotImplementedError):
        ours.adapter.get_json("https://example.org", timeout=1, headers={})
    with pytest.raises(NotImplementedError):
        ours.adapter.get_text("https://example.org", timeout=1, headers={})


def test_answers_of_the_national_geocoder_read_the_same(monkeypatch):
    said = {
        "id": "75120_7904_00008",
        "type": "housenumber",
        "label": "8 Rue des Pyrénées 75020 Paris",
        "name": "8 Rue des Pyrénées",
        "street": "Rue des Pyrénées",
        "postcode": "75020",
        "city": "Paris",
        "score": 0.97,
    }
    street = {**said, "type": "street", "id": "75120_7904", "name": "Rue des Pyrénées"}
    del street["street"]
    doubtful = {**said, "score": 0.6}

    class National:
        def geocode(self, _query, *, exactly_one, limit):
            answers = (said, street, doubtful)
            return [Location("", (48.8, 2.4), {"properties": each}) for each in answers]

    monkeypatch.setattr(gazetteer, "geocoder", National)
    sure, whole, unsure = gazetteer.choices("8 rue des pyrénées")
    assert (sure.key, sure.exact, sure.lat) == ("75120_7904_00008", True, 48.8)
    assert (whole.key, whole.exact, whole.street) == (None, False, "Rue des Pyrénées")
    assert not unsure.exact
