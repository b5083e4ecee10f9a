"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Row, Task, Tile, Whose
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.moderation import demo, holdings, jobs, receivers
from neighbourhood.moderation.queries import waiting
from neighbourhood.moderation.views import (
    as_now,
    charter_desk,
    charter_gate,
    charters,
    deciding,
    figures,
    hearing,
    opening,
    queue,
    reading,
    reporting,
    reviewers,
    reviewing,
)
from neighbourhood.moderation.views.blueprint import bp
from neighbourhood.partners.models import StaffRole

PART = Part(
    name="moderation",
    blueprints=(bp,),
    views=(
        as_now,
        charter_desk,
        charter_gate,
        charters,
        deciding,
        figures,
        hearing,
        opening,
        queue,
        reading,
        reporting,
        reviewers,
        reviewing,
    ),
    receivers=(receivers,),
    jobs=(jobs,),
    holdings=(holdings,),
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
        Row(
            95,
            "moderation.charter",
            "file-text",
            _l("La charte"),
            _l("ce que nous nous promettons entre voisins"),
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
            waiting=waiting.count,
        ),
        Task(
            10,
            Whose.INSTANCE,
            "moderation.instance_queue",
            "flag",
            _l("Signalements sans commune"),
            _l("ce qui n’appartient à aucune commune"),
            waiting=waiting.count,
        ),
        Task(
            60,
            Whose.INSTANCE,
            "moderation.write_charter",
            "file-text",
            _l("La charte du site"),
            _l("écrire la prochaine version, la publier"),
        ),
        Task(
            60,
            Whose.TOWN,
            "moderation.write_town_charter",
            "file-text",
            _l("La charte de la commune"),
            _l("écrire la prochaine version, la publier"),
        ),
    ),
    signposts=(
        Signpost(code="charter", endpoint="moderation.charter"),
        Signpost(code="write charter", endpoint="moderation.write_town_charter"),
        Signpost(code="report", endpoint="moderation.report"),
        Signpost(code="restrict", endpoint="moderation.restrict"),
        Signpost(code="my standing", endpoint="moderation.standing"),
    ),
)
