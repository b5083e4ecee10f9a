"""The list of communes: the national one, asked over the network, or a pretend one."""

import json
import logging
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from neighbourhood.foundation import settings
from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.outside import calling
from neighbourhood.places import town
from neighbourhood.places.geometry import Boundary
from neighbourhood.places.policies import ListUnreachable
from neighbourhood.places.spelling import tokens

if TYPE_CHECKING:
    import shapely
    import shapely.geometry
else:
    shapely = lazily("shapely")

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 4
# The contour of the longest commune weighs less than one megabyte.
MOST_BYTES = 8 * 1024 * 1024
MOST_FOUND = 12
_LISTED = "nom,code,codesPostaux,population"
# What is not on the time of Paris, by the beginning of the code.
_TIME_ZONES: Mapping[str, str] = MappingProxyType(
    {
        "971": "America/Guadeloupe",
        "972": "America/Martinique",
        "973": "America/Cayenne",
        "974": "Indian/Reunion",
        "975": "America/Miquelon",
        "976": "Indian/Mayotte",
        "977": "America/Guadeloupe",
        "978": "America/Guadeloupe",
        "987": "Pacific/Tahiti",
        "988": "Pacific/Noumea",
    }
)


@dataclass(frozen=True, slots=True)
class Commune:
    """One of the list, by its INSEE code; its contour is asked for when it is chosen."""

    name: str
    code: str
    postcodes: tuple[str, ...] = ()
    population: int | None = None
    contour: Boundary | None = None


class Communes(Protocol):
    """A list that can be searched."""

    def search(self, asked: str) -> Sequence[Commune]:
        """Return what `asked`, a name or a code, may mean; raise `ListUnreachable`."""

    def find(self, code: str) -> Commune | None:
        """Return the commune of a code with its contour; raise `ListUnreachable`."""


class National:
    """The list of https://geo.api.gouv.fr, which needs no key."""

    def __init__(self, site: str) -> None:
        self._site = site

    def search(self, asked: str) -> Sequence[Commune]:
        """Ask by code, by postcode or by name."""
        by = "nom"
        if len(asked) == 5 and asked[-3:].isdecimal():
            by = "codePostal"
            exact = self._ask("/communes", code=asked, fields=_LISTED)
            if exact:
                return exact
        return self._ask("/communes", **{by: asked}, fields=_LISTED, boost="population")

    def find(self, code: str) -> Commune | None:
        """Ask for one, with its contour."""
        found = self._ask("/communes", code=code, fields=f"{_LISTED},contour")
        return found[0] if found else None

    def _ask(self, path: str, **query: str) -> list[Commune]:
        given = urllib.parse.urlencode({**query, "limit": str(MOST_FOUND)})
        asked = urllib.request.Request(  # noqa: S310 - the settings say http or https
            f"{self._site}{path}?{given}", headers={"User-Agent": "Palier"}
        )
        try:
            with calling.opener().open(asked, timeout=PATIENCE_SECONDS) as answer:
                said = json.loads(answer.read(MOST_BYTES))
            return [_commune(each) for each in said][:MOST_FOUND]
        except (OSError, ValueError, TypeError, LookupError, AttributeError) as error:
            log.warning("the list of communes does not answer: %s", type(error).__name__)
            raise ListUnreachable from error


def _commune(said: Mapping[str, Any]) -> Commune:
    contour, population = said.get("contour"), said.get("population")
    return Commune(
        name=str(said["nom"])[:200],
        code=str(said["code"])[:5],
        postcodes=tuple(str(code)[:5] for code in said.get("codesPostaux", ()))[:30],
        population=population if isinstance(population, int) else None,
        contour=contour if isinstance(contour, dict) else None,
    )


class Pretend:
    """The town of the demonstration and some others that are on no map."""

    def search(self, asked: str) -> Sequence[Commune]:
        """Look among the invented ones."""
        words = tokens(asked)
        return [
            one
            for one in _invented()
            if asked in (one.code, *one.postcodes) or _begins(words, tokens(one.name))
        ]

    def find(self, code: str) -> Commune | None:
        """Return an invented one."""
        return next((one for one in _invented() if one.code == code), None)


def _begins(asked: Sequence[str], words: Sequence[str]) -> bool:
    return bool(asked) and all(any(word.startswith(each) for word in words) for each in asked)


@cache
def _invented() -> tuple[Commune, ...]:
    drawn = [each["geometry"] for each in town.quartiers()["features"]]
    whole = shapely.union_all([shapely.geometry.shape(each) for each in drawn])
    plan = town.PLAN
    return (
        Commune(
            plan["municipality"],
            plan["insee"],
            (plan["postcode"],),
            21_400,
            shapely.geometry.mapping(whole.buffer(0.002)),
        ),
        Commune("Pontgivre", "99101", ("99410",), 8_200, _square(6.0)),
        Commune("Saint-Aubin-la-Combe", "99102", ("99420",), 950, _square(6.1)),
        Commune("Montclair-sur-Doux", "99103", ("99430", "99431"), 34_000, _square(6.2)),
    )


def _square(west: float) -> Boundary:
    ring = [(west, 46.0), (west + 0.05, 46.0), (west + 0.05, 46.05), (west, 46.05), (west, 46.0)]
    return {"type": "Polygon", "coordinates": [[list(corner) for corner in ring]]}


def time_zone_of(code: str) -> str:
    """Return the time zone of the commune of a code."""
    return _TIME_ZONES.get(code[:3], "Europe/Paris")


def communes() -> Communes:
    """Return the list of the settings."""
    return Pretend() if invented_names() else National(settings.current().communes)


def invented_names() -> list[str]:
    """Return the names of the pretend list, none when the settings name a real one."""
    pretends = settings.current().communes == "pretend"
    return [one.name for one in _invented()] if pretends else []
