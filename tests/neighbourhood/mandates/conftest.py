"""Neighbours with real passwords and a partner at work: what mandates are given between."""

from tests.neighbourhood.partners.conftest import managed, town
from tests.neighbourhood.residents.conftest import digest, enter, karima, links
from tests.support.needs import office, open_office
from tests.support.settings import limited, with_settings

__all__ = [
    "digest",
    "enter",
    "karima",
    "limited",
    "links",
    "managed",
    "office",
    "open_office",
    "town",
    "with_settings",
]
