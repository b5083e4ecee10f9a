"""Setting a library up: its words, hours, rules and closed days."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.libraries.access import keepers, managers
from neighbourhood.libraries.actions import shelves as keeping
from neighbourhood.libraries.forms.setting_up import ClosureForm, RulesForm
from neighbourhood.libraries.kinds import READ_LIBRARY, say_day_in_full
from neighbourhood.libraries.models.libraries import Library
from neighbourhood.libraries.queries import shelves
from neighbourhood.libraries.views.blueprint import bp
from neighbourhood.partners.models import Partner
from neighbourhood.partners.queries.staff import roles
from neighbourhood.places.queries import quartiers_of
from neighbourhood.residents.access import current_actor

HOME = "/partenaires/<int:partner_id>/outiltheque"
_USUAL = {"days": 14, "renewals": 1, "at_once": 3}


def _home(partner: Partner) -> ResponseReturnValue:
    return redirect(url_for("libraries.of_partner", partner_id=partner.id), 303)


@bp.get(HOME)
@keepers
def of_partner(partner: Partner) -> ResponseReturnValue:
    """Show those who keep a library what there is to do, or how to set one up."""
    return _page_of(partner, shelves.of_partner(partner), ClosureForm(None))


def _page_of(partner: Partner, library: Library | None, form: ClosureForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/libraries/of_partner.html",
        partner=partner,
        library=library,
        form=form,
        number=shelves.counts(library) if library else 0,
        manages="manage" in roles(current_actor().resident, partner),
        read=READ_LIBRARY.drawn(library) if library else "",
    )
    return page, 422 if form.errors else 200


@bp.route(f"{HOME}/ouvrir", methods=["GET", "POST"])
@managers
def set_up(partner: Partner) -> ResponseReturnValue:
    """Open the library of a partner."""
    form = RulesForm(quartiers_of(partner.municipality_id), data=_USUAL)
    if form.validate_on_submit():
        with transaction():
            keeping.set_up(current_actor(), partner, rules=form.rules())
        flash(gettext("Votre outilthèque est ouverte. Ajoutez vos premiers outils."))
        return _home(partner)
    return _form_page(partner, form, None, "")


@bp.route(f"{HOME}/reglages", methods=["GET", "POST"])
@managers
def change(partner: Partner) -> ResponseReturnValue:
    """Change the words, the hours and the rules."""
    library = shelves.library_of(partner)
    form = RulesForm(quartiers_of(partner.municipality_id), library.hours, obj=library)
    read = READ_LIBRARY.first_drawn(library)
    if form.validate_on_submit():
        with transaction():
            own = READ_LIBRARY.unchanged(shelves.library_of(partner))
            keeping.change(current_actor(), own, rules=form.rules())
        flash(gettext("C’est modifié."))
        return _home(partner)
    return _form_page(partner, form, library, read)


def _form_page(
    partner: Partner, form: RulesForm, library: Library | None, read: str
) -> ResponseReturnValue:
    shown = {"partner": partner, "form": form, "library": library, "read": read}
    page = render_template("neighbourhood/libraries/rules.html", **shown)
    return page, 422 if form.errors else 200


@bp.post(f"{HOME}/fermetures")
@managers
def close_on(partner: Partner) -> ResponseReturnValue:
    """Note days on which the desk is closed."""
    library, form = shelves.library_of(partner), ClosureForm()
    if not form.validate_on_submit():
        return _page_of(partner, library, form)
    with transaction():
        here = shelves.library_of(partner)
        first, last = form.first_day.data, form.last_day.data
        keeping.close_on(current_actor(), here, first=first, last=last)
    flash(gettext("C’est noté. Les réservations déjà faites restent : prévenez si besoin."))
    return _home(partner)


def _before_open(partner: Partner, closure_id: int) -> Ending:
    library = shelves.library_of(partner)
    known = shelves.closure_of(library, closure_id)
    days = " – ".join(say_day_in_full(day) for day in sorted({known.first_day, known.last_day}))
    return Ending(
        title=gettext("Ouvrir finalement ces jours-là ?"),
        happens=(days, gettext("On pourra réserver ces jours-là, aux horaires habituels.")),
        word=gettext("Ouvrir ces jours-là"),
        back=(url_for("libraries.of_partner", partner_id=partner.id), library.name),
        harmless=True,
    )


@bp.route(f"{HOME}/fermetures/<int:closure_id>/retirer", methods=["GET", "POST"])
@managers
@asks_first(_before_open)
def open_after_all(partner: Partner, closure_id: int) -> ResponseReturnValue:
    """Forget days of closure."""
    with transaction():
        keeping.open_after_all(current_actor(), shelves.library_of(partner), closure_id)
    flash(gettext("Ces jours ne sont plus des jours de fermeture."))
    return _home(partner)


def _before_close(partner: Partner) -> Ending:
    library = shelves.library_of(partner)
    return Ending(
        title=gettext("Fermer l’outilthèque pour un temps ?"),
        happens=(
            gettext("Les outils ne sont plus montrés, et plus rien ne se réserve."),
            gettext("Les réservations en cours sont annulées : chaque personne est prévenue."),
            gettext("Ce qui est prêté peut toujours être rendu au comptoir."),
        ),
        word=gettext("Fermer l’outilthèque"),
        back=(url_for("libraries.of_partner", partner_id=partner.id), library.name),
        of=(READ_LIBRARY, library),
    )


@bp.route(f"{HOME}/fermer", methods=["GET", "POST"])
@managers
@asks_first(_before_close)
def close(partner: Partner) -> ResponseReturnValue:
    """Lend nothing for a while."""
    with transaction():
        keeping.close(current_actor(), READ_LIBRARY.unchanged(shelves.library_of(partner)))
    flash(gettext("L’outilthèque est fermée. Vous pouvez la rouvrir quand vous voulez."))
    return _home(partner)


@bp.post(f"{HOME}/rouvrir")
@managers
def open_again(partner: Partner) -> ResponseReturnValue:
    """Lend again."""
    with transaction():
        library = READ_LIBRARY.unchanged(shelves.library_of(partner))
        keeping.open_again(current_actor(), library)
    flash(gettext("L’outilthèque est ouverte."))
    return _home(partner)
