"""What this slice declares, in words: what is read of a group, and what a mandate allows."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.feed.circles import CIRCLES, Circle
from neighbourhood.feed.kinds import CARD_KINDS, CardKind
from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.web.facts import Fact, said_by
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.groups.models.groups import KIND, Group
from neighbourhood.groups.queries import circles
from neighbourhood.groups.subjects import ENTRIES, GROUPS, NATURES
from neighbourhood.mandates.kinds import declare_scope

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

CIRCLE = CIRCLES.declare(
    Circle(
        code=Group.ABOUT,
        word=_l("Un groupe"),
        icon="users",
        heard=circles.heard,
        open_to=circles.open_to,
        holds=circles.holds,
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

MAY_JOIN = declare_scope(
    Group.SCOPE,
    _l("Prendre part aux groupes"),
    _l("entrer dans un groupe, en créer un, y écrire, en sortir"),
    icon="users",
    rank=37,
)
