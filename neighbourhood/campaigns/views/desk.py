"""« Faire connaître »: everything that leaves, gathered for a town and for its partners."""

from collections.abc import Mapping

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from neighbourhood.campaigns.access import offering
from neighbourhood.campaigns.queries import figures
from neighbourhood.campaigns.sayings import SORTS, Text
from neighbourhood.campaigns.views.blueprint import bp, page_of, spoken, told_of
from neighbourhood.foundation.web.links import link
from neighbourhood.foundation.words.localisation import LANGUAGES
from neighbourhood.partners.access import staff, town_staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.places.queries import get_town


@bp.get("/administration/communes/<int:municipality_id>/faire-connaitre")
@town_staff(StaffRole.ADMINISTER)
def of_town(town: Municipality) -> ResponseReturnValue:
    """Gather what makes the page of a town known, for those who run the town."""
    return _page(town, url_for("partners.running_town", municipality_id=town.id), town.name)


@bp.get("/partenaires/<int:partner_id>/faire-connaitre")
@staff(StaffRole.PUBLISH)
def of_partner(partner: Partner) -> ResponseReturnValue:
    """Gather the same for a partner."""
    back = url_for("partners.desk", partner_id=partner.id)
    return _page(get_town(partner.municipality_id), back, partner.name)


def _page(town: Municipality, back: str, name: str) -> ResponseReturnValue:
    offering(town)
    shown = figures.live(town)
    return render_template(
        "neighbourhood/campaigns/desk.html",
        town=town,
        live=shown,
        told=told_of(town, shown),
        address=page_of(town),
        spoken=spoken(page_of(town)),
        frame=link("campaigns.embed", insee=town.insee),
        sorts=SORTS,
        texts={language: _texts(town, language) for language in LANGUAGES},
        way_back=(back, name),
    )


def _texts(town: Municipality, language: str) -> Mapping[str, Text]:
    with force_locale(language):
        told = told_of(town, figures.live(town))
        return {code: sort.write(told) for code, sort in SORTS.items()}
