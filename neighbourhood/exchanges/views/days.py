"""Single days of help that comes again: who cannot, who can instead, what is not needed."""

from datetime import date

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.exchanges import days, policies, queries
from neighbourhood.exchanges.actions import absences, standing_in
from neighbourhood.exchanges.forms.answering import ShortWordsForm
from neighbourhood.exchanges.kinds.deeds import MAY_POST, MAY_REPLY
from neighbourhood.exchanges.kinds.endings import LEAVING
from neighbourhood.exchanges.kinds.readings import READ_NOTICE, READ_REPLY
from neighbourhood.exchanges.views.blueprint import bp
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.pages import back_or
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Missing from None


@bp.post("/entraide/reponses/<int:reply_id>/jours/<day>/absence")
@represented(MAY_REPLY)
@verified
@limit("60 per hour")
def cannot(reply_id: int, day: str) -> ResponseReturnValue:
    """Say that one cannot on a day."""
    with transaction():
        given = READ_REPLY.unchanged(queries.get_reply(current_user, reply_id))
        absences.cannot(current_actor(), given, day=_day(day))
    flash(gettext("C’est noté. Merci d’avoir prévenu."))
    return redirect(back_or(given.notice.path), 303)


@bp.post("/entraide/absences/<int:absence_id>/reprendre")
@represented(MAY_REPLY)
@verified
@limit("60 per hour")
def can_after_all(absence_id: int) -> ResponseReturnValue:
    """Say that one can after all."""
    with transaction():
        absence = days.get_absence(current_user, absence_id)
        READ_REPLY.unchanged(absence.reply)
        absences.can_after_all(current_actor(), absence)
    flash(gettext("C’est comme avant."))
    return redirect(back_or(absence.reply.notice.path), 303)


@bp.route("/entraide/absences/<int:absence_id>/pourquoi", methods=["GET", "POST"])
@represented(MAY_REPLY)
@verified
@limit("60 per hour")
def say_why_absent(absence_id: int) -> ResponseReturnValue:
    """Say why one cannot on that day, if one likes."""
    absence = days.get_absence(current_user, absence_id)
    if not policies.may_say_why_absent(current_actor(), absence):
        raise Missing
    notice = absence.reply.notice
    form = ShortWordsForm(LEAVING)
    if form.validate_on_submit():
        with transaction():
            again = days.get_absence(current_user, absence_id)
            absences.say_why(current_actor(), again, reason=form.text)
        flash(gettext("Merci de l’avoir dit."))
        return redirect(back_or(notice.path), 303)
    page = render_template(
        "neighbourhood/exchanges/say_why.html",
        form=form,
        name=name_for(notice.author, current_user),
        back=back_or(notice.path),
    )
    return page, 422 if form.errors else 200


@bp.post("/entraide/remplacements/<int:stand_in_id>/je-peux")
@represented(MAY_REPLY)
@verified
def stand_in(stand_in_id: int) -> ResponseReturnValue:
    """Say that one can on a day on which somebody is looked for."""
    with transaction():
        asked = days.get_stand_in(current_user, stand_in_id)
        READ_NOTICE.unchanged(asked.reply.notice)
        standing_in.offer(current_actor(), asked)
        notice = asked.reply.notice
        name = name_for(notice.author, current_user)
    flash(gettext("C’est dit. Merci ! %(name)s vous répondra.", name=name))
    return redirect(back_or(notice.path), 303)


@bp.post("/entraide/remplacements/<int:stand_in_id>/finalement-non")
@represented(MAY_REPLY)
@verified
def step_back(stand_in_id: int) -> ResponseReturnValue:
    """Say that one cannot on that day, finally."""
    with transaction():
        asked = days.get_stand_in(current_user, stand_in_id)
        READ_NOTICE.unchanged(asked.reply.notice)
        standing_in.step_back(current_actor(), asked)
    flash(gettext("C’est noté. Merci d’avoir prévenu."))
    return redirect(back_or(asked.reply.notice.path), 303)


@bp.post("/entraide/remplacements/<int:stand_in_id>/oui")
@represented(MAY_POST)
@verified
@undone_by("exchanges.put_back_stand_in")
def accept_stand_in(stand_in_id: int) -> ResponseReturnValue:
    """Say yes for that day."""
    with transaction():
        asked = days.get_stand_in(current_user, stand_in_id)
        READ_NOTICE.unchanged(asked.reply.notice)
        standing_in.accept(current_actor(), asked)
        name = name_for(asked.helper, current_user)
    flash(gettext("C’est convenu avec %(name)s, pour ce jour-là.", name=name))
    return redirect(back_or(asked.reply.notice.path), 303)


@bp.post("/entraide/remplacements/<int:stand_in_id>/non")
@represented(MAY_POST)
@verified
@undone_by("exchanges.put_back_stand_in")
def decline_stand_in(stand_in_id: int) -> ResponseReturnValue:
    """Say no for that day."""
    with transaction():
        asked = days.get_stand_in(current_user, stand_in_id)
        READ_NOTICE.unchanged(asked.reply.notice)
        standing_in.decline(current_actor(), asked)
    flash(gettext("Votre réponse est partie."))
    return redirect(back_or(asked.reply.notice.path), 303)


@bp.post("/entraide/remplacements/<int:stand_in_id>/revenir")
@represented(MAY_POST)
@verified
def put_back_stand_in(stand_in_id: int) -> ResponseReturnValue:
    """Go back on a yes or a no for a day."""
    with transaction():
        asked = days.get_stand_in(current_user, stand_in_id)
        READ_NOTICE.unchanged(asked.reply.notice)
        standing_in.put_back(current_actor(), asked)
    flash(gettext("C’est comme avant."))
    return redirect(back_or(asked.reply.notice.path), 303)


@bp.post("/entraide/annonces/<int:notice_id>/jours/<day>/sans")
@represented(MAY_POST)
@verified
@limit("60 per hour")
def clear_day(notice_id: int, day: str) -> ResponseReturnValue:
    """Say that nobody is needed on a day."""
    with transaction():
        notice = READ_NOTICE.unchanged(queries.get_own(current_user, notice_id))
        absences.clear_day(current_actor(), notice, day=_day(day))
    flash(gettext("C’est noté. Les personnes concernées l’apprennent."))
    return redirect(back_or(notice.path), 303)


@bp.post("/entraide/annonces/<int:notice_id>/jours/<day>/avec")
@represented(MAY_POST)
@verified
@limit("60 per hour")
def keep_day(notice_id: int, day: str) -> ResponseReturnValue:
    """Say that a day stands after all."""
    with transaction():
        notice = READ_NOTICE.unchanged(queries.get_own(current_user, notice_id))
        absences.keep_day(current_actor(), notice, day=_day(day))
    flash(gettext("C’est comme avant."))
    return redirect(back_or(notice.path), 303)
