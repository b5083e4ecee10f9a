"""The groups of the demonstration town are believable, and each stands as its life says."""

import tomllib

from neighbourhood.groups import demo
from neighbourhood.groups.models.groups import ABOUT_LIMIT, CHARTER_LIMIT, NAME_LIMIT, Entry, Nature
from tests.support.palier import ROOT

GROUPS = tomllib.loads((ROOT / "neighbourhood/groups/demo.toml").read_text("utf-8"))["groups"]
PEOPLE = tomllib.loads((ROOT / "neighbourhood/residents/demo.toml").read_text("utf-8"))["residents"]
SEATS = ("editors", "trusted", "newcomers")


def test_six_groups_of_every_nature_and_every_way_in():
    assert len(GROUPS) == 6
    assert {row["nature"] for row in GROUPS} == set(Nature)
    assert {row["entry"] for row in GROUPS} == set(Entry)
    assert sum("asleep_since_days" in row for row in GROUPS) == 1
    known = {row["email"] for row in PEOPLE}
    for row in GROUPS:
        inside = [row["founder"], *(one for seat in SEATS for one in row.get(seat, []))]
        assert len(inside) == len(set(inside)), row["name"]
        assert {one["author"] for one in row.get("messages", [])} <= set(inside) <= known
        assert len(row["name"]) <= NAME_LIMIT
        assert len(row["about"]) <= ABOUT_LIMIT
        assert len(row["charter"]) <= CHARTER_LIMIT


def test_all_are_made_and_one_sleeps(yard, monkeypatch):
    everybody = {
        row["email"]: yard.make.resident(row["full_name"], yard.tanneurs) for row in PEOPLE[:30]
    }
    monkeypatch.setattr(demo, "by_local_part", lambda: everybody)
    with yard.make.writing() as session:
        everybody.update({name: session.merge(one) for name, one in everybody.items()})
        demo.build()
        made = session.query(demo.Group).all()
        assert len(made) == 6
        assert sum(group.is_asleep for group in made) == 1
        assert demo.circle_named("Marche du dimanche")
        assert demo.circle_named("Nulle part") is None
