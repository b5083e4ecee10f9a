import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places import actions, demo, maps, queries
from neighbourhood.places.lettering import NUMBER_SIZE, SMALL_SIZE, box_of
from neighbourhood.places.models import Cell, Quartier
from tests.support.geojson import ban_row, feature, polygon, ring, square
from tests.support.words import plain

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def drawn_town(draw, house):
    names = draw(square("L’Île <b>"), square("La Gare", 1), square("Le Port", 2))
    house(*(ban_row(number, lat=46.005, lon=5.005) for number in range(20)))
    line = {"type": "LineString", "coordinates": [[4.9, 46.005], [5.2, 46.005]]}
    with transaction():
        actions.import_base_map(
            [
                {"kind": "street", "name": "Quai", "geometry": line},
                {"kind": "park", "name": "", "geometry": polygon(ring(side=0.001))},
            ],
            insee="99035",
        )
    return names


@pytest.fixture
def read(app):
    """Parse a map as a browser would; it may carry no style of its own."""

    def parse(markup):
        assert not re.search(r"\b(style|on\w+)=", markup)
        return ET.fromstring(markup)

    with app.test_request_context():
        yield parse


def classes(svg):
    return [part.get("class") for part in svg]


def test_a_quartier_is_drawn_over_its_streets_and_parks(drawn_town, read):
    svg = read(maps.draw_quartier(drawn_town["La Gare"]))
    assert svg.get("role") == "img"
    assert plain(svg.get("aria-label")) == "Carte du quartier : La Gare"
    assert classes(svg) == ["map-street", *["map-quartier"] * 2, "map-here"]


def test_names_are_written_as_text_never_as_markup(drawn_town, read):
    svg = read(maps.draw_town(drawn_town["La Gare"], {}))
    names = {part.text for part in svg.iter("text")}
    assert names == {"L’Île <b>", "La Gare", "Le Port"}


def test_each_cell_shows_its_count_and_leads_to_its_list(drawn_town, read):
    cell = queries.cells_of({drawn_town["L’Île <b>"].id})[0]
    svg = read(
        maps.draw_town(
            drawn_town["La Gare"], {cell.id: 3, 999: 1}, lambda key: f"/liste?cell={key}"
        )
    )
    (link,) = svg.iter("a")
    assert svg.get("role") == "group"
    assert link.get("href") == f"/liste?cell={cell.id}"
    assert link.get("aria-label") == "3 annonces par ici"
    assert link.find("text").text == "3"
    plain = read(maps.draw_town(drawn_town["La Gare"], {cell.id: 3}))
    assert not list(plain.iter("a"))


def test_a_shape_far_away_is_not_drawn_outside_the_frame(drawn_town, read):
    svg = read(maps.draw_quartier(drawn_town["La Gare"]))
    numbers = [int(n) for part in svg.iter("path") for n in re.findall(r"-?\d+", part.get("d"))]
    assert min(numbers) >= -30
    assert max(numbers) <= maps.WIDTH + 30


def test_the_ground_is_read_once_until_it_is_redrawn(drawn_town, read, draw, statements):
    read(maps.draw_quartier(drawn_town["La Gare"]))
    quartier = db.session.get_one(type(drawn_town["La Gare"]), drawn_town["La Gare"].id)
    statements.clear()
    before = maps.draw_quartier(quartier)
    assert len(statements) == 1
    draw(feature("La Gare", polygon(ring(1, side=0.005))))
    assert maps.draw_quartier(quartier) != before


def test_of_a_large_town_only_the_quartiers_that_touch_are_drawn(draw, house, read):
    drawn = draw(*(square(f"Quartier {rank}", rank) for rank in range(12)))
    house(*(ban_row(number, lon=5.115) for number in range(20)))
    far = queries.cells_of({drawn["Quartier 11"].id})[0]
    svg = read(maps.draw_town(drawn["Quartier 0"], {far.id: 1}))
    assert {part.text for part in svg.iter("text")} == {"Quartier 0", "Quartier 1"}


SIZES = {"map-name": maps.NAME_SIZE, "small": SMALL_SIZE, None: NUMBER_SIZE}


def written(svg):
    """Return the box of every word and number, as the style sheet sizes them."""
    return [
        box_of(one.text, (float(one.get("x")), float(one.get("y"))), SIZES[one.get("class")])
        for one in svg.iter("text")
    ]


def meet(one, other):
    # A tenth is lost in writing where they stand.
    return one.meets(replace(other, width=other.width - 0.2, height=other.height - 0.2))


def test_over_the_whole_demo_town_all_is_written_and_nothing_stands_over_another(read):
    with transaction():
        demo.build()
    cells = list(db.session.scalars(select(Cell.id)))
    for quartier in db.session.scalars(select(Quartier)):
        for few, count in ((1, 1), (1, 25), (2, 8), (3, 8)):
            svg = read(maps.draw_town(quartier, dict.fromkeys(cells[::few], count)))
            boxes = written(svg)
            assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]
            assert all(cell.find(f"{SVG}text") is not None for cell in svg.iter(f"{SVG}g"))
