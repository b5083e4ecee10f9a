"""What a mandate may allow among gatherings, and what its journal says was done."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.gatherings.models.gatherings import Gathering
from neighbourhood.mandates.kinds import Deed, declare_deed, declare_scope

MAY_MEET = declare_scope(
    Gathering.SCOPE,
    _l("S’occuper des rencontres"),
    _l("dire qu’on vient, en organiser"),
    icon="calendar-heart",
    rank=33,
)


def _deed(code: str, sentence: LazyString) -> Deed:
    return declare_deed(code, sentence, scopes={MAY_MEET})


PUT_UP = _deed("put up gathering", _l("a proposé la rencontre « %(title)s »"))
CHANGED = _deed("changed gathering", _l("a modifié la rencontre « %(title)s »"))
MOVED = _deed("moved gathering", _l("a changé une date de « %(title)s »"))
CANCELLED = _deed("cancelled gathering", _l("a annulé une date de « %(title)s », ou plusieurs"))
WENT_BACK = _deed("went back on gathering", _l("a remis comme avant « %(title)s »"))
CAME = _deed("comes to gathering", _l("a dit : je viens à « %(title)s »"))
LEFT = _deed("leaves gathering", _l("a dit : je ne viens plus à « %(title)s »"))
AGREED = _deed("agreed to change", _l("a dit que le changement convient : « %(title)s »"))
ANSWERED_ASK = _deed("answered who asked", _l("a répondu à une personne pour « %(title)s »"))
ASKED_HOST = _deed("asked a host", _l("a proposé d’organiser ensemble « %(title)s »"))
HOSTS = _deed("hosts gathering", _l("a répondu pour organiser « %(title)s »"))
BRINGS = _deed("brings something", _l("a changé ce qui est apporté à « %(title)s »"))
NOTED = _deed("noted who came", _l("a noté qui est venu à « %(title)s »"))
THANKED = _deed("thanked for gathering", _l("a remercié pour « %(title)s »"))
SHOWED = _deed("showed a photo", _l("a montré ou retiré une photo de « %(title)s »"))
