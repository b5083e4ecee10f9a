"""What the journal of a mandate says was done with a loan."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.loans.kinds.scopes import MAY_LEND
from neighbourhood.mandates.kinds import Deed, declare_deed


def _deed(code: str, sentence: LazyString) -> Deed:
    return declare_deed(f"loan {code}", sentence, scopes={MAY_LEND})


ASKED = _deed("asked", _l("a demandé à emprunter « %(title)s »"))
ACCEPTED = _deed("accepted", _l("a dit oui pour prêter « %(title)s »"))
DECLINED = _deed("declined", _l("a répondu « pas cette fois » pour prêter « %(title)s »"))
WITHDREW = _deed("withdrew", _l("a retiré la demande de prêt « %(title)s »"))
CALLED_OFF = _deed("called off", _l("a annulé le prêt « %(title)s »"))
WENT_BACK = _deed("went back", _l("a remis comme avant le prêt « %(title)s »"))
CHECKED = _deed("checked", _l("a noté l’état de l’objet « %(title)s »"))
HANDED = _deed("handed", _l("a noté que l’objet est remis : « %(title)s »"))
SAID_BACK = _deed("said back", _l("a dit avoir rendu « %(title)s »"))
RETURNED = _deed("returned", _l("a noté que l’objet est rentré : « %(title)s »"))
RENEWED = _deed("renewed", _l("a gardé plus longtemps « %(title)s »"))
OPENED_INCIDENT = _deed("incident opened", _l("a signalé un souci avec « %(title)s »"))
TOLD_INCIDENT = _deed("incident told", _l("a raconté ce qui s’est passé avec « %(title)s »"))
PROPOSED = _deed("proposed", _l("a proposé une solution pour « %(title)s »"))
AGREED = _deed("agreed", _l("a accepté une solution pour « %(title)s »"))
ENDED_INCIDENT = _deed("incident ended", _l("a clos le souci avec « %(title)s »"))
WAITS = _deed("waits", _l("a demandé à savoir quand « %(title)s » est libre"))
WAITS_NO_MORE = _deed("waits no more", _l("a cessé d’attendre « %(title)s »"))
WROTE_WORD = _deed("word", _l("a écrit un mot après le prêt « %(title)s »"))
