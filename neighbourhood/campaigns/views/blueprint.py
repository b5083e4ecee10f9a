"""The blueprint, and what its pages have in common."""

from datetime import date

from flask import Blueprint
from flask_babel import format_date

from neighbourhood.campaigns.queries.figures import Live
from neighbourhood.campaigns.sayings import Told
from neighbourhood.foundation import settings
from neighbourhood.foundation.outside.paper import picture
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.town_look import Look, TownLook
from neighbourhood.foundation.web.links import link
from neighbourhood.foundation.words.contrast import HOUSE_PAIR
from neighbourhood.foundation.words.dates import say_date
from neighbourhood.funding.kinds import public_path
from neighbourhood.places.models import Municipality

bp = Blueprint("campaigns", __name__)


def page_of(town: Municipality) -> str:
    """Return the whole address of the public page of a town."""
    return link("campaigns.town", insee=town.insee)


def base_url() -> str:
    """Return where this site is."""
    return settings.current().base_url


def spoken(address: str) -> str:
    """Return an address as people type it."""
    return address.partition("://")[2]


def told_of(town: Municipality, shown: Live) -> Told:
    """Return what texts about a town are made of."""
    return Told(town.name, shown, page_of(town))


def look_of(town: Municipality) -> Look | None:
    """Return how a town looks, None where it looks like the house."""
    found = db.session.get(TownLook, town.id)
    return Look(town.id, found.version, found.logo_alt) if found is not None else None


def colour_of(town: Municipality) -> str:
    """Return the colour of a town on paper, which white is read on."""
    found = db.session.get(TownLook, town.id)
    return found.colour if found is not None and found.colour else HOUSE_PAIR.day


bp.add_app_template_global(picture, "qr_of")


bp.add_app_template_global(public_path, "public_path")


@bp.app_template_filter()
def day_of(day: date) -> str:
    """Say a day without its year: 12 octobre."""
    return say_date(day, "d MMMM")


@bp.app_template_filter()
def quarter_of(day: date) -> str:
    """Say the quarter that a day begins: 3e trimestre 2026."""
    return str(format_date(day, "QQQQ y"))
