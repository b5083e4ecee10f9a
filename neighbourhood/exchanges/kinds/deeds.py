"""What a mandate may allow here, and what its journal says was done."""

from flask_babel import lazy_gettext as _l

from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.mandates.kinds import declare_deed, declare_scope

MAY_POST = declare_scope(
    Notice.SCOPE,
    _l("Publier des annonces"),
    _l("demander, proposer, et choisir qui vient aider"),
    icon="hand-helping",
    rank=10,
)
MAY_REPLY = declare_scope(
    Reply.SCOPE,
    _l("Répondre aux annonces"),
    _l("proposer son aide, dire merci"),
    icon="hand-heart",
    rank=20,
)
_POSTING, _REPLYING = {MAY_POST}, {MAY_REPLY}
POSTED = declare_deed("posted", _l("a publié « %(title)s »"), scopes=_POSTING)
EDITED = declare_deed("edited", _l("a modifié « %(title)s »"), scopes=_POSTING)
RENEWED = declare_deed("renewed", _l("a prolongé « %(title)s »"), scopes=_POSTING)
FINISHED = declare_deed("finished", _l("a terminé « %(title)s »"), scopes=_POSTING)
WITHDREW = declare_deed("withdrew", _l("a retiré « %(title)s »"), scopes=_POSTING)
ACCEPTED = declare_deed(
    "accepted", _l("a dit oui à une réponse pour « %(title)s »"), scopes=_POSTING
)
HANDED_OVER = declare_deed(
    "handed over", _l("a noté que c’est parti : « %(title)s »"), scopes=_POSTING
)
NOBODY_CAME = declare_deed(
    "nobody came", _l("a noté que personne n’est venu : « %(title)s »"), scopes=_POSTING
)
DECLINED = declare_deed(
    "declined", _l("a répondu « pas cette fois » pour « %(title)s »"), scopes=_POSTING
)
THANKED = declare_deed(
    "thanked", _l("a écrit un mot à propos de « %(title)s »"), scopes=_POSTING | _REPLYING
)
REPLIED = declare_deed("replied", _l("a répondu à « %(title)s »"), scopes=_REPLYING)
WENT_BACK = declare_deed(
    "went back", _l("a remis comme avant « %(title)s »"), scopes=_POSTING | _REPLYING
)
SAID_WHY = declare_deed(
    "said why", _l("a dit pourquoi ce n’est plus possible pour « %(title)s »"), scopes=_REPLYING
)
STILL_CAN = declare_deed(
    "still can", _l("a redit « je peux toujours » pour « %(title)s »"), scopes=_REPLYING
)
TOOK_BACK = declare_deed("took back", _l("a retiré la réponse à « %(title)s »"), scopes=_REPLYING)
ABSENT = declare_deed(
    "absent on a day", _l("a dit ne pas pouvoir un jour, pour « %(title)s »"), scopes=_REPLYING
)
STANDS_IN = declare_deed(
    "stands in", _l("a dit pouvoir venir un jour, pour « %(title)s »"), scopes=_REPLYING
)
STAND_IN_ANSWERED = declare_deed(
    "stand-in answered", _l("a répondu pour un jour de « %(title)s »"), scopes=_POSTING
)
DAY_CLEARED = declare_deed("day cleared", _l("a noté un jour sans « %(title)s »"), scopes=_POSTING)
TIMED = declare_deed(
    "timed", _l("a noté le temps passé pour « %(title)s »"), scopes=_POSTING | _REPLYING
)
