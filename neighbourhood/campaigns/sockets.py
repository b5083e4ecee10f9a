"""The live counter: a room for each town, which anybody may enter and where nobody speaks."""

from collections.abc import Mapping

from flask import request
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import join_room

from neighbourhood.campaigns import broadcast
from neighbourhood.campaigns.access import offering
from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.extensions import socketio
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.access import anyone, reads
from neighbourhood.mandates.access import represented
from neighbourhood.places.models import Municipality


@socketio.on("connect", namespace=broadcast.NAMESPACE)
@represented()
@anyone
@reads
def on_connect(asked: object = None) -> None:
    """Let in the pages of this site, a frame of ours in a foreign page included, to one town."""
    if request.headers.get("Origin") not in settings.current().origins:
        raise Refused
    try:
        town = offering(_town(asked))
    except DomainError:
        raise Refused from None
    join_room(broadcast.room(town.id))


def _town(asked: object) -> Municipality | None:
    number = asked.get("town") if isinstance(asked, Mapping) else None
    if type(number) is not int or not 0 <= number < 2**31:
        raise Missing
    return db.session.get(Municipality, number)
