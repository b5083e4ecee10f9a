"""What brings people together, how one comes in, and how a group stands, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from flask_babel import LazyString, gettext, ngettext
from flask_babel import lazy_gettext as _l

from neighbourhood.groups.models.groups import Entry, GroupStatus, Nature
from neighbourhood.groups.models.members import Role

# The code of the switch under which groups are.
GROUPS = "groups"


@dataclass(frozen=True, slots=True)
class Words:
    """One nature of group: its word, its icon, what it is for, an example of a name."""

    word: LazyString
    icon: str
    hint: LazyString
    example: LazyString


NATURES: Mapping[Nature, Words] = {
    Nature.INTEREST: Words(
        _l("Une envie commune"),
        "sparkles",
        _l("marcher, lire, jouer, réparer, chanter"),
        _l("Par exemple : « Marche du dimanche »."),
    ),
    Nature.BUILDING: Words(
        _l("Un immeuble"),
        "door-open",
        _l("seules les personnes de votre immeuble le trouvent"),
        _l("Par exemple : « Les voisins du dessus et du dessous ». Jamais l’adresse."),
    ),
    Nature.SCHOOL: Words(
        _l("Une école, une crèche"),
        "school",
        _l("les trajets, la cantine, les mercredis"),
        _l("Par exemple : « Parents de l’école des Tanneurs »."),
    ),
    Nature.GARDEN: Words(
        _l("Un jardin partagé"),
        "leaf",
        _l("arroser, planter, partager la récolte"),
        _l("Par exemple : « Le jardin de la Fontaine »."),
    ),
}
ENTRIES: Mapping[Entry, tuple[LazyString, LazyString]] = {
    Entry.OPEN: (_l("Ouvert"), _l("Qui le trouve peut y entrer tout de suite.")),
    Entry.REQUEST: (_l("Sur demande"), _l("Les personnes qui s’en occupent répondent.")),
    Entry.INVITATION: (_l("Sur invitation"), _l("On y entre quand un membre invite.")),
}
STATUSES: Mapping[GroupStatus, LazyString] = {
    GroupStatus.ACTIVE: _l("Actif"),
    GroupStatus.ASLEEP: _l("En sommeil"),
    GroupStatus.CLOSED: _l("Fermé"),
}
ROLES: Mapping[Role, LazyString] = {
    Role.NEWCOMER: _l("vient d’arriver"),
    Role.MEMBER: _l("membre"),
    Role.EDITOR: _l("s’en occupe"),
}
OWN_ROLES: Mapping[Role, LazyString] = {
    Role.NEWCOMER: _l(
        "Vous venez d’arriver : vous pouvez déjà tout lire et participer à tout. Vous pourrez "
        "inviter des voisins dès qu’un ou deux membres vous feront confiance."
    ),
    Role.MEMBER: _l("Vous êtes membre de ce groupe."),
    Role.EDITOR: _l("Vous vous occupez de ce groupe."),
}
# Ready-made and gentle: an editor says no with one of them, or with words of their own.
DECLINES = (
    _l("Pas cette fois, mais merci de votre demande."),
    _l("Le groupe est complet pour le moment."),
    _l("Ce groupe est pour un autre lieu. Un autre groupe vous ira mieux."),
)


class Rest(StrEnum):
    """Why those who run a town put a group to sleep: its members read it in these words."""

    UNKEPT = "unkept"
    DOUBLE = "double"
    PAST = "past"


RESTS: Mapping[Rest, LazyString] = {
    Rest.UNKEPT: _l("Personne n’y répond plus aux demandes d’entrée"),
    Rest.DOUBLE: _l("Un autre groupe fait la même chose au même endroit"),
    Rest.PAST: _l("Ce qui réunissait ses membres est passé"),
}
# In the conversation, in one tap.
HELLOS = (_l("Bonjour tout le monde !"), _l("J’en suis."), _l("Une prochaine fois !"))
_LIVELY, _CALM = timedelta(days=31), timedelta(days=92)
_DOZENS = (
    (15, _l("une dizaine de voisins")),
    (25, _l("une vingtaine de voisins")),
    (45, _l("une trentaine de voisins")),
    (80, _l("une cinquantaine de voisins")),
    (150, _l("une centaine de voisins")),
)


def said_size(count: int, *, inside: bool = False) -> str:
    """Say roughly how many are in a group: it tells whom one will meet, and ranks nobody.

    A few are counted for those inside, who see each other; others are told steps alone.
    """
    if inside and count <= 4:
        return str(ngettext("%(num)d voisin", "%(num)d voisins", count))
    if count <= 7:
        return str(gettext("quelques voisins"))
    known = (str(word) for most, word in _DOZENS if count < most)
    return next(known, gettext("beaucoup de voisins"))


def said_life(silent_for: timedelta) -> str:
    """Say roughly how long nothing has happened in a group: no more than whether it is alive."""
    if silent_for < _LIVELY:
        return str(gettext("vivant ce mois-ci"))
    if silent_for < _CALM:
        return str(gettext("calme depuis un mois ou plus"))
    return str(gettext("calme depuis trois mois ou plus"))
