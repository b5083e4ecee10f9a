"""Towns that are being set up, and somebody who waits for a quartier."""

import hashlib
from functools import partial

from sqlalchemy import select

from neighbourhood.foundation.outside.storage import storage
from neighbourhood.foundation.storing.database import after_commit, db
from neighbourhood.openings import trials
from neighbourhood.openings.actions import files, quartiers
from neighbourhood.openings.actions import towns as towns_actions
from neighbourhood.openings.models.files import FileKind
from neighbourhood.places import actions
from neighbourhood.places.communes import Commune
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.places.outlines import read_outlines
from neighbourhood.residents.acting import Actor
from tests.support.geojson import ban_row, collection, feature, polygon, ring, square
from tests.support.staging.people import Stage

_BOW_TIE = [[5.0, 46.02], [5.01, 46.03], [5.01, 46.02], [5.0, 46.03], [5.0, 46.02]]


def towns(stage: Stage) -> dict[str, str]:
    """Add a town of which nothing is there, one half done, and one with a list for a quartier."""
    admin = Actor.of(stage.people["admin"])
    empty = towns_actions.found(admin, Commune("Rocheval", "99201", ("99210",)))
    half = towns_actions.found(admin, Commune("Belcombe-sous-la-Vieille-Montagne", "99202"))
    drawn = collection(square("Le Pont"), square("La Givre", 1), square("Les Hauts", 0, 1))
    actions.import_quartiers(read_outlines(drawn), insee=half.insee, municipality=half.name)
    towns_actions.ask_service(
        admin, half, name="Vie des quartiers", email="mairie@belcombe.example"
    )
    half.opening_number = 13
    waited = db.session.scalars(
        select(Quartier).where(Quartier.municipality_id == half.id).order_by(Quartier.id)
    ).first()
    quartiers.wait(Actor.of(stage.person("Zoé Patiente", "patiente")), waited.id)
    stage.person("Yann Arrivé", "arrive")
    home = f"/administration/communes/{half.id}"
    return {
        "empty_town": f"/administration/communes/{empty.id}",
        "half_town": home,
        "opening": f"/quartiers/{waited.id}/ouverture",
        "affiche": f"/quartiers/{waited.id}/affiche",
        "tried_quartiers": f"{home}/fichiers/{_tried(half, FileKind.QUARTIERS, _outlines())}",
        "tried_addresses": f"{home}/fichiers/{_tried(half, FileKind.ADDRESSES, _addresses())}",
        "unreadable": f"/administration/communes/{empty.id}/fichiers/"
        f"{_tried(empty, FileKind.QUARTIERS, b'numero;nom_voie')}",
    }


def _outlines() -> bytes:
    """Return outlines of which one is new, one crosses itself, and one has none."""
    return collection(
        square("Le Pont"), square("La Givre", 1), square("La Gare", 2),
        feature("Le Nœud", polygon(_BOW_TIE)), feature("Nulle part"),
        feature("La Tour", polygon(ring(1, 0, side=0.004))),
    )  # fmt: skip


def _addresses() -> bytes:
    """Return twelve doors, one of them twice, and three that are not taken."""
    good = [ban_row(number, insee="99202") for number in range(1, 13)]
    bad = [
        ban_row(13, insee="99202") | {"numero": "treize"},
        ban_row(14, insee="99202") | {"nom_voie": " "},
        ban_row(15, insee="99202", lat=5.005, lon=46.005),
    ]
    rows = [*good, *bad, good[0]]
    return "\n".join([";".join(rows[0]), *(";".join(row.values()) for row in rows)]).encode()


def _tried(town: Municipality, kind: FileKind, data: bytes) -> int:
    key = files.new_place(kind)
    storage().put(key, data, "application/octet-stream")
    said = {"digest": hashlib.sha256(data).hexdigest(), "size": len(data)}
    file = files.receive(town, kind, storage_key=key, **said)
    after_commit(partial(trials.work, file.id))
    return file.id
