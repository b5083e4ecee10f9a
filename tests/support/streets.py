"""Streets that are easily mistaken for each other."""

from neighbourhood.places.actions import import_addresses


def two_alike(make, town) -> None:
    """Import the doors number 3 of two streets whose names are alike."""
    common = {"code_postal": "99350", "code_insee": "99035", "nom_commune": "Valbourg"}
    left = make.quartier("Le Moulin", town).boundary["coordinates"][0][0][0]
    place = {**common, "numero": "3", "rep": "", "lon": str(left + 0.005), "lat": "46.005"}
    with make.writing():
        import_addresses(
            [
                {**place, "id": "99035_old", "nom_voie": "Rue du Moulin Vieux"},
                {**place, "id": "99035_new", "nom_voie": "Rue du Moulin Neuf"},
            ]
        )
