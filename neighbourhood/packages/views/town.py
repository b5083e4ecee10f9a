"""The catalogue of a town, for those who run it."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.forms import moment
from neighbourhood.foundation.web.templating import in_town
from neighbourhood.packages.actions import cataloguing as actions
from neighbourhood.packages.actions.cataloguing import Told
from neighbourhood.packages.forms import CrisisForm, PackageForm
from neighbourhood.packages.kinds import READ
from neighbourhood.packages.models import Package
from neighbourhood.packages.queries import catalogue, stock
from neighbourhood.packages.views.blueprint import bp
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.places.queries import here

_PATH = "/administration/communes/<int:municipality_id>/formules"
_ONE = f"{_PATH}/<int:package_id>"
_LAST_MINUTE = time(23, 59)


@bp.get(_PATH)
@town_staff(StaffRole.ADMINISTER)
def of_town(town: Municipality) -> ResponseReturnValue:
    """Show the catalogue in its order, and what waits behind each package."""
    stocks = stock.by_kind(town.id)
    offers = [
        catalogue.Offer(package, stock.of_kinds(stocks, package.kinds))
        for package in catalogue.of_town(town.id)
    ]
    return render_template(
        "neighbourhood/packages/of_town.html",
        town=town,
        offers=offers,
        withdrawn=_withdrawn(offers, request.args.get("retiree", type=int)),
        opened=request.args.get("ouverte", type=int),
    )


def _withdrawn(offers: Iterable[catalogue.Offer], package_id: int | None) -> Package | None:
    found = (offer.package for offer in offers if offer.package.id == package_id)
    return next((package for package in found if not package.is_offered), None)


@bp.post(f"{_PATH}/habituelles")
@town_staff(StaffRole.ADMINISTER)
def set_up(town: Municipality) -> ResponseReturnValue:
    """Begin with the usual packages."""
    with transaction():
        made = actions.set_up(town)
    if made:
        flash(gettext("Les formules habituelles sont là. Changez ce que vous voulez."))
    else:
        flash(gettext("Cette ville a déjà des formules."), "info")
    return _back(town)


@bp.route(f"{_PATH}/nouvelle", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def create(town: Municipality) -> ResponseReturnValue:
    """Add a package of the town’s own."""
    form = PackageForm(here=here(town.id))
    if not form.validate_on_submit():
        return _write_page(town, form, None)
    with transaction():
        package_id = actions.create(town, _told(form)).id
    flash(gettext("La formule est ajoutée. Les voisins la voient dès maintenant."))
    return _back(town, package_id)


@bp.route(f"{_ONE}/modifier", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def change(town: Municipality, package_id: int) -> ResponseReturnValue:
    """Say something else of a package."""
    package = catalogue.in_town(town, package_id)
    form = PackageForm(data=_written(package), here=here(town.id))
    if not form.validate_on_submit():
        return _write_page(town, form, package)
    with transaction():
        actions.change(READ.unchanged(catalogue.in_town(town, package_id)), _told(form))
    flash(gettext("C’est fait. Les dons déjà faits restent où ils sont."))
    return _back(town, package_id)


@bp.post(f"{_ONE}/<any(monter, descendre):way>")
@town_staff(StaffRole.ADMINISTER)
def move(town: Municipality, package_id: int, way: str) -> ResponseReturnValue:
    """Put a package one place before, or after."""
    with transaction():
        package = catalogue.in_town(town, package_id)
        place, among = actions.move(town, package, by=-1 if way == "monter" else 1)
    name = package.title
    said = gettext(
        "« %(name)s » est à la place %(place)d, sur %(among)d.", name=name, place=place, among=among
    )
    flash(said)
    return _back(town, package_id, ouverte=package_id)


@bp.post(f"{_ONE}/<any(retirer, remettre):deed>")
@town_staff(StaffRole.ADMINISTER)
def offer(town: Municipality, package_id: int, deed: str) -> ResponseReturnValue:
    """Offer a package no more, or again."""
    offered = deed == "remettre"
    with transaction():
        package = READ.unchanged(catalogue.in_town(town, package_id))
        actions.offer(package, offered=offered)
        name = package.title
    if not offered:
        # The page itself says so, with the button that undoes it.
        return _back(town, retiree=package_id)
    flash(gettext("On peut de nouveau donner pour « %(name)s ».", name=name))
    return _back(town, package_id)


@bp.route(f"{_ONE}/urgence", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def crisis(town: Municipality, package_id: int) -> ResponseReturnValue:
    """Show a package first for a while, with a sentence; or as before."""
    package = catalogue.in_town(town, package_id)
    form = CrisisForm(data=_urgent(package), here=here(town.id))
    if not form.validate_on_submit():
        return _crisis_page(town, form, package)
    day = form.until.data
    with transaction():
        held = READ.unchanged(catalogue.in_town(town, package_id))
        until = moment(day, _LAST_MINUTE) if day else None
        actions.declare_crisis(held, text=form.text.data or "", until=until)
    if day:
        flash(gettext("C’est fait. La formule est montrée en premier."))
    else:
        flash(gettext("C’est fait. La formule a repris sa place."))
    return _back(town, package_id)


def _written(package: Package) -> dict[str, object]:
    return {
        "title": package.title,
        "covers": package.covers,
        "price": package.price_cents,
        "parts": package.parts,
        "kinds": package.kinds,
        "icon": package.icon,
    }


def _urgent(package: Package) -> dict[str, object]:
    until = package.crisis_until
    return {"text": package.crisis_text, "until": in_town(until).date() if until else None}


def _told(form: PackageForm) -> Told:
    return Told(
        title=form.title.data,
        covers=form.covers.data,
        icon=form.icon.data,
        price_cents=form.price.data,
        parts=list(form.parts.data or ()),
        kinds=list(form.kinds.data or ()),
    )


def _write_page(
    town: Municipality, form: PackageForm, package: Package | None
) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/packages/write.html",
        town=town,
        form=form,
        package=package,
        read=READ.first_drawn(package) if package else "",
    )
    return page, 422 if form.errors else 200


def _crisis_page(town: Municipality, form: CrisisForm, package: Package) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/packages/crisis.html",
        town=town,
        form=form,
        package=package,
        read=READ.first_drawn(package),
    )
    return page, 422 if form.errors else 200


def _back(town: Municipality, package_id: int | None = None, **asked: Any) -> ResponseReturnValue:
    anchor = f"package-{package_id}" if package_id else None
    where = url_for("packages.of_town", municipality_id=town.id, _anchor=anchor, **asked)
    return redirect(where, 303)
