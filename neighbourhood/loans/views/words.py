"""A few words after a loan, and the answer to them."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.loans.actions import words as actions
from neighbourhood.loans.forms.words import WordForm
from neighbourhood.loans.kinds.scopes import MAY_LEND
from neighbourhood.loans.policies import words as policies
from neighbourhood.loans.queries import loans
from neighbourhood.loans.queries import words as queries
from neighbourhood.loans.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for


@bp.route("/<int:loan_id>/mot", methods=["GET", "POST"])
@represented(MAY_LEND)
@verified
@limit("60 per hour")
def write_word(loan_id: int) -> ResponseReturnValue:
    """Write a few words, which the other reads once both wrote."""
    loan, form = loans.get_loan(current_user, loan_id), WordForm()
    if not policies.is_to_write(current_actor(), loan):
        raise Missing
    if form.validate_on_submit():
        with transaction():
            again = loans.get_loan(current_user, loan_id)
            said = actions.write(current_actor(), again, text=form.text.data)
            is_open = said.opened_at is not None
        flash(_say_kept(is_open))
        return redirect(loan.path, 303)
    name = name_for(loan.other_than(current_user.id), current_user)
    shown = {"form": form, "loan": loan, "name": name}
    page = render_template("neighbourhood/loans/write_word.html", **shown)
    return page, 422 if form.errors else 200


def _say_kept(is_open: bool) -> str:
    if is_open:
        return str(gettext("C’est écrit. Vous pouvez lire le mot de l’autre personne."))
    return str(
        gettext(
            "C’est écrit. Votre mot sera lu quand les deux seront écrits, au plus tard dans "
            "quatorze jours."
        )
    )


@bp.route("/mots/<int:word_id>/repondre", methods=["GET", "POST"])
@represented(MAY_LEND)
@verified
@limit("60 per hour")
def answer_word(word_id: int) -> ResponseReturnValue:
    """Answer a word, once."""
    word, form = queries.get_word(current_user, word_id), WordForm()
    if not policies.may_answer_word(current_actor(), word):
        raise Missing
    if form.validate_on_submit():
        with transaction():
            again = queries.get_word(current_user, word_id)
            actions.answer(current_actor(), again, text=form.text.data)
        flash(gettext("Votre réponse est partie."))
        return redirect(word.loan.path, 303)
    name = name_for(word.author, current_user)
    shown = {"form": form, "word": word, "name": name}
    page = render_template("neighbourhood/loans/answer_word.html", **shown)
    return page, 422 if form.errors else 200
