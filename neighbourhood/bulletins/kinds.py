"""What this slice declares, in words: its card, what is read, muted, and what a mandate allows."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from neighbourhood.bulletins import queries
from neighbourhood.bulletins.models import KIND, Bulletin
from neighbourhood.bulletins.subjects import TOPIC_LIST, WORDS
from neighbourhood.feed.kinds import CARD_KINDS, CardKind
from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.choices import say_choice
from neighbourhood.foundation.web.facts import UNTIL, Fact, said_day
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.mandates.kinds import declare_deed, declare_scope
from neighbourhood.notifications.kinds import MUTINGS, Muting
from neighbourhood.notifications.models import Mute, What
from neighbourhood.residents.models.residents import Resident

WORD = CARD_KINDS.declare(
    CardKind(
        rank=50,
        code=KIND,
        one=_l("Mot au quartier"),
        many=_l("Mots au quartier"),
        in_circle=_l("Mot au groupe"),
        icon="megaphone",
        answer=_l("Lire et répondre"),
        template="neighbourhood/bulletins/card.html",
        page=("bulletins.show", "bulletin_id"),
        categories=TOPIC_LIST.code,
        is_said=True,
        switch=WORDS,
    )
)

_SHOWN = {
    "title": Fact(label=_l("En une phrase")),
    "body": Fact(label=_l("Quelques précisions")),
    "topic": Fact(label=_l("Sujet"), say=say_choice(TOPIC_LIST.code)),
    "place": Fact(label=_l("Vers où ?")),
    "reach": Fact(label=_l("Qui le voit"), say=said_reach),
}
# What people read before they press: a word, one’s own answer, a draft.
READ_WORD = Reading(**_SHOWN, until=Fact(label=_l("Jusqu’à quand ?"), say=said_day, fields=UNTIL))
READ_ANSWER = Reading("bulletin", text=Fact(label=_l("La réponse")))
ANSWERED = {**_SHOWN, "until": Fact(label=_l("Jusqu’à quand ?"), say=said_day)}


def _named(resident: Resident, mute: Mute) -> str | None:
    seen = Bulletin.id == mute.thing_id, queries.visible_to(resident)
    return db.session.scalar(select(Bulletin.title).where(*seen))


MUTINGS.declare(Muting(code=What.THREAD, icon="megaphone", name=_named))

# What a mandate may allow here, and what its journal says was done.
MAY_SAY = declare_scope(
    Bulletin.SCOPE,
    _l("Écrire des mots au quartier"),
    _l("une nouvelle, une question, et les réponses"),
    icon="megaphone",
    rank=35,
)
_SAYING = {MAY_SAY}
WROTE = declare_deed("wrote word", _l("a écrit au quartier : « %(title)s »"), scopes=_SAYING)
EDITED = declare_deed("edited word", _l("a modifié « %(title)s »"), scopes=_SAYING)
RENEWED = declare_deed("renewed word", _l("a prolongé « %(title)s »"), scopes=_SAYING)
CLOSED = declare_deed("closed word", _l("a clos la discussion « %(title)s »"), scopes=_SAYING)
WITHDREW = declare_deed("withdrew word", _l("a retiré « %(title)s »"), scopes=_SAYING)
WENT_BACK = declare_deed(
    "went back on word", _l("a remis comme avant « %(title)s »"), scopes=_SAYING
)
ANSWERED_WORD = declare_deed("answered word", _l("a répondu sous « %(title)s »"), scopes=_SAYING)
TOOK_BACK = declare_deed(
    "took answer back", _l("a retiré une réponse sous « %(title)s »"), scopes=_SAYING
)
