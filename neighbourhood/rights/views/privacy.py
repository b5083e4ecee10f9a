"""What is held about people and why, for anyone to read."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_timedelta

from neighbourhood.foundation import settings
from neighbourhood.foundation.personal import HOLDINGS, RETENTIONS
from neighbourhood.foundation.web.access import anyone, even_suspended
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
    )
