"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Door, Place, Row
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.foundation.web.switches import Switch
from neighbourhood.loans import demo, jobs, receivers, reporting
from neighbourhood.loans.holdings import life as holdings_of_loans
from neighbourhood.loans.holdings import shelf as holdings_of_things
from neighbourhood.loans.policies import closing
from neighbourhood.loans.subjects import LOANS
from neighbourhood.loans.views import (
    asking,
    breaks,
    calendar,
    catalogue,
    incidents,
    life,
    proposing,
    shelf,
    words,
    writing,
)
from neighbourhood.loans.views.blueprint import bp

PART = Part(
    name="loans",
    holdings=(holdings_of_loans, holdings_of_things),
    blueprints=(bp,),
    views=(asking, breaks, calendar, catalogue, incidents, life, proposing, shelf, words, writing),
    receivers=(closing, receivers, reporting),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.HELP,
    doors=(Door(Place.HELP, 10, "loans.index", "drill", _l("À emprunter")),),
    me=(
        Row(
            41,
            "loans.mine",
            "drill",
            _l("Mes objets à prêter"),
            _l("votre étagère, et les jours où vous ne prêtez pas"),
        ),
        Row(
            42,
            "loans.under_way",
            "calendar",
            _l("Ce que je prête et emprunte"),
            _l("les demandes, les dates, les retours"),
        ),
    ),
    switches=(
        Switch(
            code=LOANS,
            title=_l("Les prêts d’objets"),
            off=_l(
                "On ne prête et n’emprunte plus d’objets : les étagères et les annonces "
                "disparaissent des listes. "
                "Ce qui est déjà convenu continue entre les deux personnes."
            ),
            pages=frozenset(
                f"loans.{page}" for page in ("index", "begin", "text", "policy", "preview")
            ),
        ),
    ),
    signposts=(Signpost(code="lend", endpoint="loans.begin"),),
)
