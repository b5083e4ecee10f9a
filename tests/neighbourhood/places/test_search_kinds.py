"""Every way of writing an address that once missed its door, on a small town with awkward names."""

import pytest

from neighbourhood.places import keeping
from neighbourhood.places.matching import search
from neighbourhood.places.surroundings import complement
from tests.support.geojson import ban_row

STREETS = (
    "Rue des Tanneurs", "Rue des Pyrénées", "Rue du 8 Mai 1945", "Rue du 11 Novembre 1918",
    "Passage Saint-Georges", "Rue George Sand", "Quai des Brumes", "Petite Impasse",
    "Rue de la Résidence", "Allée du Général Foy", "Rue du Faubourg", "Pont Neuf",
    "Rue Ménilmontant", "Avenue de la Porte Verte",
    "Allée des Brumes", "Passage des Brumes", "Passerelle des Brumes", "Rue Pontneau",
)  # fmt: skip
NUMBERS = (1, 2, 3, 5, 8, 11, 12, 14, 20)


@pytest.fixture
def arrondissement(town, house):
    """Streets of a "20e Arrondissement", with the doors that floors and years are taken for."""
    place = {"postcode": "75020", "insee": "75120", "nom_commune": "Paris 20e Arrondissement"}
    rows = [ban_row(number, street, **place) for street in STREETS for number in NUMBERS]
    suffixed = [(12, "bis"), (1, "s1"), (3, "z4")]
    house(*rows, *(ban_row(n, STREETS[0], suffix=s, **place) for n, s in suffixed))


def first(typed):
    found = search(typed, 5)
    return found[0].label.split(",")[0] if found and found[0].key else None


@pytest.mark.parametrize(
    ("typed", "door"),
    [
        ("20 rue des Pyrénées 75020", "20 Rue des Pyrénées"),
        ("20 rue des Pyrénées 75020 Paris", "20 Rue des Pyrénées"),
        ("20 rue des Pyrénées Paris 20", "20 Rue des Pyrénées"),
        ("20 rue des Pyrénées Paris 20e", "20 Rue des Pyrénées"),
        ("rue des pyrénées 20 Paris 20ème", "20 Rue des Pyrénées"),
        ("Paris 20e rue des Pyrénées 5", "5 Rue des Pyrénées"),
        ("5 rue des Pyrénées 20e arrondissement", "5 Rue des Pyrénées"),
        ("5 rue des Tanneurs 3e étage", "5 Rue des Tanneurs"),
        ("3ème étage 5 rue des Tanneurs", "5 Rue des Tanneurs"),
        ("rue des Tanneurs 5, étage 3", "5 Rue des Tanneurs"),
        ("8 rue du 8 mai 1945", "8 Rue du 8 Mai 1945"),
        ("rue du 8 mai 1945, 8", "8 Rue du 8 Mai 1945"),
        ("11 rue du 11 novembre", "11 Rue du 11 Novembre 1918"),
        ("11 rue du onze novembre 1918", "11 Rue du 11 Novembre 1918"),
        ("rue du 11 novembre 1918 n° 5", "5 Rue du 11 Novembre 1918"),
        ("n° 12 rue des Tanneurs", "12 Rue des Tanneurs"),
        ("numéro douze rue des Tanneurs", "12 Rue des Tanneurs"),
        ("12-14 rue des Pyrénées", "12 Rue des Pyrénées"),
        ("13/14 rue des Pyrénées", "14 Rue des Pyrénées"),
        ("12 bis rue des Tanneurs, appt 3", "12 bis Rue des Tanneurs"),
        ("1 s1 rue des Tanneurs", "1 s1 Rue des Tanneurs"),
        ("3 Z4 rue des Tanneurs 75020", "3 z4 Rue des Tanneurs"),
        ("appt 3 B 1 rue des Pyrénées", "1 Rue des Pyrénées"),
    ],
)
def test_numbers_that_are_no_house_do_not_hide_the_house(arrondissement, typed, door):
    assert first(typed) == door


@pytest.mark.parametrize(
    ("typed", "door", "around"),
    [
        ("12 rue des Pyrénées bâtiment B 75020 Paris", "12 Rue des Pyrénées", "bâtiment B"),
        ("Résidence Les Lilas, 12 rue des Pyrénées", "12 Rue des Pyrénées", "Résidence Les Lilas"),
        ("chez Mme Benali 12 rue des Pyrénées", "12 Rue des Pyrénées", "chez Mme Benali"),
        ("12 rue des Pyrénées chez Aylin 75020", "12 Rue des Pyrénées", "chez Aylin"),
        ("12 rue des Pyrénées, porte gauche", "12 Rue des Pyrénées", "porte gauche"),
        ("appt 4 bât A 12 rue des Pyrénées", "12 Rue des Pyrénées", "appt 4 bât A"),
        ("12 rue des Pyrénées digicode 12A34", "12 Rue des Pyrénées", ""),
        ("12 rue des Pyrénées code 1234A 3e étage", "12 Rue des Pyrénées", "3e étage"),
        ("12 rue des Pyrénées, code porte : A1234, bât B", "12 Rue des Pyrénées", "bât B"),
        ("code d’entrée 45B12, escalier C, 12 rue des Pyrénées", "12 Rue des Pyrénées",
         "escalier C"),
        ("12 rue des Pyrénées bât B digicode 45 B 12 appt 4", "12 Rue des Pyrénées",
         "bât B, appt 4"),
        ("12 rue des Pyrénées escalier C, 2e étage 75020", "12 Rue des Pyrénées",
         "escalier C, 2e étage"),
        ("12 rue des Pyrénées BP 123 75020 Paris", "12 Rue des Pyrénées", "BP 123"),
        ("rdc face, 12 rue des Pyrénées", "12 Rue des Pyrénées", "rdc face"),
        ("12 avenue de la Porte Verte", "12 Avenue de la Porte Verte", ""),
        ("12 rue de la Résidence", "12 Rue de la Résidence", ""),
        ("12-14 rue des Pyrénées 75020 Paris", "12 Rue des Pyrénées", ""),
    ],
)  # fmt: skip
def test_words_around_an_address_are_told_from_it_and_kept(arrondissement, typed, door, around):
    assert (first(typed), complement(typed)) == (door, around)


@pytest.mark.parametrize(
    ("typed", "door"),
    [
        ("12 rue Mnilmotant", "12 Rue Ménilmontant"),
        ("12 rue Menilmomtamt", "12 Rue Ménilmontant"),
        ("12 psg saint george paris", "12 Passage Saint-Georges"),
        ("12 saint george paris", "12 Passage Saint-Georges"),
        ("12 psg st georges", "12 Passage Saint-Georges"),
        ("12 all des brumes", "12 Allée des Brumes"),
        ("12 psg des brumes", "12 Passage des Brumes"),
        ("12 pontneuf", "12 Pont Neuf"),
        ("12 pas st georges", "12 Passage Saint-Georges"),
        ("12 qu des brumes", "12 Quai des Brumes"),
        ("12 pte imp", "12 Petite Impasse"),
        ("12 pt neuf", "12 Pont Neuf"),
        ("12 all du gal foy", "12 Allée du Général Foy"),
        ("12 r du fg", "12 Rue du Faubourg"),
        ("12 r de la rés", "12 Rue de la Résidence"),
        ("12 ruedes pyrennees", "12 Rue des Pyrénées"),
    ],
)
def test_slips_and_abbreviations_are_understood(arrondissement, typed, door):
    assert first(typed) == door


def test_a_damaged_file_is_written_again(arrondissement):
    assert first("12 rue des Pyrénées") == "12 Rue des Pyrénées"
    whole = keeping.path().read_bytes()
    for damaged in (b"", whole[:100], whole[: len(whole) // 2], whole[:-9] + b"!" + whole[-8:]):
        keeping.forget()
        keeping.path().unlink()
        keeping.path().write_bytes(damaged)
        assert first("12 rue des Pyrénées") == "12 Rue des Pyrénées"
        assert keeping.path().read_bytes() == whole


def test_a_lost_file_is_written_again(arrondissement):
    assert first("12 rue des Pyrénées")
    keeping.forget(broken=True)
    assert not keeping.path().exists()
    assert first("12 rue des Pyrénées") == "12 Rue des Pyrénées"


def test_a_street_imported_later_is_found(arrondissement, house):
    assert first("4 rue des Nouveaux") is None
    house(ban_row(4, "Rue des Nouveaux"))
    assert first("4 rue des Nouveaux") == "4 Rue des Nouveaux"


@pytest.mark.parametrize("typed", ["7 rue Haute Lyon 7", "7 r haute LYON 7E ARRONDISSEMENT"])
def test_an_arrondissement_that_is_also_the_house_number_is_not_overlooked(town, house, typed):
    towns = [("69383", "69003", "Lyon 3e"), ("69387", "69007", "Lyon 7e")]
    house(
        *(
            ban_row(number, "Rue Haute", insee=i, postcode=p, nom_commune=f"{name} Arrondissement")
            for i, p, name in towns
            for number in (3, 7)
        )
    )
    assert search(typed, 5)[0].label == "7 Rue Haute, 69007 Lyon 7e Arrondissement"
