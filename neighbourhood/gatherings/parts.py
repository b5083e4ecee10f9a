"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Door, Place, Row, Task, Whose
from neighbourhood.foundation.web.switches import Switch
from neighbourhood.gatherings import demo, happenings, holdings, jobs, receivers, reporting
from neighbourhood.gatherings.kinds import cards, talks
from neighbourhood.gatherings.subjects import MEETING
from neighbourhood.gatherings.views import (
    afterwards,
    cancelling,
    coming,
    holding,
    hosting,
    papers,
    posters,
    reading,
    town,
    writing,
)
from neighbourhood.gatherings.views.blueprint import bp

DECLARED = (cards, talks)

PART = Part(
    name="gatherings",
    holdings=(holdings,),
    blueprints=(bp,),
    views=(
        afterwards,
        cancelling,
        coming,
        holding,
        hosting,
        papers,
        posters,
        reading,
        town,
        writing,
    ),
    receivers=(happenings, receivers, reporting),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.HOME,
    doors=(Door(Place.HOME, 30, "gatherings.index", "calendar-heart", _l("Rencontres")),),
    me=(
        Row(
            43,
            "gatherings.mine",
            "calendar-heart",
            _l("Mes rencontres"),
            _l("où vous allez, ce que vous organisez"),
        ),
    ),
    administration=(
        Task(
            72,
            Whose.TOWN,
            "gatherings.public_places",
            "map-pin",
            _l("Lieux publics"),
            _l("proposés d’abord à qui organise une rencontre"),
        ),
    ),
    switches=(
        Switch(
            code=MEETING,
            title=_l("Les rencontres"),
            off=_l(
                "On ne propose plus de rencontres : elles disparaissent des listes, avec leurs "
                "nouvelles ; les conversations restent."
            ),
            pages=frozenset({"gatherings"}),
            told=("gatherings.",),
        ),
    ),
)
