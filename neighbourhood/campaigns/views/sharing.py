"""Making one thing known that everybody may give to: a page, its picture, its poster."""

from collections.abc import Callable
from functools import wraps

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from neighbourhood.campaigns import sayings
from neighbourhood.campaigns.access import offering
from neighbourhood.campaigns.drawing.posters import Poster, draw_poster
from neighbourhood.campaigns.drawing.previews import Preview
from neighbourhood.campaigns.queries import offers
from neighbourhood.campaigns.views.blueprint import base_url, bp, colour_of, spoken
from neighbourhood.campaigns.views.outward import SIZES, language_asked
from neighbourhood.campaigns.views.town import as_picture
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.web.access import anyone, even_suspended
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.kinds import public_path, purposes_of
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.views.over import over
from neighbourhood.mandates.access import represented
from neighbourhood.places.models import Municipality
from neighbourhood.places.queries import get_town


def _found(fund_id: int) -> tuple[Fund, Municipality]:
    fund = offers.public_fund(fund_id)
    return fund, offering(get_town(fund.municipality_id))


def _while_it_lasts(
    handler: Callable[[int], ResponseReturnValue],
) -> Callable[[int], ResponseReturnValue]:
    """Say that it is over, where it is: people come by links and posters of before."""

    @wraps(handler)
    def guarded(fund_id: int) -> ResponseReturnValue:
        past = offers.past(fund_id)
        return handler(fund_id) if past is None else over(past)

    return guarded


def _address(fund: Fund) -> str:
    return base_url() + public_path(fund)


def _to_raise(fund: Fund) -> str:
    price = purposes_of([fund])[fund.id].price
    return price or gettext("%(amount)s à réunir ensemble", amount=euros(fund.ceiling_cents))


@bp.get("/partager/<int:fund_id>")
@even_suspended
@represented()
@anyone
@_while_it_lasts
def share(fund_id: int) -> ResponseReturnValue:
    """Show how to make one thing known that everybody may give to."""
    fund, town = _found(fund_id)
    return render_template(
        "neighbourhood/campaigns/share.html",
        fund=fund,
        town=town,
        address=_address(fund),
        way_back=(public_path(fund), fund.title),
    )


@bp.get("/partager/<int:fund_id>/apercu.png")
@even_suspended
@represented()
@anyone
def fund_preview(fund_id: int) -> Response:
    """Return the picture that other sites show beside a link to it."""
    fund, town = _found(fund_id)
    purpose = purposes_of([fund])[fund.id]
    words = Preview(
        brand="Palier",
        title=paper.writable(fund.title),
        figure=purpose.price or euros(fund.ceiling_cents),
        line=paper.writable(f"{purpose.where} · {purpose.by}"),
        address=spoken(_address(fund)),
        colour=colour_of(town),
    )
    return as_picture(words)


@bp.get("/partager/<int:fund_id>/affiche.pdf")
@even_suspended
@represented()
@anyone
@_while_it_lasts
def fund_poster(fund_id: int) -> ResponseReturnValue:
    """Hand out a poster for it, A4 or A3, in French or in English."""
    fund, town = _found(fund_id)
    size = SIZES.get(request.args.get("format", "a4"))
    if size is None:
        raise Missing
    with force_locale(language_asked()):
        words = Poster(
            town=town.name,
            title=gettext("La solidarité entre voisins"),
            sentence=paper.writable(fund.title),
            figure=_to_raise(fund),
            scan=gettext("Scannez ce carré, ou tapez cette adresse :"),
            link=_address(fund),
            address=spoken(_address(fund)),
            promise=sayings.say_promise(),
            colour=colour_of(town),
            language=language_asked(),
            size=size,
        )
        return paper.hand_out(paper.printed(draw_poster, words), f"affiche-{size}.pdf")
