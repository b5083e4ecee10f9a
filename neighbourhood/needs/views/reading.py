"""Solidarité, as neighbours read it."""

from collections.abc import Callable, Sequence
from functools import wraps

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.identifiers import row_id
from neighbourhood.foundation.web.signposts import way_to
from neighbourhood.foundation.web.switches import off_here
from neighbourhood.funding.queries import donors
from neighbourhood.funding.views.offering import Offer, offer_of
from neighbourhood.mandates.access import represented
from neighbourhood.needs import policies, queries
from neighbourhood.needs.kinds import FUND
from neighbourhood.needs.models import Need, NeedKind
from neighbourhood.needs.queries import Filters
from neighbourhood.needs.shelves import filled
from neighbourhood.needs.versions import NeedRevision
from neighbourhood.needs.views.blueprint import bp
from neighbourhood.places.queries import quartiers_of
from neighbourhood.residents.access import current_actor


def _or_towns_open_to_all(
    handler: Callable[[], ResponseReturnValue],
) -> Callable[[], ResponseReturnValue]:
    """Show visitors where one gives without an account, if that is anywhere."""

    @wraps(handler)
    def guarded() -> ResponseReturnValue:
        towns = () if current_user.is_authenticated else queries.towns_for_all()
        if not towns:
            return handler()
        if len(towns) == 1:
            return redirect(way_to("town figures", insee=towns[0].insee))
        return render_template("neighbourhood/needs/open_to_all.html", towns=towns)

    return guarded


@bp.get("/solidarite")
@_or_towns_open_to_all
@represented()
@signed_in
def index() -> ResponseReturnValue:
    """List the needs of the town: what misses money first, then what neighbours have met."""
    filters = Filters(_kind(request.args.get("kind")), request.args.get("quartier", type=row_id))
    page = queries.to_fund(current_user, filters, Cursor.parse(request.args.get("after")))
    return render_template(
        "neighbourhood/needs/index.html",
        page=page,
        met=() if page.next else queries.recently_met(current_user, filters),
        filters=filters,
        quartiers=quartiers_of(queries.town_of(current_user)),
        towns=() if current_user.quartier else queries.towns_for_all(),
        shelves=() if request.args else filled(current_user, off_here()),
    )


def _kind(said: str | None) -> NeedKind | None:
    return NeedKind(said) if said in {kind.value for kind in NeedKind} else None


def _offer(need: Need) -> Offer | None:
    may = need.fund is not None and policies.may_fund(current_actor(), need)
    return offer_of(need.fund) if may and need.fund else None


def _or_where_one_gives(
    handler: Callable[[int], ResponseReturnValue], need_id: int
) -> ResponseReturnValue:
    """Lead whoever has no town yet to where they give to what is offered to all."""
    try:
        return handler(need_id)
    except Missing:
        if current_user.quartier:
            raise
        if FUND.find_public(need_id):
            return redirect(url_for("funding.give", kind=FUND.code, thing_id=need_id))
        if FUND.find_past(need_id):
            return _to_public(need_id)
        raise


def _to_public(need_id: int) -> ResponseReturnValue:
    return redirect(url_for("funding.give_as_visitor", kind=FUND.code, thing_id=need_id))


def _or_publicly(
    handler: Callable[[int], ResponseReturnValue],
) -> Callable[[int], ResponseReturnValue]:
    """Lead visitors to what everybody may read of a need that is, or was, offered to all."""

    @wraps(handler)
    def guarded(need_id: int) -> ResponseReturnValue:
        if current_user.is_authenticated:
            return _or_where_one_gives(handler, need_id)
        if FUND.find_public(need_id) or FUND.find_past(need_id):
            return _to_public(need_id)
        return handler(need_id)

    return guarded


@bp.get("/solidarite/<int:need_id>")
@_or_publicly
@represented()
@signed_in
def show(need_id: int) -> ResponseReturnValue:
    """Show a need of my town, how far it has come, and the proof once there is one."""
    # Its words are not shown any more: they may be why it was taken back.
    if queries.was_withdrawn(current_user, need_id):
        return render_template("neighbourhood/needs/withdrawn.html"), 410
    need = queries.show(current_user, need_id)
    return render_template(
        "neighbourhood/needs/show.html",
        need=need,
        versions=_versions(need),
        offer=_offer(need),
    )


def _versions(need: Need) -> Sequence[NeedRevision]:
    """Return what stood before, for those who gave: to others a word taken out stays out."""
    earlier = queries.earlier_versions(need)
    gave = bool(earlier) and need.fund_id and donors.gave(current_user.id, need.fund_id)
    return earlier if gave else ()
