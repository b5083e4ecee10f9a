"""Saying that one comes, or not any more; bringing something."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.undoing import SinceThen
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.gatherings.actions import bringing, coming, moving
from neighbourhood.gatherings.forms.holding import ComeForm
from neighbourhood.gatherings.kinds.deeds import MAY_MEET
from neighbourhood.gatherings.kinds.readings import READ_COMING, READ_DATE
from neighbourhood.gatherings.models.coming import Coming
from neighbourhood.gatherings.models.gatherings import Gathering
from neighbourhood.gatherings.queries import coming as answers
from neighbourhood.gatherings.queries import ending
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.gatherings.views.blueprint import bp
from neighbourhood.gatherings.views.reading import page_of
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor

_DATE = "/<int:gathering_id>/dates/<int:occurrence_id>"


@bp.post(f"{_DATE}/venir")
@represented(MAY_MEET)
@verified
@limit("60 per hour")
def come(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Come to one date, or to every date of the series."""
    occurrence = queries.get_date(current_user, gathering_id, occurrence_id)
    form = ComeForm()
    if not form.validate_on_submit():
        return page_of(occurrence, come=form)
    with transaction():
        date = READ_DATE.unchanged(queries.get_date(current_user, gathering_id, occurrence_id))
        if request.form.get("dates") == "all":
            coming.come_to_all(current_actor(), date.gathering, party=form.party.data)
            found = answers.coming_of(current_user.id, date)
        else:
            found = coming.come(current_actor(), date, party=form.party.data)
        said = _said(found)
    flash(said)
    return redirect(occurrence.path, 303)


def _said(found: Coming | None) -> str:
    if found is not None and found.is_waiting:
        return str(
            gettext("C’est complet : vous êtes sur la liste d’attente. Rien d’autre à faire.")
        )
    if found is not None and found.is_asked:
        return str(gettext("Votre demande est partie : on vous répond bientôt."))
    return str(gettext("C’est noté : vous venez."))


@bp.post("/reponses/<int:coming_id>/quitter")
@represented(MAY_MEET)
@verified
@undone_by("gatherings.put_back_coming")
def leave(coming_id: int) -> ResponseReturnValue:
    """Come no more to one date."""
    with transaction():
        own = READ_COMING.unchanged(ending.get_to_leave(current_user, coming_id))
        coming.leave(current_actor(), own)
        path = _back_to(own.occurrence.path, own.gathering)
    flash(gettext("C’est noté. Merci d’avoir prévenu."))
    return redirect(path, 303)


def _back_to(path: str, gathering: Gathering) -> str:
    """Return where somebody is led who may hear of it no more."""
    still_hears = queries.still_hears(current_user, gathering)
    return path if still_hears else url_for("gatherings.mine")


@bp.post("/reponses/<int:coming_id>/revenir")
@represented(MAY_MEET)
@verified
def put_back_coming(coming_id: int) -> ResponseReturnValue:
    """Go back on having left, or on a yes or a no."""
    path = _own_or_hosted(coming_id).occurrence.path
    try:
        with transaction():
            found = READ_COMING.unchanged(_own_or_hosted(coming_id))
            coming.put_back(current_actor(), found)
    except SinceThen as refusal:
        flash(str(refusal.sentence))
    else:
        flash(gettext("C’est comme avant."))
    return redirect(path, 303)


def _own_or_hosted(coming_id: int) -> Coming:
    try:
        return answers.get_own(current_user, coming_id)
    except Missing:
        return answers.get_as_host(current_user, coming_id)


@bp.post("/<int:gathering_id>/toutes/quitter")
@represented(MAY_MEET)
@verified
@undone_by("gatherings.put_all_back")
def leave_all(gathering_id: int) -> ResponseReturnValue:
    """Come to no date of a series any more."""
    with transaction():
        regular = ending.get_regular(current_user, gathering_id)
        coming.leave_all(current_actor(), regular)
        path = _back_to(regular.gathering.path, regular.gathering)
    flash(gettext("C’est noté pour toutes les dates. Merci d’avoir prévenu."))
    return redirect(path, 303)


@bp.post("/<int:gathering_id>/toutes/revenir")
@represented(MAY_MEET)
@verified
def put_all_back(gathering_id: int) -> ResponseReturnValue:
    """Go back on having left every date."""
    with transaction():
        gathering = queries.get_visible(current_user, gathering_id)
        regular = ending.get_regular(current_user, gathering.id)
        coming.put_all_back(current_actor(), regular)
        path = regular.gathering.path
    flash(gettext("C’est comme avant."))
    return redirect(path, 303)


@bp.post("/reponses/<int:coming_id>/convient")
@represented(MAY_MEET)
@verified
def agree(coming_id: int) -> ResponseReturnValue:
    """Say that a change suits."""
    with transaction():
        own = answers.get_own(current_user, coming_id)
        moving.agree(current_actor(), own)
        path = own.occurrence.path
    flash(gettext("C’est noté : cela vous va."))
    return redirect(path, 303)


@bp.post("/reponses/<int:coming_id>/accepter")
@represented(MAY_MEET)
@verified
@undone_by("gatherings.put_back_coming")
def accept(coming_id: int) -> ResponseReturnValue:
    """Say yes to who asks to come home."""
    with transaction():
        asked = READ_COMING.unchanged(answers.get_as_host(current_user, coming_id))
        coming.accept(current_actor(), asked)
        path, got_place = asked.occurrence.path, asked.is_coming
    full = gettext("C’est complet : cette personne passe sur la liste d’attente.")
    yes = gettext("C’est oui. Donnez votre adresse dans la conversation.")
    flash(yes if got_place else full)
    return redirect(path, 303)


@bp.post("/reponses/<int:coming_id>/decliner")
@represented(MAY_MEET)
@verified
@undone_by("gatherings.put_back_coming")
def decline(coming_id: int) -> ResponseReturnValue:
    """Say gently no."""
    with transaction():
        asked = READ_COMING.unchanged(answers.get_as_host(current_user, coming_id))
        coming.decline(current_actor(), asked)
        path = asked.occurrence.path
    flash(gettext("Nous avons répondu : « Pas cette fois, mais merci »."))
    return redirect(path, 303)


@bp.post(f"{_DATE}/apporter/<int:supply_id>")
@represented(MAY_MEET)
@verified
@limit("120 per hour")
def bring(gathering_id: int, occurrence_id: int, supply_id: int) -> ResponseReturnValue:
    """Take on one of a thing, or give it back."""
    with transaction():
        occurrence = queries.get_date(current_user, gathering_id, occurrence_id)
        supply = answers.get_supply(gathering_id, supply_id)
        gives_back = request.form.get("go") == "give back"
        action = bringing.give_back if gives_back else bringing.take
        action(current_actor(), occurrence, supply)
        path = occurrence.path
    said = gettext("Rendu : quelqu’un d’autre peut s’en charger.")
    flash(said if gives_back else gettext("C’est noté : vous l’apportez."))
    return redirect(f"{path}#apporter", 303)
