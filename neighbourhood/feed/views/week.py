"""Three things a week, for those who want it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.feed import weekly
from neighbourhood.feed.views.reading import bp
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.residents.access import current_actor


@bp.get("/entraide/cette-semaine")
@verified
def this_week() -> ResponseReturnValue:
    """Show the three things chosen last, and whether one wants others."""
    choice = weekly.choice_of(current_user)
    lines = weekly.shown(current_user, choice) if choice else []
    return render_template("neighbourhood/feed/week.html", choice=choice, lines=lines)


@bp.post("/entraide/cette-semaine/recevoir")
@verified
def want_weekly() -> ResponseReturnValue:
    """Be shown three things a week."""
    with transaction():
        weekly.want(current_actor())
    flash(gettext("C’est noté. Le prochain choix arrive samedi."))
    return redirect(url_for("feed.this_week"), 303)


@bp.post("/entraide/cette-semaine/arreter")
@verified
def want_weekly_no_more() -> ResponseReturnValue:
    """Be shown them no more."""
    with transaction():
        weekly.want_no_more(current_actor())
    flash(gettext("C’est arrêté. Vous ne recevrez plus ce message."))
    return redirect(url_for("feed.this_week"), 303)
