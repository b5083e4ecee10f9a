"""Our own address search behind geopy's `Geocoder`, so that a public one is a setting away."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from ssl import SSLContext
from typing import TYPE_CHECKING, NoReturn, TypeAlias
from urllib.request import HTTPSHandler

from neighbourhood.foundation import settings
from neighbourhood.foundation.lazily import sparingly
from neighbourhood.foundation.outside import calling
from neighbourhood.places.matching import Place, nearest_door, search
from neighbourhood.places.models import Address
from neighbourhood.places.queries import address_by_key
from neighbourhood.places.surroundings import complement

if TYPE_CHECKING:
    from geopy import Location, Point, adapters, exc, geocoders
    from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
else:
    geopy = sparingly("geopy")
    adapters, exc, geocoders = geopy.adapters, geopy.exc, geopy.geocoders
    DEFAULT_SENTINEL, Geocoder = geocoders.base.DEFAULT_SENTINEL, geocoders.base.Geocoder
    Location, Point = geopy.Location, geopy.Point

Answer: TypeAlias = Location | list[Location] | None

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 3
SURE = 0.95
MOST_CHOICES = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed address may mean: one door for sure, or some to choose from.

    `around` is what stood around it, for the envelope.
    """

    exact: Address | None = None
    choices: Sequence[Address] = ()
    around: str = ""


class _Offline(adapters.BaseSyncAdapter):
    """No network, and none of the certificates that geopy takes 20 ms to read."""

    def get_json(self, url: str, *, timeout: float, headers: object) -> NoReturn:
        raise NotImplementedError

    def get_text(self, url: str, *, timeout: float, headers: object) -> NoReturn:
        raise NotImplementedError


class _Direct(adapters.URLLibAdapter):
    """The adapter of geopy, except that it follows no redirect."""

    def __init__(self, *, proxies: object, ssl_context: SSLContext | None) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self.urlopen = calling.opener(HTTPSHandler(context=ssl_context)).open


class Gazetteer(Geocoder):
    """Answers from the addresses imported here."""

    def __init__(self) -> None:
        super().__init__(adapter_factory=_Offline)

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int = 5,
        timeout: object = DEFAULT_SENTINEL,
    ) -> Answer:
        """Return the best place for `query`, or up to `limit` of them; None when there is none."""
        del timeout
        found = search(query, 1 if exactly_one else limit)
        return _as_geopy([_location(place) for place in found], exactly_one=exactly_one)

    def reverse(
        self,
        query: object,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
    ) -> Answer:
        """Return the address nearest to a point, or None when there is none within 200 m."""
        del timeout
        point = Point(query)
        nearest = nearest_door(point.latitude, point.longitude)
        found = [_location(nearest)] if nearest else []
        return _as_geopy(found, exactly_one=exactly_one)


def _location(place: Place) -> Location:
    return Location(place.label, Point(place.lat, place.lon), asdict(place))


def _as_geopy(found: list[Location], *, exactly_one: bool) -> Answer:
    if not found:
        return None
    return found[0] if exactly_one else found


def geocoder() -> Geocoder:
    """Return the geocoder of the settings: our own, or the national one ("ban:DOMAIN")."""
    return _geocoder(settings.current().geocoder)


@cache
def _geocoder(setting: str) -> Geocoder:
    name, _, domain = setting.partition(":")
    if name == "ban":
        return geocoders.BANFrance(
            domain=domain,
            user_agent="Palier",
            timeout=PATIENCE_SECONDS,
            adapter_factory=_Direct,
        )
    return Gazetteer()


def choices(query: str, limit: int = 5) -> list[Place]:
    """Return the places that `query` may mean, whichever geocoder answers; none if it is down."""
    try:
        found = geocoder().geocode(query, exactly_one=False, limit=limit) or []
    except exc.GeocoderServiceError as error:
        # Only its kind: the message may quote the address that was asked for.
        log.warning("the geocoder does not answer: %s", type(error).__name__)
        return []
    around = complement(query)
    return [replace(_place(location), around=around) for location in found]


def find_doors(typed: str) -> Found:
    """Look for doors we know; a street without a number, or a door we do not know, is no answer."""
    places = choices(typed, MOST_CHOICES)
    doors = [(address_by_key(place.key), place.exact) for place in places if place.key]
    known = [(address, exact) for address, exact in doors if address is not None]
    exact = next((address for address, exact in known if exact), None)
    return Found(exact, [address for address, _ in known], complement(typed))


def _place(location: Location) -> Place:
    raw = location.raw
    if "properties" not in raw:
        return Place(**raw)
    said = raw["properties"]
    sure = said["type"] == "housenumber" and said["score"] > SURE
    return Place(
        said["type"], sure, said["label"], said.get("street") or said["name"],
        said.get("postcode", ""), said.get("city", ""), location.latitude, location.longitude,
        said["score"], said["id"] if said["type"] == "housenumber" else None,
    )  # fmt: skip
