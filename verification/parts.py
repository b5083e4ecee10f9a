"""What this slice announces to the house."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.web.menu import Place, Row, Task, Tile, Whose
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.queries import municipalities
from verification import cli, holdings, jobs, proofs, receivers
from verification.demo import town
from verification.proving.registry import gather
from verification.queries import letters
from verification.queries.oversight import to_look_at
from verification.views import (
    claims,
    counter,
    desk,
    documents,
    entering,
    halls,
    identities,
    mandates,
    of_person,
    oversight,
    posted,
    rules,
    sent,
    staying,
    vouching,
    wrong_people,
)
from verification.views.blueprint import bp

# Before anybody asks which proofs there are: two of one code stop here.
gather(proofs)


def where(reader: Any) -> str:
    """Name the quartier of a proved address."""
    return str(reader.quartier.name) if reader.quartier else gettext("à prouver")


PART = Part(
    name="verification",
    holdings=(holdings,),
    blueprints=(bp,),
    views=(
        claims,
        counter,
        desk,
        documents,
        entering,
        halls,
        identities,
        mandates,
        of_person,
        oversight,
        posted,
        rules,
        sent,
        staying,
        vouching,
        wrong_people,
    ),
    commands=(cli.verification,),
    receivers=(receivers,),
    jobs=(jobs,),
    demo=town.build,
    place=Place.ME,
    me=(Row(30, "verification.address", "map-pin", _l("Mon adresse"), where),),
    desk=(
        Tile(
            20,
            StaffRole.VERIFY,
            "verification.desk",
            "printer",
            _l("Adresses"),
            _l("lettres, guichet, documents, preuves à revoir"),
            of_partner=False,
        ),
    ),
    administration=(
        Task(
            30,
            Whose.INSTANCE,
            "verification.circles",
            "eye",
            _l("Preuves à revoir"),
            _l("signalées, ou retrouvées par leur numéro"),
            waiting=lambda _town: to_look_at({town.id for town in municipalities()}),
        ),
        Task(
            30,
            Whose.TOWN,
            "verification.desk",
            "printer",
            _l("Lettres à envoyer"),
            _l("imprimer, poster, noter ce qui revient"),
            role=StaffRole.VERIFY,
            waiting=lambda town: len(letters.waiting_letters({town or 0})),
            hands_on=True,
        ),
        Task(
            32,
            Whose.TOWN,
            "verification.halls",
            "building-2",
            _l("La mairie"),
            _l("adresse, téléphone et horaires, sur les papiers"),
            role=StaffRole.VERIFY,
            hands_on=True,
        ),
        Task(
            50,
            Whose.TOWN,
            "verification.town_proofs",
            "shield-check",
            _l("Preuves d’adresse"),
            _l("lesquelles la commune accepte"),
        ),
        Task(
            75,
            Whose.TOWN,
            "verification.sent_letters",
            "mail",
            _l("Lettres envoyées"),
            _l("à imprimer, postées, revenues"),
        ),
    ),
    signposts=(
        Signpost(code="prove address", endpoint="verification.address"),
        Signpost(code="doubtful proofs", endpoint="verification.circles"),
        Signpost(code="proofs of a person", endpoint="verification.of_person"),
    ),
)
