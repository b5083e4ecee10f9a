"""What this slice declares, in words: its card, what is read before one presses, its news."""

from flask_babel import lazy_gettext as _l

from neighbourhood.agenda.models.outside import KIND
from neighbourhood.agenda.subjects import AGENDA
from neighbourhood.feed.kinds import CARD_KINDS, CardKind
from neighbourhood.foundation.web.facts import Fact
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.notifications.kinds import Importance, declare

HAPPENING = CARD_KINDS.declare(
    CardKind(
        rank=46,
        code=KIND,
        one=_l("Événement"),
        many=_l("Événements"),
        icon="calendar",
        answer=_l("Voir l’événement"),
        template="neighbourhood/agenda/card.html",
        page=("agenda.event", "event_id"),
        is_said=True,
        switch=AGENDA,
    )
)
READ_CALENDAR = Reading(
    name=Fact(label=_l("Nom du calendrier")),
    url=Fact(label=_l("Adresse")),
    status=Fact(label=_l("Où il en est")),
)
READ_ADDRESS = Reading(revoked_at=Fact(label=_l("Supprimé le")))

FAILS = declare(
    "agenda.fails",
    _l(
        "Le calendrier « %(title)s » de %(partner)s ne se lit plus. Ses événements restent comme "
        "ils étaient"
    ),
    importance=Importance.COUNTS,
    headline=_l("Un calendrier ne se lit plus"),
    general=_l("Un calendrier que vous suivez ne se lit plus"),
)
