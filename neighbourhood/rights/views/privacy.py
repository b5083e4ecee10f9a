"""What is held about people and why, for anyone to read."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_timedelta, gettext
from flask_login import current_user

from neighbourhood.foundation import settings
from neighbourhood.foundation.personal import HOLDINGS, RETENTIONS
from neighbourhood.foundation.web.access import anyone, even_suspended
from neighbourhood.places.queries import municipalities
from neighbourhood.rights.kinds import BASIS_WORDS
from neighbourhood.rights.views.blueprint import bp


@bp.get("/confidentialite")
@even_suspended
@anyone
def privacy() -> ResponseReturnValue:
    """Say who is responsible, what is held, why, how long, and which rights one has."""
    return render_template(
        "neighbourhood/rights/privacy.html",
        holdings=HOLDINGS.values(),
        retentions=[
            (one.of, format_timedelta(one.keep_for))
            for one in sorted(RETENTIONS.values(), key=lambda one: one.keep_for)
        ],
        basis=BASIS_WORDS,
        chosen=settings.current(),
        towns=_controllers(),
    )


def _controllers() -> str:
    """Name the towns that answer for the reader’s data: their own, or those that are open."""
    quartier = current_user.quartier if current_user.is_authenticated else None
    if quartier is not None:
        return str(gettext("la ville de %(town)s", town=quartier.municipality.name))
    names = [one.name for one in municipalities() if one.is_open]
    said = ", ".join(gettext("la ville de %(town)s", town=name) for name in names)
    return said or str(gettext("la ville"))
