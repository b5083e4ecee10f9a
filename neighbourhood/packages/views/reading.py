"""Packages, as neighbours read them."""

from collections.abc import Mapping

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.web.access import anyone, signed_in
from neighbourhood.foundation.web.switches import off_here, require_offered
from neighbourhood.foundation.web.versions import carried_by
from neighbourhood.funding.kinds import read_of
from neighbourhood.funding.policies import may_give, refusal_of
from neighbourhood.funding.queries import pledges
from neighbourhood.mandates.access import represented
from neighbourhood.needs.policies import NEEDS
from neighbourhood.packages import telling
from neighbourhood.packages.kinds import FUND, PARTS
from neighbourhood.packages.models import Package, Part
from neighbourhood.packages.policies import OfferedNoMore, cents_of
from neighbourhood.packages.queries import catalogue, stock
from neighbourhood.packages.views.blueprint import bp
from neighbourhood.residents.access import current_actor


@bp.get("/solidarite/formules")
@represented()
@signed_in
def index() -> ResponseReturnValue:
    """List what the town offers to give for, with the needs that wait behind each."""
    require_offered(NEEDS, off_here())
    return render_template(
        "neighbourhood/packages/index.html", offers=catalogue.offers(current_user)
    )


@bp.get("/solidarite/formules/<int:package_id>")
@represented()
@signed_in
def show(package_id: int) -> ResponseReturnValue:
    """Show a package, what waits behind it, and each part of it as a button that leads to pay."""
    require_offered(NEEDS, off_here())
    try:
        package = catalogue.show(current_user, package_id)
    except OfferedNoMore:
        raise
    except Missing:
        return _publicly(package_id)
    room = pledges.remaining_for(current_user.id, package.fund)
    behind = stock.behind(package)
    return render_template(
        "neighbourhood/packages/show.html",
        package=package,
        stock=behind,
        taken=_taken(behind, room),
        room=room,
        may_give=may_give(current_actor(), package.fund),
        parts=_parts(package, room),
        others=[offer for offer in catalogue.offers(current_user) if offer.stock.free_cents],
        read=carried_by(read_of(package.fund)),
    )


def _publicly(package_id: int) -> ResponseReturnValue:
    """Lead whoever proved no address to what everybody may read; others know their own town’s."""
    if current_user.quartier:
        raise Missing
    if FUND.find_public(package_id) is None:
        raise FUND.missing(package_id)
    return redirect(url_for("funding.give", kind=FUND.code, thing_id=package_id))


def _taken(behind: stock.Stock, room_cents: int) -> int:
    """Return how much of what is missing is given or being paid already."""
    return max(behind.asked_cents - behind.raised_cents - max(room_cents, 0), 0)


@bp.app_errorhandler(OfferedNoMore)
def say_gone(refusal: OfferedNoMore) -> ResponseReturnValue:
    """Say that a package is offered no more, and lead to the others."""
    return render_template("neighbourhood/packages/gone.html"), refusal.status


def _parts(package: Package, room_cents: int) -> Mapping[Part, int]:
    """Return in cents the parts that can be given now."""
    if package.price_cents is None:
        return {}
    sizes = [part for part in PARTS if part in package.parts and part is not Part.FREE]
    cents = {part: cents_of(package.price_cents, part) for part in sizes}
    return {part: each for part, each in cents.items() if refusal_of(each, room_cents) is None}


@bp.get("/solidarite/formules/ordre")
@represented()
@anyone
def order() -> ResponseReturnValue:
    """Explain to which needs gifts go, with an example and the figures of late."""
    require_offered(NEEDS, off_here())
    return render_template(
        "neighbourhood/packages/order.html",
        example=telling.example(),
        pool_cents=telling.POOL_CENTS,
        lately=telling.lately(current_user if current_user.is_authenticated else None),
    )
