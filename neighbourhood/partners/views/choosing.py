"""The lists that a town offers to choose from: categories, occasions."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.town_choices import rows_of
from neighbourhood.foundation.web.choices import LISTS, ChoiceList, entries
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.actions import choosing as actions
from neighbourhood.partners.forms.towns import ChoiceForm
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.views.blueprint import bp
from neighbourhood.places.models import Municipality

_PATH = "/administration/communes/<int:municipality_id>/listes"


def _list(code: str, group: str = "") -> ChoiceList:
    found = LISTS.get(code)
    if found is None or (group and group not in found.groups):
        raise Missing
    return found


@bp.get(_PATH)
@town_staff(StaffRole.ADMINISTER)
def choice_lists(town: Municipality) -> ResponseReturnValue:
    """Name the lists that a town may change."""
    return render_template(
        "neighbourhood/partners/choice_lists.html", town=town, lists=list(LISTS.values())
    )


@bp.get(f"{_PATH}/<of>")
@town_staff(StaffRole.ADMINISTER)
def choices(town: Municipality, of: str) -> ResponseReturnValue:
    """Show a list as the town offers it."""
    found, rows = _list(of), rows_of(town.id, of)
    groups = [(group, word, entries(found, group, rows)) for group, word in found.groups.items()]
    return render_template(
        "neighbourhood/partners/choices.html", town=town, list=found, groups=groups
    )


@bp.route(f"{_PATH}/<of>/<group>/ajouter", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def add_choice(town: Municipality, of: str, group: str) -> ResponseReturnValue:
    """Add a choice of the town’s own."""
    found, form = _list(of, group), ChoiceForm()
    if form.validate_on_submit():
        try:
            with transaction():
                actions.add(town, of, group, **form.said())
        except actions.KnownChoice as refusal:
            form.name.errors = [refusal.say()]
        else:
            flash(gettext("C’est fait. Tout le monde peut la choisir dès maintenant."))
            return _back(town, of, group)
    page = render_template(
        "neighbourhood/partners/add_choice.html", town=town, list=found, group=group, form=form
    )
    return page, 422 if form.errors else 200


@bp.post(f"{_PATH}/<of>/<group>/<code>/<any(retirer, remettre):deed>")
@town_staff(StaffRole.ADMINISTER)
def offer_choice(
    town: Municipality, of: str, group: str, code: str, deed: str
) -> ResponseReturnValue:
    """Offer a choice no more, or again."""
    _list(of, group)
    retired = deed == "retirer"
    with transaction():
        actions.retire(town, of, group, code, retired=retired)
    if retired:
        flash(gettext("C’est fait. Ce qui est déjà publié garde ce nom."))
    else:
        flash(gettext("C’est fait. On peut de nouveau la choisir."))
    return _back(town, of, group)


@bp.post(f"{_PATH}/<of>/<group>/<code>/<any(monter, descendre):way>")
@town_staff(StaffRole.ADMINISTER)
def move_choice(
    town: Municipality, of: str, group: str, code: str, way: str
) -> ResponseReturnValue:
    """Put a choice one place before, or after."""
    found = _list(of, group)
    with transaction():
        place, among = actions.move(town, of, group, code, by=-1 if way == "monter" else 1)
    name = {one.choice.code: one.choice.name for one in entries(found, group, rows_of(town.id, of))}
    flash(
        gettext(
            "« %(name)s » est à la place %(place)d, sur %(among)d.",
            name=name[code],
            place=place,
            among=among,
        )
    )
    return _back(town, of, f"{group}-{code}")


def _back(town: Municipality, of: str, anchor: str) -> ResponseReturnValue:
    where = url_for("partners.choices", municipality_id=town.id, of=of, _anchor=anchor)
    return redirect(where, 303)
