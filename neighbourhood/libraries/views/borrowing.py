"""What one has borrowed or reserved, and the card shown at the desk."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.ending import Ending, asks_first, undone_by
from neighbourhood.foundation.web.links import link
from neighbourhood.libraries import policies
from neighbourhood.libraries.actions import cards, lending, reserving
from neighbourhood.libraries.kinds import READ_LOAN, say_day_in_full
from neighbourhood.libraries.queries import loans, shelves
from neighbourhood.libraries.telling import MINE
from neighbourhood.libraries.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.mandates.kinds import MAY_LEND
from neighbourhood.residents.access import current_actor


@bp.get("/outiltheques/mes-emprunts")
@represented(MAY_LEND)
@signed_in
def mine() -> ResponseReturnValue:
    """List what I have borrowed and reserved."""
    live, over = loans.mine(current_user)
    return render_template(
        "neighbourhood/libraries/mine.html",
        live=live,
        over=over,
        may=policies,
        read=READ_LOAN.drawn,
        libraries=shelves.in_town_of(current_user),
    )


@bp.post("/outiltheques/mes-emprunts/<int:loan_id>/annuler")
@represented(MAY_LEND)
@signed_in
@undone_by("libraries.reserve_again")
def cancel(loan_id: int) -> ResponseReturnValue:
    """Need a tool no more."""
    with transaction():
        loan = READ_LOAN.unchanged(loans.get_own(current_user, loan_id))
        reserving.cancel(current_actor(), loan)
    flash(gettext("Votre réservation est annulée."))
    return redirect(MINE, 303)


@bp.post("/outiltheques/mes-emprunts/<int:loan_id>/revenir")
@represented(MAY_LEND)
@verified
def reserve_again(loan_id: int) -> ResponseReturnValue:
    """Go back on having cancelled."""
    with transaction():
        loan = READ_LOAN.unchanged(loans.get_own(current_user, loan_id))
        reserving.reserve_again(current_actor(), loan)
    flash(gettext("C’est comme avant : l’outil est réservé pour vous."))
    return redirect(MINE, 303)


@bp.post("/outiltheques/mes-emprunts/<int:loan_id>/prolonger")
@represented(MAY_LEND)
@signed_in
def renew(loan_id: int) -> ResponseReturnValue:
    """Have a tool for longer."""
    with transaction():
        loan = READ_LOAN.unchanged(loans.get_own(current_user, loan_id))
        lending.renew(current_actor(), loan)
        day = loan.due_on
    flash(gettext("C’est prolongé : à rapporter %(day)s.", day=say_day_in_full(day)))
    return redirect(MINE, 303)


@bp.get("/outiltheques/ma-carte")
@verified
def card() -> ResponseReturnValue:
    """Show my card, or the way to have one."""
    known = loans.card_of(current_user.id)
    scan = link("libraries.scan_card", token=known.token) if known else ""
    return render_template(
        "neighbourhood/libraries/my_card.html",
        square=paper.picture(scan) if scan else "",
        code=_spelled(known.token) if known else "",
    )


def _spelled(token: str) -> str:
    """Write a card as it is read aloud: in groups of four."""
    signs = token.upper()
    return " ".join(signs[start : start + 4] for start in range(0, len(signs), 4))


@bp.post("/outiltheques/ma-carte")
@verified
def make_card() -> ResponseReturnValue:
    """Have a card."""
    with transaction():
        cards.hand_out(current_actor())
    return redirect(url_for("libraries.card"), 303)


def _before_new_card() -> Ending:
    return Ending(
        title=gettext("Changer de carte ?"),
        happens=(
            gettext("L’ancienne carte ne marchera plus, imprimée ou en photo."),
            gettext("Vos emprunts et vos réservations ne changent pas."),
        ),
        word=gettext("Changer de carte"),
        back=(url_for("libraries.card"), gettext("Ma carte")),
    )


@bp.route("/outiltheques/ma-carte/nouvelle", methods=["GET", "POST"])
@verified
@asks_first(_before_new_card)
def new_card() -> ResponseReturnValue:
    """Ask for another card: the one before is of no use any more."""
    with transaction():
        cards.replace(current_actor())
    flash(gettext("Voici votre nouvelle carte."))
    return redirect(url_for("libraries.card"), 303)
