"""Who reads what on the timeline, in which order."""

import pytest
from sqlalchemy import literal, select

from neighbourhood.feed import lookup
from neighbourhood.feed.queries import PAGE_SIZE, Filters, counts_by_cell, timeline
from neighbourhood.places.models import Reach
from neighbourhood.residents.models.residents import Resident


@pytest.fixture
def read(app, in_app):
    def titles(viewer, after=None, **filters):
        in_app.rollback()
        viewer = in_app.get_one(Resident, viewer.id)
        return [line.title for line in timeline(viewer, Filters(**filters), after).rows]

    return titles


def test_a_card_is_read_as_far_as_it_reaches(town, card, make, read):
    tanneurs, gare, port = town.values()
    card(tanneurs, "near")
    card(tanneurs, "beside", reach=Reach.NEIGHBOURING)
    card(tanneurs, "everywhere", reach=Reach.TOWN)
    elsewhere = make.quartier("Les Tanneurs", make.municipality("Autre-Ville"))
    card(elsewhere, "noise", reach=Reach.TOWN)
    assert read(make.resident(quartier=tanneurs)) == ["everywhere", "beside", "near"]
    assert read(make.resident(quartier=gare)) == ["everywhere", "beside"]
    assert read(make.resident(quartier=port)) == ["everywhere"]
    assert read(make.resident(quartier=elsewhere)) == ["noise"]


def test_someone_without_a_proved_address_reads_nothing(town, card, make, read):
    card(town["La Gare"], "near", reach=Reach.TOWN)
    assert read(make.resident(verified=False)) == []


def test_what_is_closed_is_not_listed(town, card, make, read):
    card(town["La Gare"], "closed", listed=False)
    card(town["La Gare"], "open")
    assert read(make.resident(quartier=town["La Gare"])) == ["open"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("vélo", {"Un vélo rouge", "Une bicyclette"}),
        ("bicy", {"Une bicyclette"}),
        ("vélo rouge", {"Un vélo rouge"}),
        ("scooter", set()),
        ("le", set()),
    ],
)
def test_words_that_nearly_all_say_are_found_by_reading_the_newest(
    town, card, make, read, monkeypatch, asked, found
):
    for title in ("Un vélo rouge", "Une bicyclette", "Une échelle rouge"):
        card(town["La Gare"], title)
    reader = make.resident(quartier=town["La Gare"])
    rare = read(reader, words=asked)
    monkeypatch.setattr(lookup, "_HOW_MANY", select(literal(lookup._MANY)))
    assert set(read(reader, words=asked)) == set(rare) == found


def test_the_full_name_is_for_the_quartier_and_an_initial_beyond(town, card, make, in_app):
    marcel = make.resident("Marcel Lefèvre", town["Les Tanneurs"])
    card(town["Les Tanneurs"], "a hand", marcel, reach=Reach.TOWN)
    names = {}
    viewers = {name: make.resident(quartier=town[name]) for name in ("Les Tanneurs", "Port-Neuf")}
    for name, resident in viewers.items():
        viewer = in_app.get_one(Resident, resident.id)
        names[name] = timeline(viewer, Filters()).rows[0].name
    assert names == {"Les Tanneurs": "Marcel Lefèvre", "Port-Neuf": "Marcel L."}


def test_filters_by_kind_category_and_square(town, card, make, read):
    here = town["La Gare"]
    square = make.cell(here)
    card(here, "drill", kind="loan", category="tools")
    card(here, "shelf", category="diy", cell_id=square.id)
    viewer = make.resident(quartier=here)
    assert read(viewer, kind="loan") == ["drill"]
    assert read(viewer, category="diy") == ["shelf"]
    assert read(viewer, cell_id=square.id) == ["shelf"]


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("velo electrique", "Vélos électriques à prêter"),
        ("preter", "Je prête une échelle"),
        ("oeuf", "Six œufs frais"),
        ("l'ecole", "Sortie d’école"),
        ("éch", "Une échelle"),
    ],
)
def test_search_forgives_accents_plurals_and_beginnings(town, card, make, read, asked, title):
    here = town["La Gare"]
    card(here, "Noise: tout autre chose")
    card(here, title)
    assert read(make.resident(quartier=here), words=asked) == [title]


@pytest.mark.parametrize("asked", ['"', "*", "AND OR NOT", "(", "'; --", "\u0000", "…"])
def test_search_survives_what_is_no_word(town, card, make, read, asked):
    card(town["La Gare"], "Une échelle")
    assert read(make.resident(quartier=town["La Gare"]), words=asked) in ([], ["Une échelle"])


def test_pages_follow_each_other_without_a_gap_or_a_repeat(town, card, make, in_app):
    here = town["La Gare"]
    for number in range(PAGE_SIZE * 2 + 3):
        card(here, f"{number:02}")
    viewer = in_app.get_one(Resident, make.resident(quartier=here).id)
    read, after = [], None
    while True:
        page = timeline(viewer, Filters(), after)
        read += [line.title for line in page.rows]
        # Something newer arrives between two pages: it must not push a row onto the next one.
        card(here, "newer")
        in_app.rollback()
        after = page.next
        if after is None:
            break
    assert read == [f"{number:02}" for number in reversed(range(PAGE_SIZE * 2 + 3))]


def test_squares_are_counted_among_what_one_may_read(town, card, make, in_app):
    here, far = town["La Gare"], town["Port-Neuf"]
    square, other = make.cell(here), make.cell(far)
    card(here, "one", cell_id=square.id)
    card(here, "two", cell_id=square.id)
    card(far, "noise", cell_id=other.id)
    viewer = in_app.get_one(Resident, make.resident(quartier=here).id)
    assert counts_by_cell(viewer) == {square.id: 2}
