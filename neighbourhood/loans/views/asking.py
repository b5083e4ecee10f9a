"""Asking for a thing, waiting for it, and what its owner answers."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.pages import back_or
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.loans.actions import answering, asking, waiting
from neighbourhood.loans.days import EndsBeforeItBegins, NotThoseDays, TooManyDays
from neighbourhood.loans.forms.asking import AskForm, CallOffForm, DeclineForm, ReadyWords
from neighbourhood.loans.kinds.pressing import READ_LOAN
from neighbourhood.loans.kinds.readings import READ_ITEM
from neighbourhood.loans.kinds.scopes import MAY_LEND
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.models.loans import Loan
from neighbourhood.loans.policies import loans as policies
from neighbourhood.loans.queries import loans as queries
from neighbourhood.loans.queries import shelf
from neighbourhood.loans.queries import waiting as waits
from neighbourhood.loans.views.blueprint import bp
from neighbourhood.loans.views.shelf import page_of
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for

OF_LAST_DAY = EndsBeforeItBegins, TooManyDays


@bp.post("/objets/<int:item_id>/demander")
@represented(MAY_LEND)
@verified
@limit("60 per hour")
def ask(item_id: int) -> ResponseReturnValue:
    """Ask for a thing; what is refused of the days is said above them, and nothing is lost."""
    item = shelf.get_visible(current_user, item_id)
    form = AskForm()
    if not form.validate_on_submit() or form.gives_pause(current_user, form.own.data or ""):
        return _with(item, form)
    try:
        with transaction():
            item = READ_ITEM.unchanged(shelf.get_visible(current_user, item_id))
            loan = _ask(item, form)
    except NotThoseDays as refusal:
        wrong = form.last_day if isinstance(refusal, OF_LAST_DAY) else form.first_day
        wrong.errors = [refusal.say()]
        return _with(shelf.get_visible(current_user, item_id), form)
    flash(gettext("Votre demande est partie. Ces jours sont gardés pour vous en attendant."))
    return redirect(loan.path, 303)


def _ask(item: Item, form: AskForm) -> Loan:
    asked = {"first_day": form.first_day.data, "last_day": form.last_day.data}
    return asking.ask(current_actor(), item, text=form.text, **asked)


def _with(item: Item, form: AskForm) -> ResponseReturnValue:
    page = make_response(page_of(item, ask_form=form))
    page.status_code = 422 if form.errors else 200
    return page


@bp.post("/<int:loan_id>/accepter")
@represented(MAY_LEND)
@verified
@undone_by("loans.put_back_loan")
def accept(loan_id: int) -> ResponseReturnValue:
    """Say yes."""
    with transaction():
        loan = READ_LOAN.unchanged(queries.get_loan(current_user, loan_id))
        answering.accept(current_actor(), loan)
        name = name_for(loan.borrower, current_user)
    flash(gettext("C’est convenu avec %(name)s, pour ces jours-là.", name=name))
    return redirect(back_or(loan.path), 303)


@bp.route("/<int:loan_id>/decliner", methods=["GET", "POST"])
@represented(MAY_LEND)
@verified
@undone_by("loans.put_back_loan")
def decline(loan_id: int) -> ResponseReturnValue:
    """Say no with a gentle sentence."""
    loan, form = queries.get_loan(current_user, loan_id), DeclineForm()
    if not policies.may_decline(current_actor(), loan):
        raise Missing
    if form.validate_on_submit():
        with transaction():
            again = READ_LOAN.unchanged(queries.get_loan(current_user, loan_id))
            answering.decline(current_actor(), again, answer=form.text)
        flash(gettext("Votre réponse est partie. Les jours sont libres de nouveau."))
        return redirect(back_or(loan.path), 303)
    return _answer_page("decline", loan, form)


@bp.route("/<int:loan_id>/annuler", methods=["GET", "POST"])
@represented(MAY_LEND)
@verified
@undone_by("loans.put_back_loan")
def call_off(loan_id: int) -> ResponseReturnValue:
    """Go back on a yes, with a word."""
    loan, form = queries.get_loan(current_user, loan_id), CallOffForm()
    if not policies.may_call_off(current_actor(), loan):
        raise Missing
    if form.validate_on_submit():
        with transaction():
            again = READ_LOAN.unchanged(queries.get_loan(current_user, loan_id))
            answering.call_off(current_actor(), again, answer=form.text)
        flash(gettext("C’est annulé, et votre mot est parti."))
        return redirect(back_or(loan.path), 303)
    return _answer_page("call_off", loan, form)


def _answer_page(name: str, loan: Loan, form: ReadyWords) -> ResponseReturnValue:
    page = render_template(
        f"neighbourhood/loans/{name}.html",
        form=form,
        loan=loan,
        name=name_for(loan.borrower, current_user),
        back_path=back_or(loan.path),
        read=READ_LOAN.first_drawn(loan),
    )
    return page, 422 if form.errors else 200


@bp.post("/<int:loan_id>/retirer")
@represented(MAY_LEND)
@verified
@undone_by("loans.put_back_loan")
def withdraw(loan_id: int) -> ResponseReturnValue:
    """Take one’s request back."""
    with transaction():
        loan = READ_LOAN.unchanged(queries.get_loan(current_user, loan_id))
        asking.withdraw(current_actor(), loan)
    flash(gettext("C’est noté : les jours sont libres de nouveau."))
    return redirect(back_or(loan.path), 303)


@bp.post("/<int:loan_id>/revenir")
@represented(MAY_LEND)
@verified
def put_back_loan(loan_id: int) -> ResponseReturnValue:
    """Go back on what one has just done with a loan."""
    with transaction():
        loan = READ_LOAN.unchanged(queries.get_loan(current_user, loan_id))
        answering.put_back(current_actor(), loan)
    flash(gettext("C’est comme avant."))
    return redirect(back_or(loan.path), 303)


@bp.post("/objets/<int:item_id>/attendre")
@represented(MAY_LEND)
@verified
@limit("60 per hour")
def wait(item_id: int) -> ResponseReturnValue:
    """Ask to be told when a thing is free."""
    with transaction():
        item = shelf.get_visible(current_user, item_id)
        waiting.wait(current_actor(), item)
    flash(gettext("C’est noté : nous vous écrirons quand il sera libre."))
    return redirect(item.path, 303)


@bp.post("/objets/<int:item_id>/ne-plus-attendre")
@represented(MAY_LEND)
@signed_in
@undone_by("loans.wait")
def wait_no_more(item_id: int) -> ResponseReturnValue:
    """Leave the list, whatever became of the thing."""
    with transaction():
        own = waits.waiting_of(current_user.id, item_id)
        item = own.item if own else shelf.get_visible(current_user, item_id)
        is_lent = own is None or item.id in waits.still_lent_to(current_user)
        waiting.wait_no_more(current_actor(), item)
    flash(gettext("C’est noté : vous n’attendez plus cet objet."))
    return redirect(item.path if is_lent else url_for("loans.under_way"), 303)
