"""What people read of a loan before they press."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, said_when
from neighbourhood.foundation.web.versions import Reading

READ_LOAN = Reading(
    "item",
    item_title=Fact(label=_l("L’objet"), of="item.title"),
    first_day=Fact(label=_l("Du"), say=said_when),
    last_day=Fact(label=_l("Au"), say=said_when),
    text=Fact(label=_l("La demande")),
)
