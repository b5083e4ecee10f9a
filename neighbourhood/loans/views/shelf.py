"""A thing and its page, and what its owner does with it."""

from typing import Any

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.storing.pictures import Photo
from neighbourhood.foundation.web import photos
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.choices import named
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.pages import back_or
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.loans.actions import shelf
from neighbourhood.loans.forms.breaks import today
from neighbourhood.loans.forms.shelf import EditForm
from neighbourhood.loans.kinds.readings import READ_ITEM
from neighbourhood.loans.kinds.scopes import MAY_LEND
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.policies import shelf as policies
from neighbourhood.loans.queries import shelf as queries
from neighbourhood.loans.queries.catalogue import sought_like
from neighbourhood.loans.subjects import CONDITIONS, STATUSES, THINGS, say_days
from neighbourhood.loans.views.blueprint import bp
from neighbourhood.loans.views.facing import life_of
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.audiences import street_for
from neighbourhood.residents.queries.neighbours import name_for


@bp.get("/objets/<int:item_id>")
@represented()
@signed_in
def show(item_id: int) -> ResponseReturnValue:
    """Show one thing, and for its owner what neighbours look for that is like it."""
    return page_of(queries.get_visible(current_user, item_id))


def page_of(item: Item, **more: Any) -> ResponseReturnValue:
    """Show a thing as its reader may see it; `more` is what goes beside, a form with its errors."""
    is_author = item.author_id == current_user.id
    shown = {
        "item": item,
        "is_author": is_author,
        "name": name_for(item.author, current_user),
        "street": street_for(item.author, current_user),
        "category": named(THINGS.code, item.category),
        "conditions": CONDITIONS,
        "statuses": STATUSES,
        "sought": sought_like(current_user, item) if is_author and item.is_on_shelf else [],
        "may": policies,
        "read": READ_ITEM.drawn(item),
        **life_of(item),
        **more,
    }
    return render_template("neighbourhood/loans/show.html", **shown)


@bp.get("/objets/<int:item_id>/photo/<name>")
@represented()
@signed_in
def photo(item_id: int, name: str) -> Response:
    """Show a photo of a thing to those who may see the thing."""
    item = queries.get_visible(current_user, item_id)
    return photos.hand_out(pictures.key_named(item.photos, name))


@bp.route("/objets/<int:item_id>/modifier", methods=["GET", "POST"])
@represented(MAY_LEND)
@verified
@limit("60 per hour")
def edit(item_id: int) -> ResponseReturnValue:
    """Change what is said of a thing, and on which terms it is lent."""
    item = queries.get_own(current_user, item_id)
    if not policies.may_edit(current_actor(), item):
        return redirect(item.path, 303)
    form, read = EditForm.of(item), READ_ITEM.first_drawn(item)
    kept = photos.left_by(form, item.photos)
    if kept is not None:
        return _save(item, form, kept)
    described = pictures.described(item.photos, request.form)
    shown = {"form": form, "item": item, "photos": described, "read": read}
    page = render_template("neighbourhood/loans/edit.html", **shown)
    return page, 422 if form.errors else 200


def _save(item: Item, form: EditForm, kept: list[Photo]) -> ResponseReturnValue:
    before = item.photos
    with transaction():
        own = READ_ITEM.unchanged(queries.get_own(current_user, item.id))
        shelf.edit(current_actor(), own, wording=form.wording(kept))
    photos.forget(pictures.taken_away(before, kept))
    flash(gettext("C’est modifié. La date du changement est affichée."))
    return redirect(item.path, 303)


@bp.post("/objets/<int:item_id>/mettre-de-cote")
@represented(MAY_LEND)
@verified
@undone_by("loans.put_on_shelf")
def put_aside(item_id: int) -> ResponseReturnValue:
    """Let nobody ask for a thing for a while."""
    with transaction():
        item = READ_ITEM.unchanged(queries.get_own(current_user, item_id))
        shelf.put_aside(current_actor(), item)
    flash(gettext("C’est mis de côté : personne ne peut le demander pour le moment."))
    return redirect(back_or(item.path), 303)


@bp.post("/objets/<int:item_id>/remettre")
@represented(MAY_LEND)
@verified
def put_on_shelf(item_id: int) -> ResponseReturnValue:
    """Let others ask for a thing again."""
    with transaction():
        item = READ_ITEM.unchanged(queries.get_own(current_user, item_id))
        shelf.put_on_shelf(current_actor(), item)
    flash(gettext("C’est de nouveau sur votre étagère."))
    return redirect(back_or(item.path), 303)


@bp.post("/objets/<int:item_id>/retirer")
@represented(MAY_LEND)
@verified
@undone_by("loans.put_back")
def retire(item_id: int) -> ResponseReturnValue:
    """Lend a thing no more."""
    with transaction():
        item = READ_ITEM.unchanged(queries.get_own(current_user, item_id))
        shelf.retire(current_actor(), item)
    flash(gettext("C’est retiré de votre étagère."))
    return redirect(item.path, 303)


@bp.post("/objets/<int:item_id>/revenir")
@represented(MAY_LEND)
@verified
def put_back(item_id: int) -> ResponseReturnValue:
    """Go back on having retired a thing."""
    with transaction():
        item = READ_ITEM.unchanged(queries.get_own(current_user, item_id))
        shelf.put_back(current_actor(), item)
    flash(gettext("C’est comme avant."))
    return redirect(back_or(item.path), 303)


@bp.get("/mes-objets")
@represented(MAY_LEND)
@signed_in
def mine() -> ResponseReturnValue:
    """List my things, and the days on which I lend nothing."""
    return render_template(
        "neighbourhood/loans/mine.html",
        page=queries.mine(current_user, Cursor.parse(request.args.get("after"))),
        gone=queries.retired_lately(current_user),
        read_item=READ_ITEM.drawn,
        breaks=queries.breaks_of(current_user.id, today()),
        statuses=STATUSES,
        say_days=say_days,
    )
