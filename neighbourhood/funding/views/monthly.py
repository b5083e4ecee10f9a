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
from neighbourhood.funding.models.monthly import MonthlyGift, WhyStopped
from neighbourhood.funding.queries import donors, monthly
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.residents.views.blueprint import too_old


@bp.get("/donner/chaque-mois/<token>")
@anyone
def monthly_gift(token: str) -> ResponseReturnValue:
    """Show one monthly gift with the button that stops it; looking changes nothing."""
    gift = _found(token)
    if gift is None:
        return _too_old()
    page = render_template(
        "neighbourhood/funding/monthly_gift.html",
        gift=gift,
        token=token,
        may_go_on=actions.may_go_on(gift),
    )
    return page, 200, {"Cache-Control": "private, no-store"}


def _found(token: str) -> MonthlyGift | None:
    """Return what a link stops; nothing once whoever gave is forgotten."""
    monthly_id = codes.monthly_of(token)
    gift = monthly.by_id(monthly_id) if monthly_id is not None else None
    return gift if gift is not None and donors.is_known(gift.pseudonym) else None


def _too_old() -> ResponseReturnValue:
    return too_old(url_for("funding.ask_link"), gettext("Retrouver mes dons"))


@bp.post("/donner/chaque-mois/<token>/arreter")
@anyone
@limit("30 per hour")
@undone_by("funding.monthly_again")
def stop_monthly(token: str) -> ResponseReturnValue:
    """Stop a monthly gift at once."""
    gift = _found(token)
    if gift is None:
        return _too_old()
    with transaction():
        actions.stop(gift.id, WhyStopped.DONOR)
    return redirect(url_for("funding.monthly_gift", token=token), 303)


@bp.post("/donner/chaque-mois/<token>/reprendre")
@anyone
@limit("30 per hour")
def monthly_again(token: str) -> ResponseReturnValue:
    """Go back on having stopped it, for ten minutes."""
    gift = _found(token)
    if gift is None:
        return _too_old()
    with transaction():
        actions.go_on(gift.id)
    flash(gettext("C’est comme avant : votre don mensuel continue."))
    return redirect(url_for("funding.monthly_gift", token=token), 303)
