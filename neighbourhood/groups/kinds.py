"""What this slice declares, in words: what is read of a group, and what a mandate allows."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from messaging.kinds import ABOUTS, About
from neighbourhood.feed.circles import CIRCLES, Circle
from neighbourhood.feed.kinds import CARD_KINDS, CardKind
from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.web.facts import Fact, said_by
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.groups.models.groups import KIND, Group
from neighbourhood.groups.models.members import Seat
from neighbourhood.groups.queries import circles, groups
from neighbourhood.groups.subjects import ENTRIES, GROUPS, HELLOS, NATURES, RESTS, STATUSES
from neighbourhood.mandates.kinds import declare_deed, declare_scope
from neighbourhood.residents.kinds import SIGHTS, SightKind, declare_reason

GROUP = CARD_KINDS.declare(
    CardKind(
        rank=55,
        code=KIND,
        one=_l("Groupe"),
        many=_l("Groupes"),
        icon="users",
        answer=_l("Voir le groupe"),
        template="neighbourhood/groups/card.html",
        page=("groups.show", "group_id"),
        is_said=True,
        switch=GROUPS,
    )
)

TALK = ABOUTS.declare(
    About(
        code=Group.ABOUT,
        load=groups.get_to_talk_about,
        panel="neighbourhood/groups/panel.html",
        facts={},
        phrases=lambda _group, _resident_id: HELLOS,
        is_asked=lambda _group: False,
        for_many=True,
    )
)

CIRCLE = CIRCLES.declare(
    Circle(
        code=Group.ABOUT,
        word=_l("Un groupe"),
        icon="users",
        heard=circles.heard,
        open_to=circles.open_to,
        holds=circles.holds,
        seats=circles.seats,
        named=circles.named,
        say=lambda name: str(gettext("Groupe « %(name)s »", name=name)),
    )
)

_NATURES = {nature.value: words.word for nature, words in NATURES.items()}
_ENTRIES = {entry.value: word for entry, (word, _) in ENTRIES.items()}
ANSWERED = {
    "title": Fact(label=_l("Nom du groupe")),
    "body": Fact(label=_l("Ce qu’on y fait")),
    "charter": Fact(label=_l("La règle du groupe, en une phrase")),
    "nature": Fact(label=_l("Ce qui vous réunit"), say=said_by(_NATURES)),
    "entry": Fact(label=_l("Comment on y entre"), say=said_by(_ENTRIES)),
    "reach": Fact(label=_l("Qui peut le trouver"), say=said_reach),
}
READ_GROUP = Reading(**ANSWERED)
_STATUSES = {status.value: word for status, word in STATUSES.items()}
# What whoever runs the town reads of it, before it is put to sleep.
READ_FROM_TOWN = Reading(
    title=ANSWERED["title"], status=Fact(label=_l("Où en est le groupe"), say=said_by(_STATUSES))
)
_SEATS = {
    Seat.ASKING.value: _l("demande à entrer"),
    Seat.INVITED.value: _l("on l’invite"),
    Seat.STANDING.value: _l("dans le groupe"),
    Seat.DECLINED.value: _l("pas cette fois"),
    Seat.LEFT.value: _l("n’y est plus"),
    Seat.REMOVED.value: _l("n’y est plus"),
}
READ_SEAT = Reading(
    words=Fact(label=_l("Un mot pour vous présenter")),
    status=Fact(label=_l("Où en est cette personne"), say=said_by(_SEATS)),
)

MAY_JOIN = declare_scope(
    Group.SCOPE,
    _l("Prendre part aux groupes"),
    _l("entrer dans un groupe, en créer un, y écrire, en sortir"),
    icon="users",
    rank=38,
)
_WITHIN = {MAY_JOIN}
MADE = declare_deed("made group", _l("a créé le groupe « %(title)s »"), scopes=_WITHIN)
EDITED = declare_deed("edited group", _l("a modifié le groupe « %(title)s »"), scopes=_WITHIN)
CLOSED = declare_deed("closed group", _l("a fermé le groupe « %(title)s »"), scopes=_WITHIN)
ENTERED = declare_deed(
    "entered group", _l("a pris place dans le groupe « %(title)s »"), scopes=_WITHIN
)
ASKED = declare_deed("asked group", _l("a demandé à entrer dans « %(title)s »"), scopes=_WITHIN)
LEFT = declare_deed("left group", _l("a quitté le groupe « %(title)s »"), scopes=_WITHIN)
ANSWERED_ASKING = declare_deed(
    "answered at group", _l("a répondu à une demande dans « %(title)s »"), scopes=_WITHIN
)
INVITED = declare_deed(
    "invited to group", _l("a invité quelqu’un dans « %(title)s »"), scopes=_WITHIN
)
REMOVED = declare_deed(
    "removed from group", _l("a retiré une place dans « %(title)s »"), scopes=_WITHIN
)

# Acts of whoever runs the town: whoever looks after the group reads them, and why.
RESTED = SIGHTS.declare(
    SightKind(
        code="groups.rested",
        title=_l("Groupe : mis en sommeil"),
        told=_l("Un groupe dont vous vous occupez : mis en sommeil"),
    )
).code
ROUSED = SIGHTS.declare(
    SightKind(
        code="groups.roused",
        title=_l("Groupe : réveillé par la commune"),
        told=_l("Un groupe dont vous vous occupez : réveillé par la commune"),
    )
).code
WHY_RESTED = {rest: declare_reason(f"groups.{rest}", words) for rest, words in RESTS.items()}
