"""Home, the list of mutual aid, search and map."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, get_template_attribute, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from neighbourhood.feed import handful, queries
from neighbourhood.feed.circles import is_circle, say_all
from neighbourhood.feed.forms import filters_of
from neighbourhood.feed.kinds import (
    ASIDES,
    CARD_KINDS,
    categories,
    offered,
    say_answer_given,
    say_answer_read,
    say_undo,
)
from neighbourhood.feed.lines import Line
from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import anyone, reader, signed_in, verified
from neighbourhood.foundation.web.keeping import Scene, kept, scene
from neighbourhood.foundation.web.pieces import piece
from neighbourhood.foundation.web.quickening import path_to
from neighbourhood.foundation.web.switches import off_here
from neighbourhood.foundation.web.templating import say
from neighbourhood.mandates.access import represented
from neighbourhood.partners.queries import organisations
from neighbourhood.places import maps
from neighbourhood.places import queries as places
from neighbourhood.residents.queries import neighbours

bp = Blueprint("feed", __name__)

MOST_CARDS_KEPT = 10_000
_MOST_NAMED = 4


@bp.record_once
def teach_words(state: BlueprintSetupState) -> None:
    """Let every template name the kinds of card, find what they show, say where answers stand."""
    state.app.jinja_env.globals.update(
        CARD_KINDS=CARD_KINDS,
        card_kinds=lambda: tuple(kind.code for kind in offered(off_here())),
        card_path=path_of,
        say_answer_given=say_answer_given,
        say_undo=say_undo,
        say_answer_read=say_answer_read,
        is_circle=is_circle,
        said_reach=said_reach,
    )


def path_of(line: Line) -> str:
    """Return where the thing of a card is shown."""
    endpoint, name = CARD_KINDS[line.kind].page
    return path_to(endpoint, **{name: line.about_id})


@bp.app_template_global("feed_cards")
def cards(lines: Sequence[Line]) -> Markup:
    """Draw the cards of a page."""
    here, circles = scene(), say_all(line.reach for line in lines)
    drawn = (_drawn.within(here, line, _said(line, here, circles)) for line in lines)
    return Markup("".join(drawn))  # noqa: S704 - each of them is Markup


def _said(line: Line, here: Scene, circles: Mapping[str, str]) -> str:
    when = say(line.created_at, here)
    return f"{circles[line.reach]} · {when}" if line.reach in circles else when


# Many read the same cards: one is kept as long as it says the same.
@kept(most=MOST_CARDS_KEPT)
def _drawn(line: Line, said: str) -> Markup:
    drawn: Markup = get_template_attribute(CARD_KINDS[line.kind].template, "card")(line, said)
    return drawn


@bp.get("/")
@represented()
@anyone
def home() -> ResponseReturnValue:
    """Welcome a visitor, tell a newcomer what to do next, a neighbour what is new."""
    resident = reader()
    if not resident.is_authenticated:
        partners = organisations.acting_partners()
        return render_template("neighbourhood/feed/welcome.html", partners=partners)
    if not resident.may_read:
        return render_template("neighbourhood/feed/threshold.html")
    return _timeline("neighbourhood/feed/home.html")


@bp.get("/entraide")
@represented()
@verified
def listing() -> ResponseReturnValue:
    """List what neighbours offer and ask for, filtered and searched."""
    return _timeline("neighbourhood/feed/listing.html", categories=categories())


def _timeline(template: str, **more: object) -> str:
    filters = filters_of(request.args)
    after = Cursor.parse(request.args.get("after"))
    page = queries.timeline(reader(), filters, after)
    return render_template(template, page=page, filters=filters, after=after, **more)


@bp.get("/entraide/carte")
@represented()
@verified
def show_map() -> ResponseReturnValue:
    """Show where help is offered and asked for, by squares of the grid."""
    counts = queries.counts_by_cell(current_user)
    drawing = maps.draw_town(current_user.quartier, counts, _cell_path)
    return render_template("neighbourhood/feed/map.html", drawing=drawing, counts=counts)


def _cell_path(cell_id: int) -> str:
    return url_for("feed.listing", cell=cell_id)


@bp.get("/a-cote")
@represented()
@verified
@piece
def beside() -> ResponseReturnValue:
    """Return what stands beside the timeline; loaded after it, because it can wait."""
    return render_template(
        "neighbourhood/feed/beside.html",
        drawing=maps.draw_quartier(current_user.quartier),
        neighbours=neighbours.verified_in(current_user.quartier_id),
        soon=handful.soon(current_user, now()),
        asides=_asides(),
    )


def _asides() -> list[tuple[str, Sequence[Any]]]:
    offered_here = (aside for aside in ASIDES.values() if aside.switch not in off_here())
    return [(aside.template, aside.lines(current_user)) for aside in offered_here]


@bp.get("/bientot")
@represented()
@verified
@piece
def soon() -> ResponseReturnValue:
    """Return what is held soon, for the top of the page on a telephone."""
    lines = handful.soon(current_user, now())
    return render_template("neighbourhood/feed/soon.html", soon=lines)


@bp.get("/entraide/avant-gout/<int:quartier_id>")
@signed_in
@piece
def glimpse(quartier_id: int) -> ResponseReturnValue:
    """Return how much goes on in a quartier, for who waits to read it: kinds of help, no more."""
    places.get_quartier(quartier_id)
    counts = queries.open_in_quartier(quartier_id)
    words = categories()
    named = [words[category] for category in counts if category in words][:_MOST_NAMED]
    return render_template(
        "neighbourhood/feed/glimpse.html", total=sum(counts.values()), categories=named
    )


@bp.get("/entraide/extrait")
@represented()
@verified
@piece
def extract() -> ResponseReturnValue:
    """Return the first lines of what a neighbour or a quartier offers and asks for."""
    filters = filters_of(request.args)
    page = queries.timeline(reader(), filters)
    return render_template("neighbourhood/feed/extract.html", page=page, filters=filters)
