"""A town to find addresses in, Nora who comes, and the town hall."""

import pytest

from neighbourhood.foundation.settings import Settings
from neighbourhood.places.actions import import_addresses

STREET = "Rue des Tanneurs"

WRONG = "00000-00000"


@pytest.fixture
def town(make):
    """One quartier whose streets can be searched."""
    quartier = make.quartier()
    left = quartier.boundary["coordinates"][0][0][0]
    common = {"code_postal": "99350", "code_insee": "99035", "nom_commune": "Valbourg"}
    doors = [
        ("8", "", STREET),
        ("12", "", STREET),
        ("12", "bis", STREET),
        ("14", "", "Place Verte"),
    ]
    doors += [("3", "", "Rue du Moulin Vieux"), ("3", "", "Rue du Moulin Neuf")]
    with make.writing():
        import_addresses(
            {
                "id": f"99035_{rank}", "numero": number, "rep": suffix, "nom_voie": street,
                "lon": str(left + 0.005), "lat": "46.005", **common,
            }
            for rank, (number, suffix, street) in enumerate(doors)
        )  # fmt: skip
    return quartier


@pytest.fixture
def nora(newcomer, signed_in):
    return signed_in(newcomer)


@pytest.fixture
def demo(one_app, monkeypatch):
    """Choose the carrier: `demo(False)` is a town whose letters travel by post."""

    def demo(value):
        monkeypatch.setattr(Settings, "demo", value)

    return demo


@pytest.fixture
def hall(clerk, signed_in):
    return signed_in(clerk)


@pytest.fixture
def disputed(visitor, newcomer, door, claim):
    made = claim(newcomer, door)
    visitor.post("/pas-moi", data={"reference": made.reference})
    return made
