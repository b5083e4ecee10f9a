"""`flask --app app places import-households`: how many households live in each quartier."""

from pathlib import Path

import click
from flask_babel import gettext, ngettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.places import households, queries
from neighbourhood.places.actions import write_households
from neighbourhood.places.cli.maps import FILE, INSEE, give_up, places, report
from neighbourhood.places.models import Municipality
from neighbourhood.places.naming import UnreadableError

# The group to which every command of places is added, this one included.
GROUP = places


@places.command("import-households")
@FILE
@INSEE
@click.option(
    "--outlines",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="GeoJSON of the IRIS, when FILE counts households by IRIS.",
)
def import_households(file: Path, insee: str, outlines: Path | None) -> None:
    """Import how many households live in each quartier from a CSV FILE.

    Columns: "quartier" (its name) or "iris" (its code), and "foyers". Households of an IRIS are
    shared among quartiers by area. One bad line refuses the whole file.
    """
    with transaction():
        town = queries.get_municipality(insee)
        if town is None:
            give_up(gettext("Aucune commune n’a le code %(insee)s.", insee=insee))
        try:
            counts = _counts(town, file, outlines)
        except UnreadableError as unreadable:
            give_up(unreadable.say())
        tally = write_households(town, counts)
        left = [each for each in queries.quartiers_of(town.id) if each.households is None]
    report(tally)
    if left:
        said = ngettext(
            "sans nombre de foyers : %(num)d quartier",
            "sans nombre de foyers : %(num)d quartiers",
            len(left),
        )
        click.echo(said)


def _counts(town: Municipality, file: Path, outlines: Path | None) -> dict[int, int]:
    read, quartiers = households.read_counts(file.read_bytes()), queries.quartiers_of(town.id)
    if not read.by_iris:
        return households.by_quartier(read, quartiers)
    if outlines is None:
        give_up(gettext("Ce fichier compte par IRIS : ajoutez leurs contours avec --outlines."))
    return households.apportioned(read, households.read_iris(outlines.read_bytes()), quartiers)
