"""Finding people, and who runs what."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.partners.access import administrator, town_staff
from neighbourhood.partners.kinds import ROLE_WORDS
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.organisations import administrators
from neighbourhood.people.forms import asked_of
from neighbourhood.people.queries import directory, running
from neighbourhood.people.queries.directory import Asked
from neighbourhood.people.views.blueprint import bp
from neighbourhood.places.models import Municipality


@bp.get("/administration/personnes")
@administrator
def index() -> ResponseReturnValue:
    """Find somebody among all accounts."""
    return _found(None)


@bp.get("/administration/communes/<int:municipality_id>/personnes")
@town_staff(StaffRole.ADMINISTER)
def town(town: Municipality) -> ResponseReturnValue:
    """Find somebody among those who live in a town."""
    return _found(town)


def _found(town: Municipality | None) -> str:
    asked, town_id = asked_of(request.args), town.id if town else None
    page = directory.people(asked, town_id, Cursor.parse(request.args.get("after")))
    return render_template(
        "neighbourhood/people/index.html",
        town=town,
        asked=asked,
        page=page,
        narrowed=_narrowed(asked, town_id),
        quartiers=directory.quartiers(town_id),
    )


def _narrowed(asked: Asked, town_id: int | None) -> dict[str, object]:
    """Return what the address of the next page says besides where it begins."""
    said = {
        "q": asked.words,
        "quartier": asked.quartier_id,
        "state": asked.state.value if asked.state else None,
        "municipality_id": town_id,
    }
    return {name: value for name, value in said.items() if value}


@bp.get("/administration/responsables")
@administrator
def running_it() -> ResponseReturnValue:
    """List who administers the instance, and who works for each partner of each town."""
    return render_template(
        "neighbourhood/people/running.html",
        administrators=administrators(),
        teams=running.teams(),
        STAFF_ROLES=ROLE_WORDS,
    )
