"""Stopping a monthly gift in one tap: from « Mes dons » or by a mail, account or none."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import anyone
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.funding import codes
from neighbourhood.funding.actions import monthly as actions
from neighbourhood.funding.models.monthly import WhyStopped
from neighbourhood.funding.queries import monthly
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.residents.views.blueprint import too_old


@bp.get("/donner/chaque-mois/<token>")
@anyone
def monthly_gift(token: str) -> ResponseReturnValue:
    """Show one monthly gift with the button that stops it; looking changes nothing."""
    monthly_id = codes.monthly_of(token)
    if monthly_id is None:
        return _too_old()
    gift = monthly.by_id(monthly_id)
    page = render_template(
        "neighbourhood/funding/monthly_gift.html",
        gift=gift,
        token=token,
        may_go_on=actions.may_go_on(gift),
    )
    return page, 200, {"Cache-Control": "private, no-store"}


def _too_old() -> ResponseReturnValue:
    return too_old(url_for("funding.ask_link"), gettext("Retrouver mes dons"))


@bp.post("/donner/chaque-mois/<token>/arreter")
@anyone
@limit("30 per hour")
@undone_by("funding.monthly_again")
def stop_monthly(token: str) -> ResponseReturnValue:
    """Stop a monthly gift at once."""
    monthly_id = codes.monthly_of(token)
    if monthly_id is None:
        return _too_old()
    with transaction():
        actions.stop(monthly_id, WhyStopped.DONOR)
    return redirect(url_for("funding.monthly_gift", token=token), 303)


@bp.post("/donner/chaque-mois/<token>/reprendre")
@anyone
@limit("30 per hour")
def monthly_again(token: str) -> ResponseReturnValue:
    """Go back on having stopped it, for ten minutes."""
    monthly_id = codes.monthly_of(token)
    if monthly_id is None:
        return _too_old()
    with transaction():
        actions.go_on(monthly_id)
    flash(gettext("C’est comme avant : votre don mensuel continue."))
    return redirect(url_for("funding.monthly_gift", token=token), 303)
