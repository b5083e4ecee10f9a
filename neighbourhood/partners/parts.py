"""What this slice announces to the house."""

from typing import Any

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.storing import failed_jobs
from neighbourhood.foundation.web.menu import (
    Entry,
    Place,
    Row,
    Task,
    Tile,
    Whose,
    to_administrators,
)
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.partners import cli, demo, holdings, receivers
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries import applications, staff
from neighbourhood.partners.views import (
    administration,
    applying,
    choosing,
    desk,
    jobs,
    joining,
    looks,
    running,
    switching,
    team,
)
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
    receivers=(receivers,),
    blueprints=(bp,),
    views=(
        administration,
        applying,
        choosing,
        desk,
        jobs,
        joining,
        looks,
        running,
        switching,
        team,
    ),
    commands=(cli.partners,),
    badges={"staff": staff.staff_roles_count},
    place=Place.DESK,
    menu=(Entry(Place.DESK, "partners.index", "building-2", _l("Mon bureau"), shown=has_desk),),
    me=(
        Row(
            100,
            "partners.running",
            "settings",
            _l("Administration"),
            _l("ce qui attend une décision, et l’état du site"),
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
    desk=(
        Tile(
            90,
            StaffRole.ADMINISTER,
            "partners.to_running_town",
            "settings",
            _l("Administration"),
            _l("régler le site pour la commune"),
        ),
    ),
    administration=(
        Task(
            20,
            Whose.INSTANCE,
            "partners.administration",
            "building-2",
            _l("Partenaires"),
            _l("demandes à examiner, bureaux fermés"),
            waiting=lambda _town: applications.count_to_decide(),
        ),
        Task(
            65,
            Whose.TOWN,
            "partners.choice_lists",
            "list-filter",
            _l("Catégories et occasions"),
            _l("ce qu’on peut choisir dans les annonces"),
        ),
        Task(
            75,
            Whose.TOWN,
            "partners.town_look",
            "sun",
            _l("Couleurs et logo"),
            _l("à quoi le site ressemble ici"),
        ),
        Task(
            70,
            Whose.TOWN,
            "partners.town_switches",
            "check",
            _l("Fonctions"),
            _l("ce que la commune propose, ou non"),
        ),
        Task(
            70,
            Whose.INSTANCE,
            "partners.switches",
            "check",
            _l("Fonctions"),
            _l("ce qui est proposé dans toutes les communes, ou nulle part"),
        ),
        Task(
            80,
            Whose.INSTANCE,
            "partners.failed",
            "refresh-cw",
            _l("Tâches"),
            _l("ce qui a échoué et peut être relancé"),
            waiting=lambda _town: failed_jobs.count(),
        ),
        Task(
            90,
            Whose.INSTANCE,
            "partners.health",
            "heart-pulse",
            _l("Santé du site"),
            _l("base, file, courrier, horloge, disque"),
        ),
    ),
    demo=demo.build,
    signposts=(Signpost(code="become partner", endpoint="partners.begin"),),
)
