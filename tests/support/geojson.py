"""Small towns to import: squares of a hundredth of a degree, houses ten metres apart."""

import json

STEP = 0.01


def ring(column=0, row=0, *, side=STEP, west=5.0, south=46.0):
    """Return a closed square, counter-clockwise; columns go east, rows north."""
    left, low = west + column * STEP, south + row * STEP
    corners = [(0, 0), (side, 0), (side, side), (0, side), (0, 0)]
    return [[left + x, low + y] for x, y in corners]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def feature(name, geometry=None, /, **properties):
    named = {"nom": name} if name is not None else {}
    return {"type": "Feature", "properties": {**named, **properties}, "geometry": geometry}


def square(name, column=0, row=0, /, **properties):
    return feature(name, polygon(ring(column, row)), **properties)


def collection(*features):
    """Return a GeoJSON file."""
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def ban_row(number, street="Rue des Tanneurs", *, suffix="", lat=46.005, lon=5.005, **more):
    """Return a row as the national address file has it."""
    postcode, insee = more.pop("postcode", "99350"), more.pop("insee", "99035")
    parts = [insee, "".join(street.split()), f"{number:05}", suffix]
    row = {
        "id": "_".join(part for part in parts if part),
        "numero": str(number),
        "rep": suffix,
        "nom_voie": street,
        "code_postal": postcode,
        "code_insee": insee,
        "nom_commune": "Valbourg",
        "lon": str(lon),
        "lat": str(lat),
    }
    return row | more
