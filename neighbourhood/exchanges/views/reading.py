"""Reading a notice, and what its author does with it."""

from datetime import timedelta

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.exchanges import days, particulars, policies, queries, rhythms
from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.forms.answering import EndForm, WordsForm
from neighbourhood.exchanges.forms.editing import EditForm
from neighbourhood.exchanges.forms.timing import TimeForm
from neighbourhood.exchanges.kinds.deeds import MAY_POST, MAY_REPLY
from neighbourhood.exchanges.kinds.endings import REASONS, choices, say_ended, say_state
from neighbourhood.exchanges.kinds.readings import READ_NOTICE, READ_REPLY
from neighbourhood.exchanges.kinds.words import STATUSES, SUGGESTIONS
from neighbourhood.exchanges.models.notices import HowEnded, Notice
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.exchanges.subjects import CATEGORY_LIST
from neighbourhood.exchanges.views.blueprint import bp
from neighbourhood.exchanges.views.sharing import address_of
from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.storing.pictures import Photo
from neighbourhood.foundation.storing.tokens import unsign
from neighbourhood.foundation.web import photos
from neighbourhood.foundation.web.access import anyone, signed_in, verified
from neighbourhood.foundation.web.choices import named
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.moved import led_on
from neighbourhood.foundation.web.pages import back_or
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.audiences import street_for
from neighbourhood.residents.queries.neighbours import name_for
from neighbourhood.timebank.kinds import say_time
from neighbourhood.timebank.queries import note_about

_RENEWAL_LINK_LASTS = timedelta(days=30)


def page_of(notice: Notice, form: WordsForm) -> ResponseReturnValue:
    """Show a notice as its reader may see it, with the form for a reply."""
    is_author = notice.author_id == current_user.id
    mine = None if is_author else queries.reply_of(current_user, notice)
    page = render_template(
        "neighbourhood/exchanges/show.html",
        notice=notice,
        form=form,
        is_author=is_author,
        name=name_for(notice.author, current_user),
        street=street_for(notice.author, current_user),
        words=named(CATEGORY_LIST.code, notice.category),
        audience=said_reach(notice.reach) if is_author else "",
        state=say_state(notice, to_author=is_author),
        said=particulars.say(notice.particulars),
        address=address_of(notice),
        next_times=rhythms.say_occurrences(days.next_days(notice)),
        ahead=days.seen_by(current_user, notice),
        replies=queries.replies_to(notice) if is_author else [],
        mine=mine,
        rests_until=None if is_author else policies.rests_until(notice),
        thanks=queries.thanks_seen_by(current_user, notice) if notice.is_closed else (),
        name_for=name_for,
        time_form=TimeForm(formdata=None),
        note_about=note_about,
        say_time=say_time,
        ended=say_ended(notice),
        may=policies,
        read=READ_NOTICE.drawn(notice),
        read_reply=READ_REPLY.drawn,
    )
    return page, 422 if form.errors else 200


@bp.get("/entraide/annonces/<int:notice_id>")
@represented()
@signed_in
@led_on(Notice, "notice_id")
def show(notice_id: int) -> ResponseReturnValue:
    """Show one offer or request."""
    notice = queries.get_visible(current_user, notice_id)
    return page_of(notice, WordsForm(SUGGESTIONS[notice.kind], formdata=None))


@bp.get("/entraide/annonces/<int:notice_id>/photo/<name>")
@represented()
@signed_in
def photo(notice_id: int, name: str) -> Response:
    """Show the photo of a notice to those who may see the notice."""
    notice = queries.get_visible(current_user, notice_id)
    return photos.hand_out(pictures.key_named(notice.photos, name))


@bp.route("/entraide/annonces/<int:notice_id>/modifier", methods=["GET", "POST"])
@represented(MAY_POST)
@verified
@limit("60 per hour")
def edit(notice_id: int) -> ResponseReturnValue:
    """Change the words, the number of helpers, the end, the reach or the photo."""
    notice = queries.get_own(current_user, notice_id)
    if not policies.may_edit(current_actor(), notice):
        return redirect(notice.path, 303)
    form, read = EditForm.of(notice), READ_NOTICE.first_drawn(notice)
    kept = photos.left_by(form, notice.photos)
    if kept is not None:
        return _save(notice, form, kept)
    shown = pictures.described(notice.photos, request.form)
    drawn = {"form": form, "notice": notice, "photos": shown, "read": read}
    page = render_template("neighbourhood/exchanges/edit.html", **drawn)
    return page, 422 if form.errors else 200


def _save(notice: Notice, form: EditForm, kept: list[Photo]) -> ResponseReturnValue:
    before = notice.photos
    with transaction():
        own = READ_NOTICE.unchanged(queries.get_own(current_user, notice.id))
        are_told = notices.edit(current_actor(), own, wording=form.wording(own.subject, kept))
    photos.forget(pictures.taken_away(before, kept))
    told = gettext("C’est modifié. Les personnes concernées sont prévenues.")
    flash(told if are_told else gettext("C’est modifié."))
    return redirect(notice.path, 303)


@bp.post("/entraide/annonces/<int:notice_id>/fait")
@represented(MAY_POST)
@verified
@undone_by("exchanges.put_back")
def done(notice_id: int) -> ResponseReturnValue:
    """Say that it was done."""
    with transaction():
        notice = READ_NOTICE.unchanged(queries.get_own(current_user, notice_id))
        require(notice.taken > 0, policies.NobodyToThank)
        notices.finish(current_actor(), notice)
    flash(gettext("Bravo, c’est fait. Si vous le souhaitez, dites merci en quelques mots."))
    return redirect(back_or(notice.path), 303)


@bp.route("/entraide/annonces/<int:notice_id>/terminer", methods=["GET", "POST"])
@represented(MAY_POST)
@verified
@undone_by("exchanges.put_back")
def finish(notice_id: int) -> ResponseReturnValue:
    """Say how it ended, and why if one likes."""
    notice = queries.get_own(current_user, notice_id)
    if not policies.may_close(current_actor(), notice):
        return redirect(notice.path, 303)
    form = EndForm(choices(notice), REASONS[notice.kind])
    if form.validate_on_submit():
        how = HowEnded(form.how.data)
        with transaction():
            own = READ_NOTICE.unchanged(queries.get_own(current_user, notice_id))
            notices.finish(current_actor(), own, how=how, reason=form.text)
        flash(gettext("C’est noté. L’annonce est terminée."))
        return redirect(notice.path, 303)
    page = render_template(
        "neighbourhood/exchanges/finish.html",
        form=form,
        notice=notice,
        read=READ_NOTICE.drawn(notice),
    )
    return page, 422 if form.errors else 200


@bp.post("/entraide/annonces/<int:notice_id>/retirer")
@represented(MAY_POST)
@verified
@undone_by("exchanges.put_back")
def withdraw(notice_id: int) -> ResponseReturnValue:
    """Take a notice down."""
    with transaction():
        notice = READ_NOTICE.unchanged(queries.get_own(current_user, notice_id))
        # The button of a request that nobody was said yes to says that it is not needed any more.
        unneeded = notice.direction is Direction.ASK and not notice.taken
        how = HowEnded.NOT_NEEDED if unneeded else HowEnded.WITHDRAWN
        notices.finish(current_actor(), notice, how=how)
    flash(gettext("Votre annonce est retirée."))
    return redirect(notice.path, 303)


@bp.post("/entraide/annonces/<int:notice_id>/revenir")
@represented(MAY_POST)
@verified
def put_back(notice_id: int) -> ResponseReturnValue:
    """Go back on the end of a notice."""
    with transaction():
        notice = READ_NOTICE.unchanged(queries.get_own(current_user, notice_id))
        notices.put_back(current_actor(), notice)
    flash(gettext("C’est comme avant : votre annonce tient toujours."))
    return redirect(back_or(notice.path), 303)


@bp.post("/entraide/annonces/<int:notice_id>/prolonger")
@represented(MAY_POST)
@verified
def renew(notice_id: int) -> ResponseReturnValue:
    """Give a notice another month."""
    with transaction():
        notice = READ_NOTICE.unchanged(queries.get_own(current_user, notice_id))
        notices.renew(current_actor(), notice)
    flash(gettext("Votre annonce reste en ligne un mois de plus."))
    return redirect(notice.path, 303)


@bp.route("/entraide/prolonger/<token>", methods=["GET", "POST"])
@anyone
@limit("30 per hour")
def renew_by_mail(token: str) -> ResponseReturnValue:
    """Renew from the link of a mail, by a button: mail scanners follow links and press nothing."""
    notice_id = unsign(notices.RENEWAL, token, _RENEWAL_LINK_LASTS)
    notice = db.session.get(Notice, notice_id) if notice_id is not None else None
    if notice is None:
        raise Missing
    if request.method == "POST":
        with transaction():
            notice = db.session.get_one(Notice, notice_id)
            notices.renew(Actor.of(notice.author), notice)
    return render_template(
        "neighbourhood/exchanges/renew.html",
        notice=notice,
        renewed=request.method == "POST",
        renewable=policies.is_renewable(notice),
        statuses=STATUSES,
    )


@bp.get("/entraide/mes-annonces")
@represented(MAY_POST, MAY_REPLY)
@signed_in
def mine() -> ResponseReturnValue:
    """List my notices and my replies."""
    page = queries.mine(current_user, Cursor.parse(request.args.get("after")))
    return render_template(
        "neighbourhood/exchanges/mine.html",
        page=page,
        waiting=queries.waiting_replies(page.rows),
        replies=queries.my_replies(current_user),
        say_state=say_state,
    )
