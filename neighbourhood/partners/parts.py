"""What this slice announces to the house."""

from typing import Any

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Entry, Place, Row, to_administrators
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.partners import cli, demo, holdings
from neighbourhood.partners.queries import staff
from neighbourhood.partners.views import administration, applying, desk, joining, team
from neighbourhood.partners.views.blueprint import bp


def works_somewhere(_reader: Any, figures: Any) -> bool:
    """Those with a role at a partner."""
    return bool(figures["staff"] > 0)


def has_desk(reader: Any, figures: Any) -> bool:
    """Those with a role, and administrators, who look after partners there."""
    return bool(reader.is_administrator) or works_somewhere(reader, figures)


PART = Part(
    name="partners",
    holdings=(holdings,),
    blueprints=(bp,),
    views=(administration, applying, desk, joining, team),
    commands=(cli.partners,),
    badges={"staff": staff.staff_roles_count},
    place=Place.DESK,
    menu=(Entry(Place.DESK, "partners.index", "building-2", _l("Mon bureau"), shown=has_desk),),
    me=(
        Row(
            100,
            "partners.administration",
            "shield-check",
            _l("Administrer les partenaires"),
            _l("demandes à examiner, partenaires suspendus"),
            shown=to_administrators,
        ),
        Row(
            110,
            "partners.index",
            "building-2",
            _l("Mon bureau"),
            _l("publier et suivre des besoins, vérifier des adresses"),
            shown=works_somewhere,
        ),
    ),
    demo=demo.build,
    signposts=(Signpost(code="become partner", endpoint="partners.begin"),),
)
