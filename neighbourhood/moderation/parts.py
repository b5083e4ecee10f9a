"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Row, Task, Tile, Whose
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.moderation import demo, jobs
from neighbourhood.moderation.queries import cases
from neighbourhood.moderation.views import deciding, queue, reading, reporting
from neighbourhood.moderation.views.blueprint import bp
from neighbourhood.partners.models import StaffRole

PART = Part(
    name="moderation",
    blueprints=(bp,),
    views=(deciding, queue, reading, reporting),
    jobs=(jobs,),
    demo=demo.build,
    place=Place.ME,
    me=(
        Row(
            85,
            "moderation.standing",
            "flag",
            _l("Décisions sur mes textes"),
            _l("ce qui a été décidé après un signalement, et comment le contester"),
        ),
    ),
    desk=(
        Tile(
            40,
            StaffRole.MODERATE,
            "moderation.from_desk",
            "flag",
            _l("Signalements"),
            _l("regarder ce que des voisins ont signalé"),
        ),
    ),
    administration=(
        Task(
            10,
            Whose.TOWN,
            "moderation.queue",
            "flag",
            _l("Signalements"),
            _l("ce que des voisins ont signalé, avec un délai"),
            role=StaffRole.MODERATE,
            waiting=cases.waiting,
        ),
        Task(
            10,
            Whose.INSTANCE,
            "moderation.instance_queue",
            "flag",
            _l("Signalements sans commune"),
            _l("ce qui n’appartient à aucune commune"),
            waiting=cases.waiting,
        ),
    ),
    signposts=(
        Signpost(code="report", endpoint="moderation.report"),
        Signpost(code="my standing", endpoint="moderation.standing"),
    ),
)
