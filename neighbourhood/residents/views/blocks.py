"""Keeping somebody away: one page that says what it does, and the list of whom one keeps away."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.ending import Ending, asks_first, undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.actions import blocks as actions
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import blocks
from neighbourhood.residents.queries.neighbours import name_for
from neighbourhood.residents.views.blueprint import bp


def before_blocking(resident_id: int) -> Ending:
    """Say what it does, and that the other is not told."""
    other = blocks.blockable(current_user, resident_id)
    name = name_for(other, current_user)
    return Ending(
        title=gettext("Bloquer %(name)s ?", name=name),
        happens=[
            gettext(
                "Un message à signaler ? Faites-le d’abord, dans votre conversation : ensuite, "
                "vous ne la verrez plus."
            ),
            gettext("Vous ne verrez plus rien de cette personne : ni annonces, ni messages."),
            gettext("Elle ne verra plus rien de vous et ne pourra plus vous écrire."),
            gettext("Ce que vous aviez convenu ensemble est annulé, et vos adresses sont cachées."),
            gettext(
                "Si un mandat permet à l’une de ces deux personnes d’agir pour l’autre, il prend "
                "fin : cela, et cela seul, se lit des deux côtés."
            ),
            gettext("Elle ne reçoit aucun message à ce sujet : Palier ne lui dit rien."),
            gettext("Vous pourrez la débloquer à tout moment, dans « Personnes bloquées »."),
        ],
        word=gettext("Bloquer cette personne"),
        back=(url_for("residents.me"), gettext("Moi")),
    )


@bp.route("/voisins/<int:resident_id>/bloquer", methods=["GET", "POST"])
@signed_in
@limit("30 per hour")
@asks_first(before_blocking)
def block(resident_id: int) -> ResponseReturnValue:
    """Keep somebody away."""
    with transaction():
        row = actions.block(current_actor(), resident_id)
        name = name_for(db.session.get_one(Resident, row.blocked_id), current_user)
    flash(gettext("C’est fait : %(name)s et vous ne vous verrez plus ici.", name=name))
    return redirect(url_for("residents.blocked_people"), 303)


@bp.get("/moi/personnes-bloquees")
@signed_in
def blocked_people() -> ResponseReturnValue:
    """List whom I keep away."""
    return render_template(
        "neighbourhood/residents/blocked_people.html",
        blocks=blocks.blocks_of(current_user),
        name_for=name_for,
    )


@bp.post("/moi/personnes-bloquees/<int:block_id>/debloquer")
@signed_in
@undone_by("residents.block_again")
def unblock(block_id: int) -> ResponseReturnValue:
    """Keep somebody away no longer."""
    with transaction():
        other = db.session.get_one(Resident, actions.unblock(current_actor(), block_id))
        name = name_for(other, current_user)
    flash(gettext("%(name)s n’est plus dans votre liste.", name=name))
    return redirect(url_for("residents.blocked_people"), 303)


@bp.post("/moi/personnes-bloquees/rebloquer")
@signed_in
def block_again() -> ResponseReturnValue:
    """Go back on having let somebody near."""
    with transaction():
        actions.block_again(current_actor())
    flash(gettext("C’est comme avant : cette personne est bloquée."))
    return redirect(url_for("residents.blocked_people"), 303)
