"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Row, Task, Whose
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.rights import cli, holdings, jobs, queries
from neighbourhood.rights.views import desk, mine, privacy
from neighbourhood.rights.views.blueprint import bp

_TITLE = _l("Demandes sur les données")
_SOFT = _l("corrections, oppositions, questions : à répondre dans le mois")

PART = Part(
    name="rights",
    blueprints=(bp,),
    views=(desk, mine, privacy),
    holdings=(holdings,),
    jobs=(jobs,),
    commands=(cli.privacy,),
    place=Place.ME,
    me=(
        Row(
            85,
            "rights.mine",
            "file-text",
            _l("Mes données"),
            _l("tout voir, télécharger, corriger, fermer le compte"),
        ),
    ),
    administration=(
        Task(
            60, Whose.INSTANCE, "rights.queue", "file-text", _TITLE, _SOFT, waiting=queries.waiting
        ),
        Task(
            60, Whose.TOWN, "rights.town_queue", "file-text", _TITLE, _SOFT, waiting=queries.waiting
        ),
    ),
    signposts=(
        Signpost(code="my data", endpoint="rights.mine"),
        Signpost(code="ask about my data", endpoint="rights.ask"),
        Signpost(code="privacy", endpoint="rights.privacy"),
        Signpost(code="close account", endpoint="rights.close_for"),
    ),
)
