"""Opening a case that nobody reported: about what was published, or about an account."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.moderation.access import initiator
from neighbourhood.moderation.actions import opening as actions
from neighbourhood.moderation.forms.opening import OpeningForm
from neighbourhood.moderation.kinds import RESIDENT, Reportable
from neighbourhood.moderation.policies.opening import OpenedAlready
from neighbourhood.moderation.policies.reporting import may_handle
from neighbourhood.moderation.queries import cases
from neighbourhood.moderation.rules import RULES
from neighbourhood.moderation.views.blueprint import bp
from neighbourhood.people.policies import may_look_after
from neighbourhood.residents.access import current_actor


@bp.route("/moderation/ouvrir/<about>/<int:about_id>", methods=["GET", "POST"])
@initiator
def open_case(kind: Reportable, thing: Any) -> ResponseReturnValue:
    """Open a case about what was published."""
    return _opened(kind, thing)


@bp.route("/moderation/personnes/<int:resident_id>/ouvrir", methods=["GET", "POST"])
@initiator
def restrict(kind: Reportable, thing: Any) -> ResponseReturnValue:
    """Open a case about an account: a measure against it follows from there alone."""
    seen = may_look_after(current_user, thing)
    here = url_for("people.show", resident_id=thing.id), kind.title(thing)
    return _opened(kind, thing, back=here if seen else None)


def _opened(
    kind: Reportable, thing: Any, *, back: tuple[str, str] | None = None
) -> ResponseReturnValue:
    there = cases.open_about(kind.code, thing.id)
    if there is not None:
        require(may_handle(current_user, there), OpenedAlready)
        flash(gettext("Un dossier est déjà ouvert à ce sujet : le voici."), "info")
        return redirect(there.path, 303)
    form = OpeningForm()
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/moderation/open_case.html",
            form=form,
            kind=kind,
            name=kind.title(thing),
            excerpt=kind.excerpt(thing),
            back=back or (kind.path(thing), gettext("Retour")),
            is_person=kind.code == RESIDENT.code,
            urgent=[rule.word for rule in RULES.values() if rule.urgent],
        )
        return page, 422 if form.errors else 200
    with transaction():
        said = {"rule": form.rule.data, "words": form.words.data or ""}
        case = actions.open_case(current_actor(), about=(kind.code, thing.id), **said)
    flash(gettext("Le dossier est ouvert, et vous vous en occupez."))
    return redirect(case.path, 303)
