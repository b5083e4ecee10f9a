"""What anybody may open of a town: its page, its total, the picture of both."""

from flask import Response, jsonify, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext

from neighbourhood.campaigns import broadcast, sayings
from neighbourhood.campaigns.access import of_open_town
from neighbourhood.campaigns.drawing.charts import Chart, chart
from neighbourhood.campaigns.drawing.previews import Preview, draw_preview
from neighbourhood.campaigns.queries import figures, offers
from neighbourhood.campaigns.queries.figures import Figures
from neighbourhood.campaigns.views.blueprint import bp, colour_of, look_of, page_of, spoken, told_of
from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.web.keeping import kept
from neighbourhood.foundation.web.links import link
from neighbourhood.foundation.web.pieces import piece
from neighbourhood.foundation.words.money import euros
from neighbourhood.needs.kinds import KINDS
from neighbourhood.places.models import Municipality

MOST_PICTURES = 100
# Long enough for many who ask at once, short enough for a stand.
SECONDS_KEPT = 5


@bp.get("/villes/<insee>")
@of_open_town
def town(town: Municipality) -> ResponseReturnValue:
    """Show what was given in a town, what became of it, and how to make it known."""
    found = figures.of_town(town)
    return render_template(
        "neighbourhood/campaigns/town.html",
        town=town,
        figures=found,
        months=_months(found),
        kinds=_kinds(found),
        told=told_of(town, found.live),
        said=sayings.say_figure(found.live),
        look=look_of(town),
        needs=offers.open_to_all(town),
        packages=offers.packages(town),
        supporters=offers.named(town),
        picture=link("campaigns.preview", insee=town.insee),
    )


def _months(found: Figures) -> Chart:
    return chart(
        (format_date(day, "MMMM y"), cents, euros(cents) if cents else gettext("rien à montrer"))
        for day, cents in found.months.items()
    )


def _kinds(found: Figures) -> Chart:
    return chart((str(KINDS[kind].name), n, euros(n)) for kind, n in found.kinds.items() if n)


@bp.get("/villes/<insee>/total")
@of_open_town
@piece
def total(town: Municipality) -> ResponseReturnValue:
    """Say as JSON what the counter shows, for where no live connection is."""
    answer = jsonify(broadcast.payload(figures.live(town)))
    answer.headers["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
    return answer


@bp.get("/villes/<insee>/apercu.png")
@of_open_town
def preview(town: Municipality) -> Response:
    """Return the picture that other sites show beside a link to the town."""
    shown = figures.live(town)
    words = Preview(
        brand="Palier",
        title=paper.writable(gettext("La solidarité à %(town)s", town=town.name)),
        figure=gettext("plus de %(amount)s", amount=euros(shown.cents)) if shown.cents else "",
        line=gettext("Des besoins précis, sans nom, financés entre voisins."),
        address=spoken(page_of(town)),
        colour=colour_of(town),
    )
    return as_picture(words)


def as_picture(words: Preview) -> Response:
    """Answer with a picture, which other sites keep for an hour."""
    answer = make_response(_drawn(words))
    answer.content_type = "image/png"
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@kept(most=MOST_PICTURES)
def _drawn(words: Preview) -> bytes:
    return paper.printed(draw_preview, words)
