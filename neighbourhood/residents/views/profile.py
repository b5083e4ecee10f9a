"""Who I am here: my own page, my profile, and a neighbour’s."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from flask_login import current_user

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import reader, signed_in
from neighbourhood.foundation.web.signposts import way_to
from neighbourhood.residents import audiences, policies
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.actions import accounts
from neighbourhood.residents.forms.hours import ALWAYS, BETWEEN, USUAL, HoursForm
from neighbourhood.residents.forms.profile import AudienceForm, ComfortForm, ProfileForm
from neighbourhood.residents.kinds import READ_COMFORT, READ_HOURS, READ_PROFILE, READ_SHOWN
from neighbourhood.residents.queries import neighbours
from neighbourhood.residents.views.blueprint import bp


@bp.get("/moi")
@signed_in
def me() -> ResponseReturnValue:
    """My own page: address, profile, comfort."""
    return render_template("neighbourhood/residents/me.html")


@bp.route("/moi/profil", methods=["GET", "POST"])
@signed_in
def edit_profile() -> ResponseReturnValue:
    """Change my name and the few words about me."""
    form, another, ended = ProfileForm(obj=current_user), False, []
    if form.validate_on_submit():
        another = _is_to_prove(form)
        ended = policies.ended_by(current_user, form.full_name.data)
        if not (another or ended) or form.another_name.data:
            return _describe(form, another=another, ended=ended)
        form.another_name.errors = [gettext("Lisez ce qui va changer, puis cochez cette case.")]
    page = render_template(
        "neighbourhood/residents/edit_profile.html",
        form=form,
        another=another,
        ended=ended,
        read=READ_PROFILE.first_drawn(current_user),
    )
    return page, 422 if form.errors else 200


def _is_to_prove(form: ProfileForm) -> bool:
    return current_user.may_read and policies.is_another_name(current_user, form.full_name.data)


def _describe(form: ProfileForm, *, another: bool, ended: list[str]) -> ResponseReturnValue:
    with transaction():
        READ_PROFILE.unchanged(reader())
        accounts.describe_oneself(
            current_actor(), full_name=form.full_name.data, about=form.about.data or ""
        )
    if not another and not ended:
        flash(gettext("Votre profil est à jour."))
        return redirect(url_for("residents.me"), 303)
    proof = gettext("Prouvez maintenant votre adresse sous ce nom.")
    flash(" ".join([gettext("Votre nom est changé."), *ended, *([proof] if another else [])]))
    return redirect(way_to("prove address"), 303)


@bp.route("/moi/vu-par-les-autres", methods=["GET", "POST"])
@signed_in
def seen_by_others() -> ResponseReturnValue:
    """Show what each audience sees of me; choose what the quartier does."""
    form = AudienceForm(obj=current_user)
    may_show_street = policies.may_show_street(current_user)
    if not may_show_street:
        del form.shows_street
    if form.validate_on_submit():
        street = may_show_street and form.shows_street.data
        with transaction():
            READ_SHOWN.unchanged(reader())
            accounts.choose_what_shows(
                current_actor(), full_name=form.shows_full_name.data, street=street
            )
        flash(gettext("C’est réglé. Voici ce que les autres voient maintenant."))
        return redirect(url_for("residents.seen_by_others"), 303)
    return render_template(
        "neighbourhood/residents/seen_by_others.html",
        form=form,
        read=READ_SHOWN.drawn(current_user),
        why_no_street=accounts.StreetTooShort.sentence,
    )


@bp.route("/moi/confort", methods=["GET", "POST"])
@signed_in
def comfort() -> ResponseReturnValue:
    """Choose the language and the size of things."""
    form = ComfortForm(obj=current_user)
    if form.validate_on_submit():
        with transaction():
            READ_COMFORT.unchanged(reader())
            accounts.set_comfort(
                current_actor(), comfort=form.comfort.data, language=form.language.data
            )
        with force_locale(form.language.data):
            flash(gettext("C’est réglé."))
        return redirect(url_for("residents.me"), 303)
    read = READ_COMFORT.first_drawn(current_user)
    return render_template("neighbourhood/residents/comfort.html", form=form, read=read)


@bp.route("/moi/horaires", methods=["GET", "POST"])
@signed_in
def hours() -> ResponseReturnValue:
    """Choose between which hours one may be written to."""
    since, until = current_user.reached_from, current_user.reached_until
    chosen = {"since": USUAL[0], "until": USUAL[1]} if since is None else {"since": since}
    chosen |= {} if until is None else {"until": until}
    form = HoursForm(data={"when": ALWAYS if since is None else BETWEEN, **chosen})
    if form.validate_on_submit():
        with transaction():
            READ_HOURS.unchanged(reader())
            accounts.set_hours(current_actor(), form.hours)
        flash(gettext("C’est réglé."))
        return redirect(url_for("residents.me"), 303)
    read = READ_HOURS.first_drawn(current_user)
    page = render_template("neighbourhood/residents/hours.html", form=form, read=read)
    return page, 422 if form.errors else 200


@bp.get("/voisins/<int:resident_id>")
@signed_in
def show(resident_id: int) -> ResponseReturnValue:
    """Show a neighbour, by the name the viewer may read."""
    resident = neighbours.profile(current_user, resident_id)
    return render_template(
        "neighbourhood/residents/show.html",
        resident=resident,
        name=neighbours.name_for(resident, current_user),
        seen=audiences.seen_by(resident, current_user),
    )
