"""`flask --app app places …`: bring a town's map in, look points and addresses up."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from flask.cli import AppGroup
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.places import actions, crowds, gazetteer, halls, keeping, queries
from neighbourhood.places.ban import read_rows
from neighbourhood.places.intake import Tally
from neighbourhood.places.naming import UnreadableError, as_name
from neighbourhood.places.outlines import read_base_map, read_outlines

if TYPE_CHECKING:
    import tqdm
else:
    tqdm = lazily("tqdm")

places = AppGroup("places", help="Quartiers, addresses and the map of a town.")

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
INSEE = click.option("--insee", required=True, metavar="CODE", help="INSEE code of the town.")
_MOST_SHOWN = 20


@places.command("import-quartiers")
@FILE
@INSEE
@click.option("--municipality", required=True, metavar="NAME", help="Name of the town.")
@click.option("--name-key", metavar="KEY", help="Property that names a quartier.")
@click.option("--accept-partial", is_flag=True, help="Take what can be taken.")
def import_quartiers(
    file: Path,
    insee: str,
    municipality: str,
    name_key: str | None,
    accept_partial: bool,
) -> None:
    """Import the quartiers of a town from a GeoJSON FILE."""
    try:
        reading = read_outlines(file.read_bytes(), name_key)
    except UnreadableError as unreadable:
        give_up(unreadable.say())
    with transaction():
        tally = actions.import_quartiers(
            reading,
            insee=_five_signs(insee),
            municipality=_town_name(municipality),
            accept_partial=accept_partial,
        )
    keeping.bring_up_to_date()
    for refusal in tally.refusals:
        click.echo(gettext("Refusé – %(why)s", why=refusal.say()), err=True)
    for mending in tally.mended:
        click.echo(gettext("Réparé – %(why)s", why=mending.say()), err=True)
    report(tally)
    if tally.held:
        said = gettext(
            "gardées dans leur ancien quartier : %(count)d (moins de onze à la fois, elles se"
            " reconnaîtraient)",
            count=tally.held,
        )
        click.echo(said)
    if tally.refused and not accept_partial:
        give_up(gettext("Rien n’a été importé. Corrigez le fichier, ou ajoutez --accept-partial."))


@places.command("import-addresses")
@FILE
@click.option("--part", is_flag=True, help="The file is a part of its towns: retire nothing.")
def import_addresses(file: Path, part: bool) -> None:
    """Import addresses from a FILE of the Base Adresse Nationale (CSV, may be .gz).

    What the towns of the file had and it no longer names is retired: kept for who lives there.
    """
    # disable=None: the bar shows on a terminal only.
    rows = tqdm.tqdm(read_rows(file), unit=" adresses", disable=None, file=sys.stderr)
    try:
        with transaction():
            tally = _taken(actions.import_addresses(rows, whole=not part))
    except UnreadableError as unreadable:
        give_up(unreadable.say())
    keeping.bring_up_to_date()
    if tally.faults:
        shown = ", ".join(str(row) for row, _fault in tally.faults[:_MOST_SHOWN])
        more = " …" if tally.refused > _MOST_SHOWN else ""
        click.echo(gettext("Lignes illisibles : %(rows)s", rows=shown + more), err=True)
    report(tally)
    click.echo(gettext("retirées : %(count)d", count=tally.retired))
    click.echo(gettext("hors de tout quartier : %(count)d", count=tally.outside))


def _taken(tally: Tally) -> Tally:
    """Return the tally of a file of which something was taken; the others change nothing."""
    if not (tally.imported or tally.changed or tally.unchanged):
        raise UnreadableError(
            _l("Aucune adresse n’a pu être lue dans ce fichier (%(refused)d lignes illisibles)."),
            refused=tally.refused,
        )
    return tally


@places.command("import-basemap")
@FILE
@INSEE
def import_basemap(file: Path, insee: str) -> None:
    """Import rivers, parks, streets and squares from a GeoJSON FILE (properties kind, name)."""
    try:
        features, refusals = read_base_map(file.read_bytes())
    except UnreadableError as unreadable:
        give_up(unreadable.say())
    for refusal in refusals:
        click.echo(gettext("Refusé – %(why)s", why=refusal.say()), err=True)
    if refusals:
        give_up(gettext("Rien n’a été importé. Corrigez le fichier."))
    if queries.get_municipality(insee) is None:
        give_up(gettext("Aucune commune n’a le code %(insee)s.", insee=insee))
    with transaction():
        tally = actions.import_base_map(features, insee=insee)
    keeping.bring_up_to_date()
    report(tally)


@places.command("redraw")
def redraw() -> None:
    """Join squares of fewer than eleven doors with their neighbours (after an upgrade, once)."""
    with transaction():
        actions.redraw_squares()
    keeping.bring_up_to_date()
    _say_hiding()


@places.command("hiding")
def hiding() -> None:
    """Say among how many doors the residents hide: of streets and squares."""
    _say_hiding()


def _say_hiding() -> None:
    said = gettext(
        "adresses : %(addresses)d · peuvent montrer leur rue : %(may_show_street)d"
        " · carrés : %(squares)d · portes du plus petit : %(fewest_doors)d",
        **crowds.hiding()._asdict(),
    )
    click.echo(said)


@places.command("contact")
@click.argument("insee")
@click.option("--address", metavar="LINE", help="Where the town hall is, with its postcode.")
@click.option("--telephone", metavar="NUMBER", help="The telephone of the town hall.")
@click.option("--hours", metavar="LINE", help="When it is open, in words.")
def contact(insee: str, **given: str | None) -> None:
    """Write down how the hall of the town INSEE is reached: its papers say so."""
    told = {name: _on_paper(name, value) for name, value in given.items() if value is not None}
    with transaction():
        town = queries.get_municipality(insee)
        if town is None:
            give_up(gettext("Aucune commune n’a le code %(insee)s.", insee=insee))
        halls.keep_contact(town, **told)
        said = halls.say_contact(town)
    click.echo(said or gettext("Les papiers ne disent pas où est la mairie."))


def _on_paper(name: str, value: str) -> str:
    tidy, limit = " ".join(value.split()), halls.LIMITS[name]
    if len(tidy) > limit:
        give_up(gettext("--%(name)s : %(limit)d signes au plus.", name=name, limit=limit))
    lacking = paper.unwritten(tidy)
    if lacking:
        give_up(gettext("--%(name)s : nos polices n’ont pas %(signs)s.", name=name, signs=lacking))
    return tidy


@places.command("locate", context_settings={"ignore_unknown_options": True})
@click.argument("lat", type=float)
@click.argument("lon", type=float)
def locate(lat: float, lon: float) -> None:
    """Print the quartier at a point, as JSON (null when there is none)."""
    quartier = queries.locate(lat, lon)
    _print(
        quartier
        and {
            "id": quartier.id,
            "quartier": quartier.name,
            "municipality": quartier.municipality.name,
            "insee": quartier.municipality.insee,
        },
    )


@places.command("search")
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 50), default=5, show_default=True)
def search(text: str, limit: int) -> None:
    """Print the places that TEXT may mean, best first, as JSON."""
    _print([asdict(place) for place in gazetteer.choices(text, limit)])


def report(tally: Tally) -> None:
    """Say what an import did."""
    click.echo(
        gettext(
            "importés : %(imported)d · modifiés : %(changed)d · inchangés : %(unchanged)d"
            " · refusés : %(refused)d",
            imported=tally.imported,
            changed=tally.changed,
            unchanged=tally.unchanged,
            refused=tally.refused,
        ),
    )


def _five_signs(insee: str) -> str:
    if len(insee) != 5 or not (insee.isascii() and insee.isalnum()):
        give_up(gettext("Un code INSEE a cinq signes, par exemple 75056."))
    return insee


def _town_name(said: str) -> str:
    name = as_name(said)
    if name is None or len(name) > 200:
        give_up(gettext("Le nom de la commune a de 1 à 200 caractères."))
    return name


def _print(answer: object) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def give_up(why: str) -> NoReturn:
    """Say why nothing was done, and end with 1."""
    click.echo(why, err=True)
    raise SystemExit(1)
