"""Where calendars of partners are read: on the public network, or among pretend ones."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Protocol
from urllib.parse import urlsplit

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.outside import calling
from neighbourhood.foundation.outside.calling import Limits, Unanswered
from neighbourhood.foundation.words.elision import fill

MOST_BYTES = 2 * 1024 * 1024
_PATIENCE_SECONDS = 15
# A name that no network knows (RFC 6761): the demonstration reads its calendars from files.
PRETEND = ".example"


class AddressSilent(DomainError):
    """The address of a calendar cannot be read."""

    sentence = _l("%(why)s")


_WHY: Mapping[str, LazyString] = MappingProxyType(
    {
        "address": _l("Cette adresse n’est pas une adresse https d’un site public."),
        "unknown": _l("Aucun site ne répond à ce nom. Vérifiez l’adresse."),
        "private": _l("Cette adresse n’est pas celle d’un site public : nous ne la lisons pas."),
        "elsewhere": _l("Cette adresse renvoie vers une autre : %(said)s. Collez plutôt celle-là."),
        "status": _l("Le site répond, mais pas avec un calendrier (code %(said)s)."),
        "long": _l("Ce calendrier est trop lourd : deux mégaoctets au plus."),
        "slow": _l("Le site met trop de temps à répondre. Réessayez plus tard."),
        "silent": _l("Le site ne répond pas, ou pas en sécurité. Réessayez plus tard."),
    }
)


class Calendars(Protocol):
    """Where calendars stand."""

    def fetch(self, url: str) -> bytes:
        """Return what stands at an address; raise `AddressSilent`."""


class Public:
    """The public network, by https alone."""

    def fetch(self, url: str) -> bytes:
        """Ask the site itself."""
        try:
            return calling.fetch(url, Limits(MOST_BYTES, _PATIENCE_SECONDS))
        except Unanswered as fault:
            why = fill(str(_WHY[fault.code]), {"said": fault.said[:200]})
            raise AddressSilent(why=why) from None


class Pretend(Public):
    """The calendars of the demonstration, under a name that no network knows."""

    def fetch(self, url: str) -> bytes:
        """Read a file of ours; any other address is asked as it is."""
        host = urlsplit(url).hostname or ""
        if not host.endswith(PRETEND):
            return super().fetch(url)
        if host.partition(".")[0] not in _written():
            raise AddressSilent(why=str(_WHY["unknown"]))
        return _written()[host.partition(".")[0]]


@cache
def _written() -> Mapping[str, bytes]:
    folder = Path(__file__).with_name("demo_calendars")
    return {path.stem: path.read_bytes() for path in folder.glob("*.ics")}


def calendars() -> Calendars:
    """Return where this site reads calendars."""
    return Pretend() if settings.current().demo else Public()
