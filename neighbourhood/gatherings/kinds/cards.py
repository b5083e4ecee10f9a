"""The card of a gathering, and what stands beside the timeline."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.kinds import ASIDES, CARD_KINDS, Aside, CardKind
from neighbourhood.gatherings.models.gatherings import KIND
from neighbourhood.gatherings.queries.gatherings import next_dates
from neighbourhood.gatherings.subjects import MEETING, SORT_LIST

EVENT = CARD_KINDS.declare(
    CardKind(
        rank=45,
        code=KIND,
        one=_l("Rencontre"),
        many=_l("Rencontres"),
        icon="calendar-heart",
        answer=_l("Voir la rencontre"),
        template="neighbourhood/gatherings/card.html",
        page=("gatherings.show", "gathering_id"),
        categories=SORT_LIST.code,
        switch=MEETING,
    )
)
NEXT = ASIDES.declare(
    Aside("next gatherings", next_dates, "neighbourhood/gatherings/aside.html", MEETING)
)
