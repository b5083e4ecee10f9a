import json
import os
import subprocess
import sys
from collections import Counter
from itertools import combinations

import pytest
from shapely import Point
from shapely.geometry import shape
from shapely.ops import unary_union

from neighbourhood.places import town

CHECKSUM = """
import hashlib, json
from neighbourhood.places import town
everything = [town.quartiers(), list(town.addresses()), town.base_map()]
print(hashlib.sha256(json.dumps(everything).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def quartiers():
    return {f["properties"]["name"]: shape(f["geometry"]) for f in town.quartiers()["features"]}


@pytest.fixture(scope="module")
def addresses():
    return list(town.addresses())


@pytest.fixture(scope="module")
def drawn():
    return [(f["properties"], shape(f["geometry"])) for f in town.base_map()["features"]]


def test_six_quartiers_are_valid_polygons_in_the_order_the_contents_count_on(quartiers):
    assert list(quartiers) == [
        "Les Tanneurs",
        "Le Moulin",
        "La Gare",
        "Saint-Aubin",
        "Les Coteaux",
        "Port-Neuf",
    ]
    assert all(one.is_valid and one.geom_type == "Polygon" for one in quartiers.values())


def test_quartiers_do_not_overlap(quartiers):
    for one, other in combinations(quartiers.values(), 2):
        assert one.intersection(other).area == 0


def test_quartiers_leave_no_gap_between_them(quartiers):
    whole = unary_union(list(quartiers.values()))
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0
    assert sum(one.area for one in quartiers.values()) == pytest.approx(whole.area, rel=1e-12)


def test_quartiers_are_not_boxes(quartiers):
    for one in quartiers.values():
        assert len(one.exterior.coords) > 40
        assert one.area / one.minimum_rotated_rectangle.area < 0.95


def test_the_town_lies_in_the_sea_so_that_no_real_home_is_meant(quartiers):
    west, south, east, north = unary_union(list(quartiers.values())).bounds
    assert -4.52 < west < east < -4.48
    assert 46.49 < south < north < 46.51


def test_each_address_lies_in_exactly_one_quartier_and_each_has_300_to_500(quartiers, addresses):
    homes = Counter()
    for row in addresses:
        spot = Point(float(row["lon"]), float(row["lat"]))
        inside = [name for name, one in quartiers.items() if one.contains(spot)]
        assert len(inside) == 1, row
        homes[inside[0]] += 1
    assert 2_400 <= len(addresses) <= 2_600
    assert all(300 <= homes[name] <= 500 for name in quartiers)


def test_addresses_have_the_columns_of_the_national_file_and_keys_of_their_own(addresses):
    assert set(addresses[0]) == {
        "id",
        "numero",
        "rep",
        "nom_voie",
        "code_postal",
        "code_insee",
        "nom_commune",
        "lon",
        "lat",
    }
    assert len({row["id"] for row in addresses}) == len(addresses)
    assert len({(r["numero"], r["rep"], r["nom_voie"]) for r in addresses}) == len(addresses)
    assert {row["rep"] for row in addresses} == {"", "bis", "b"}


def test_no_two_addresses_share_a_spot(addresses):
    assert len({(row["lon"], row["lat"]) for row in addresses}) == len(addresses)


def test_every_planned_street_has_houses(addresses):
    planned = {row["street"] for row in town.PLAN["edges"] if "street" in row}
    planned |= {row["name"] for row in town.PLAN["quays"]}
    for row in town.PLAN["quartiers"]:
        planned |= {*row["along"], *row["across"], row["square"]["name"]}
    assert {row["nom_voie"] for row in addresses} == planned


def test_the_streets_of_the_named_accounts_are_in_les_tanneurs(quartiers, addresses):
    for street in ("rue des Tanneurs", "quai du Moulin", "place aux Herbes"):
        spots = [
            Point(float(r["lon"]), float(r["lat"])) for r in addresses if r["nom_voie"] == street
        ]
        assert sum(quartiers["Les Tanneurs"].contains(spot) for spot in spots) >= 5, street


def test_the_base_map_stays_within_the_town(drawn, quartiers):
    whole = unary_union(list(quartiers.values())).buffer(1e-6)
    assert Counter(properties["kind"] for properties, _ in drawn) == {
        "river": 1,
        "park": 6,
        "square": 6,
        "street": 80,
    }
    for properties, drawing in drawn:
        assert drawing.is_valid, properties
        assert whole.covers(drawing), properties
        line = properties["kind"] == "street"
        assert drawing.geom_type == ("LineString" if line else "Polygon"), properties


def test_no_house_stands_in_the_river_or_in_a_park(drawn, addresses):
    closed = unary_union([one for p, one in drawn if p["kind"] in ("river", "park", "square")])
    assert not any(closed.contains(Point(float(r["lon"]), float(r["lat"]))) for r in addresses)


def test_what_is_computed_survives_a_file():
    assert json.loads(json.dumps(town.quartiers())) == town.quartiers()
    assert json.loads(json.dumps(town.base_map())) == town.base_map()


def test_another_process_computes_the_very_same_town():
    sums = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", CHECKSUM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        sums.add(done.stdout)
    assert len(sums) == 1
