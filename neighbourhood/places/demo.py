"""The fictional town of Valbourg, through the same imports as a real one."""

import json

from neighbourhood.places import actions, halls, queries, town
from neighbourhood.places.outlines import read_base_map, read_outlines


def build() -> None:
    """Import the quartiers, addresses and base map of Valbourg."""
    insee = town.PLAN["insee"]
    outlines = read_outlines(json.dumps(town.quartiers()).encode())
    actions.import_quartiers(outlines, insee=insee, municipality=town.PLAN["municipality"])
    hall = {name: town.PLAN[f"hall_{name}"] for name in ("address", "telephone", "hours")}
    valbourg = queries.get_municipality(insee)
    if valbourg is not None:
        told = {row["name"]: row["households"] for row in town.PLAN["quartiers"]}
        drawn = queries.quartiers_of(valbourg.id)
        actions.write_households(valbourg, {each.id: told[each.name] for each in drawn})
        halls.keep_contact(valbourg, **hall)
    actions.import_addresses(town.addresses())
    features, _ = read_base_map(json.dumps(town.base_map()).encode())
    actions.import_base_map(features, insee=insee)
