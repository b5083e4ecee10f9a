"""The agenda in words."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.agenda.models.addresses import GROUPS, MINE, QUARTIER, TOWN
from neighbourhood.feed.circles import said_to
from neighbourhood.feed.happenings import ASKED, COMES, HOLDS, HOSTS, WAITS

# The code of the switch under which partners show their calendars and residents take theirs along.
AGENDA = "agenda"

WHOSE_WORDS: Mapping[str, LazyString] = {
    TOWN: _l("Toute la ville"),
    QUARTIER: _l("Mon quartier"),
    GROUPS: _l("Mes groupes"),
    MINE: _l("Où je vais"),
}
SHOWN_WORDS: Mapping[str, LazyString] = {
    MINE: _l("Là où je vais"),
    QUARTIER: _l("Ce qui se passe dans mon quartier"),
    GROUPS: _l("Ce qui se passe dans mes groupes"),
    TOWN: _l("Ce qui se passe dans toute la ville"),
}
MARK_WORDS: Mapping[str, LazyString] = {
    COMES: _l("vous venez"),
    WAITS: _l("liste d’attente"),
    ASKED: _l("demande envoyée"),
    HOLDS: _l("vous organisez"),
    HOSTS: _l("vous recevez"),
}


def say_shown(code: str, owner_id: int) -> str:
    """Say what an address shows: around its owner, or in a group; only who is in it is told which.

    Whoever has left a group is not told how it is called since.
    """
    return str(SHOWN_WORDS[code]) if code in SHOWN_WORDS else said_to(owner_id, code)
