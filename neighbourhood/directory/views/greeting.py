"""Saying hello, reading hellos, answering them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.directory import policies
from neighbourhood.directory.actions import hellos as actions
from neighbourhood.directory.forms import AnswerForm, HelloForm
from neighbourhood.directory.kinds import MAY_BE_LISTED, READ_HELLO
from neighbourhood.directory.models import Hello
from neighbourhood.directory.queries import hellos, listings
from neighbourhood.directory.subjects import say_phrase
from neighbourhood.directory.views.blueprint import bp
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for, profile


@bp.route("/<int:resident_id>/bonjour", methods=["GET", "POST"])
@represented(MAY_BE_LISTED)
@verified
@limit("60 per hour")
def greet(resident_id: int) -> ResponseReturnValue:
    """Say hello by a ready phrase."""
    other, form = profile(current_user, resident_id), HelloForm()
    known = hellos.with_others(current_user.id, [resident_id]).get(resident_id)
    if known is not None and request.method == "GET":
        return redirect(known.path, 303)
    if form.validate_on_submit():
        with transaction():
            hello = actions.greet(current_actor(), resident_id, phrase=form.phrase.data)
        flash(gettext("Votre bonjour est parti."))
        return redirect(hello.path, 303)
    if request.method == "GET":
        there = policies.receives_hellos(current_user, resident_id)
        require(there and policies.may_greet(current_actor(), resident_id), policies.NotGreeted)
    page = render_template(
        "neighbourhood/directory/greet.html",
        form=form,
        other=other,
        name=name_for(other, current_user),
        enough=not policies.has_hellos_left(current_actor()),
    )
    return page, 422 if form.errors else 200


@bp.get("/bonjours")
@represented(MAY_BE_LISTED)
@signed_in
def all_hellos() -> ResponseReturnValue:
    """List the hellos I said and received."""
    return render_template(
        "neighbourhood/directory/hellos.html",
        page=hellos.hellos_of(current_user, Cursor.parse(request.args.get("after"))),
        name_for=name_for,
    )


@bp.get("/bonjours/<int:hello_id>")
@represented(MAY_BE_LISTED)
@signed_in
def hello(hello_id: int) -> ResponseReturnValue:
    """Read a hello, and answer it."""
    return _page(hellos.get_hello(current_user, hello_id), AnswerForm(formdata=None))


def _page(found: Hello, form: AnswerForm) -> ResponseReturnValue:
    other = found.other(current_user.id)
    page = render_template(
        "neighbourhood/directory/hello.html",
        hello=found,
        form=form,
        other=other,
        name=name_for(other, current_user),
        listing=listings.listed(current_user, other.id),
        phrase=say_phrase(found.phrase),
        read=READ_HELLO.drawn(found),
        may=policies,
    )
    return page, 422 if form.errors else 200


@bp.post("/bonjours/<int:hello_id>/repondre")
@represented(MAY_BE_LISTED)
@verified
@limit("60 per hour")
def answer(hello_id: int) -> ResponseReturnValue:
    """Answer: the conversation opens."""
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(hellos.get_hello(current_user, hello_id), form)
    with transaction():
        found = READ_HELLO.unchanged(hellos.get_hello(current_user, hello_id))
        conversation = actions.answer(current_actor(), found, phrase=form.phrase.data)
        page = conversation.page
    flash(gettext("C’est dit. Vous pouvez maintenant vous écrire."))
    talks = current_actor().lets("chat")
    return redirect(page if talks else url_for("directory.hello", hello_id=hello_id), 303)


@bp.post("/bonjours/<int:hello_id>/refuser")
@represented(MAY_BE_LISTED)
@verified
@undone_by("directory.go_back")
def decline(hello_id: int) -> ResponseReturnValue:
    """Say not this time."""
    with transaction():
        found = READ_HELLO.unchanged(hellos.get_hello(current_user, hello_id))
        actions.decline(current_actor(), found)
    flash(gettext("C’est dit gentiment : merci, mais pas cette fois."))
    return redirect(url_for("directory.hello", hello_id=hello_id), 303)


@bp.post("/bonjours/<int:hello_id>/reprendre")
@represented(MAY_BE_LISTED)
@verified
@undone_by("directory.go_back")
def take_back_hello(hello_id: int) -> ResponseReturnValue:
    """Take a hello back, while it waits."""
    with transaction():
        found = READ_HELLO.unchanged(hellos.get_hello(current_user, hello_id))
        actions.take_back(current_actor(), found)
    flash(gettext("C’est repris : cette personne ne lit plus votre bonjour."))
    return redirect(url_for("directory.hello", hello_id=hello_id), 303)


@bp.post("/bonjours/<int:hello_id>/revenir")
@represented(MAY_BE_LISTED)
@verified
def go_back(hello_id: int) -> ResponseReturnValue:
    """Go back on having said no, or on having taken it back."""
    with transaction():
        found = READ_HELLO.unchanged(hellos.get_hello(current_user, hello_id))
        actions.go_back(current_actor(), found)
    flash(gettext("C’est comme avant : le bonjour attend une réponse."))
    return redirect(url_for("directory.hello", hello_id=hello_id), 303)
