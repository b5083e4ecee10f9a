"""What people read of a loan before they press."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, said_by, said_when
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.loans.kinds.words import INCIDENT_STATUSES, STATUSES

READ_LOAN = Reading(
    "item",
    item_title=Fact(label=_l("L’objet"), of="item.title"),
    first_day=Fact(label=_l("Du"), say=said_when),
    last_day=Fact(label=_l("Au"), say=said_when),
    text=Fact(label=_l("La demande")),
    item_deposit=Fact(label=_l("Caution"), of="item.deposit"),
    status=Fact(label=_l("Où en est-on ?"), say=said_by(STATUSES)),
)
# The same of two who are kept apart: neither reads the words of the other.
READ_STANDING = Reading(status=Fact(label=_l("Où en est-on ?"), say=said_by(INCIDENT_STATUSES)))
READ_INCIDENT = Reading(
    status=Fact(label=_l("Où en est-on ?"), say=said_by(INCIDENT_STATUSES)),
    proposed=Fact(label=_l("La proposition")),
)
