"""What is done of a town, what is missing, and opening it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.openings.actions import quartiers as quartiers_actions
from neighbourhood.openings.actions import towns as towns_actions
from neighbourhood.openings.forms import RuleForm, ServiceForm, ThresholdsForm
from neighbourhood.openings.kinds import FILE_WORDS, READ_RULE, READ_THRESHOLDS
from neighbourhood.openings.policies import AlreadyOpen, ServiceThere, may_found_service
from neighbourhood.openings.queries import towns, waiting
from neighbourhood.openings.views.blueprint import bp
from neighbourhood.partners import mails
from neighbourhood.partners.access import administrator, town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.places.queries import get_town, quartiers_of
from neighbourhood.places.sketches import draw_outlines
from neighbourhood.residents.access import confirmed, current_actor

_HERE = "/administration/communes/<int:municipality_id>"


@bp.get(f"{_HERE}/ouverture")
@town_staff(StaffRole.ADMINISTER)
def town(town: Municipality) -> ResponseReturnValue:
    """Show what is done of a town, what is missing, and the quartiers that wait."""
    drawn = quartiers_of(town.id)
    return render_template(
        "neighbourhood/openings/town.html",
        town=town,
        done=towns.set_up(town),
        files=towns.last_files(town),
        words=FILE_WORDS,
        waiting=[each for each in drawn if not each.is_open],
        opened=sum(each.is_open for each in drawn),
        counts=waiting.counts(town.id),
        drawing=draw_outlines({each.name: each.boundary for each in drawn}, town.name),
    )


def _before_opening(town: Municipality) -> Ending:
    return Ending(
        title=gettext("Ouvrir %(town)s ?", town=town.name),
        happens=(
            gettext("Les quartiers qui ont assez de voisins ouvrent tout de suite."),
            gettext("Les autres ouvriront d’eux-mêmes, ou quand vous le déciderez."),
            gettext("Les personnes qui attendent sont prévenues par e-mail."),
        ),
        word=gettext("Ouvrir la commune"),
        harmless=True,
        back=_back(town),
    )


@bp.route(f"{_HERE}/ouvrir", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
@asks_first(_before_opening)
def open_town(town: Municipality) -> ResponseReturnValue:
    """Open a town that is complete."""
    with transaction():
        opened = towns_actions.open_town(hold(Municipality, town.id))
    flash(gettext("La commune est ouverte.") + " " + _say_opened(town, len(opened)))
    return _to(town)


def _say_opened(town: Municipality, number: int) -> str:
    if number:
        return str(
            ngettext(
                "%(num)d quartier ouvre aujourd’hui.",
                "%(num)d quartiers ouvrent aujourd’hui.",
                number,
            )
        )
    if any(quartier.is_open for quartier in quartiers_of(town.id)):
        return str(gettext("Aucun autre quartier n’ouvre aujourd’hui."))
    return str(gettext("Aucun quartier n’est encore ouvert."))


def _quartier(town: Municipality, quartier_id: int) -> Quartier:
    found = db.session.get(Quartier, quartier_id)
    if found is None or found.municipality_id != town.id:
        raise Missing
    return found


def _before_opening_quartier(town: Municipality, quartier_id: int) -> Ending:
    quartier = _quartier(town, quartier_id)
    require(not quartier.is_open, AlreadyOpen)
    there = waiting.count(quartier.id)
    said = gettext("Personne n’attend ici.")
    if there:
        said = ngettext(
            "%(num)d personne attend : elle est prévenue par e-mail.",
            "%(num)d personnes attendent : elles sont prévenues par e-mail.",
            there,
        )
    return Ending(
        title=gettext("Ouvrir %(quartier)s dès maintenant ?", quartier=quartier.name),
        happens=(said, gettext("Chacun pourra prouver son adresse et écrire à ses voisins.")),
        word=gettext("Ouvrir ce quartier"),
        harmless=True,
        back=_back(town),
    )


@bp.route(f"{_HERE}/quartiers/<int:quartier_id>/ouvrir", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
@asks_first(_before_opening_quartier)
def open_quartier(town: Municipality, quartier_id: int) -> ResponseReturnValue:
    """Open a quartier without waiting for its number."""
    _quartier(town, quartier_id)
    with transaction():
        quartier = hold(Quartier, quartier_id)
        quartiers_actions.open_by_hand(quartier)
    flash(gettext("%(quartier)s est ouvert.", quartier=quartier.name))
    return _to(town)


@bp.route(f"{_HERE}/service", methods=["GET", "POST"])
@administrator
@limit("20 per hour", methods=["POST"])
@confirmed
def service(municipality_id: int) -> ResponseReturnValue:
    """Name the first service of a town, and ask who manages it."""
    town = get_town(municipality_id)
    there = towns.first_service(town)
    require(there is not None or may_found_service(town, 0), ServiceThere)
    form = ServiceForm(data={"name": there.name if there else ""})
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/openings/service.html", form=form, town=town, service=there
        )
        return page, 422 if form.errors else 200
    with transaction():
        invitation = towns_actions.ask_service(
            current_actor(), town, name=form.name.data, email=form.email.data
        )
        mails.invite(invitation)
    flash(gettext("L’invitation est partie vers %(email)s.", email=form.email.data))
    return _to(town)


@bp.route(f"{_HERE}/regle", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def rule(town: Municipality) -> ResponseReturnValue:
    """Say how many neighbours open a quartier."""
    form = RuleForm(data={"opening_number": town.opening_number})
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/openings/rule.html",
            form=form,
            town=town,
            read=READ_RULE.first_drawn(town),
        )
        return page, 422 if form.errors else 200
    with transaction():
        held = READ_RULE.unchanged(hold(Municipality, town.id))
        opened = towns_actions.write_rule(held, opening_number=form.opening_number.data)
    flash(gettext("C’est noté."))
    if opened:
        flash(ngettext("%(num)d quartier ouvre", "%(num)d quartiers ouvrent", len(opened)))
    return _to(town)


@bp.route(f"{_HERE}/chiffres-caches", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def thresholds(town: Municipality) -> ResponseReturnValue:
    """Say from how many on figures of a town are told."""
    form = ThresholdsForm(data={"fewest": town.fewest, "dominance": town.dominance})
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/openings/thresholds.html",
            form=form,
            town=town,
            read=READ_THRESHOLDS.first_drawn(town),
        )
        return page, 422 if form.errors else 200
    with transaction():
        held = READ_THRESHOLDS.unchanged(hold(Municipality, town.id))
        towns_actions.write_thresholds(held, fewest=form.fewest.data, dominance=form.dominance.data)
    flash(gettext("C’est noté : les prochains chiffres en tiendront compte."))
    return redirect(url_for("partners.running_town", municipality_id=town.id), 303)


def _back(town: Municipality) -> tuple[str, str]:
    return url_for("openings.town", municipality_id=town.id), town.name


def _to(town: Municipality) -> ResponseReturnValue:
    return redirect(url_for("openings.town", municipality_id=town.id), 303)
