"""Bank accounts: a first person writes one, a second person of the town types the same number."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.funding.actions import accounts
from neighbourhood.funding.actions.accounts import Numbers
from neighbourhood.funding.cases.paying import READ_ACCOUNT
from neighbourhood.funding.forms.paying import AccountForm, NumberForm
from neighbourhood.funding.models.paying import BankAccount
from neighbourhood.funding.queries import paying, standings
from neighbourhood.funding.queries.accounts import account_in, accounts_of
from neighbourhood.funding.treasury import AnotherNumber
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.partners.access import staff, town_staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.access import current_actor

HERE = "/administration/communes/<int:municipality_id>/argent"
_ACCOUNT = f"{HERE}/comptes/<int:account_id>"


@bp.get("/partenaires/<int:partner_id>/versements")
@staff(StaffRole.PAY_OUT)
def partner_pay_outs(partner: Partner) -> ResponseReturnValue:
    """Show a partner what the town pays it, what is to be proved, and where it goes."""
    return render_template(
        "neighbourhood/funding/partner_pay_outs.html",
        partner=partner,
        accounts=accounts_of(partner.municipality_id, partner.id),
        pay_outs=paying.pay_outs_to(partner),
        standing=standings.of_partner(partner.id),
    )


@bp.route("/partenaires/<int:partner_id>/compte", methods=["GET", "POST"])
@staff(StaffRole.PAY_OUT)
def partner_account(partner: Partner) -> ResponseReturnValue:
    """Write where the money of a partner goes."""
    form = AccountForm()
    if not form.validate_on_submit():
        back = url_for("funding.partner_pay_outs", partner_id=partner.id), gettext("Versements")
        return _account_page(form, back, partner.name)
    with transaction():
        accounts.enter_for_partner(current_actor(), partner, _numbers(form))
    flash(gettext("C’est noté. La commune doit maintenant confirmer ce compte."))
    return redirect(url_for("funding.partner_pay_outs", partner_id=partner.id), 303)


@bp.route(f"{HERE}/compte", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def town_account(town: Municipality) -> ResponseReturnValue:
    """Write where the money of a town comes from."""
    form = AccountForm()
    if not form.validate_on_submit():
        back = url_for("funding.town_money", municipality_id=town.id), gettext("Argent")
        return _account_page(form, back, town.name)
    with transaction():
        accounts.enter_for_town(current_actor(), town, _numbers(form))
    flash(gettext("C’est noté. Une autre personne de la commune doit confirmer ce compte."))
    return redirect(url_for("funding.town_money", municipality_id=town.id), 303)


def _numbers(form: AccountForm) -> Numbers:
    return Numbers(holder=form.holder.data or "", iban=form.number, bic=form.bank)


def _account_page(form: AccountForm, back: tuple[str, str], whose: str) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/funding/account_entered.html", form=form, leads_back=back, whose=whose
    )
    return page, 422 if form.errors else 200


@bp.route(_ACCOUNT, methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def account(town: Municipality, account_id: int) -> ResponseReturnValue:
    """Show an account without its number; a second person types the number to confirm it."""
    found, form = account_in(town.id, account_id), NumberForm()
    if not form.validate_on_submit():
        return _confirm_page(town, found, form)
    try:
        with transaction():
            held = READ_ACCOUNT.unchanged(hold(BankAccount, found.id))
            accounts.confirm(current_actor(), held, form.number)
    except AnotherNumber as refusal:
        form.iban.errors = [refusal.say()]
        return _confirm_page(town, account_in(town.id, account_id), form)
    flash(gettext("Le compte est confirmé. L’équipe du partenaire est prévenue."))
    return redirect(url_for("funding.town_money", municipality_id=town.id), 303)


def _confirm_page(town: Municipality, found: BankAccount, form: NumberForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/funding/account.html",
        town=town,
        account=found,
        form=form,
        read=READ_ACCOUNT.first_drawn(found),
    )
    return page, 422 if form.errors else 200


def _before_refusing(town: Municipality, account_id: int) -> Ending:
    found = account_in(town.id, account_id)
    here = url_for("funding.account", municipality_id=town.id, account_id=found.id)
    return Ending(
        title=gettext("Refuser ce compte bancaire ?"),
        happens=(
            gettext("Rien ne sera versé sur ce compte."),
            gettext("Les deux équipes sont prévenues. Un autre compte peut être écrit."),
        ),
        word=gettext("Refuser ce compte"),
        back=(here, gettext("Le compte")),
        of=(READ_ACCOUNT, found),
    )


@bp.route(f"{_ACCOUNT}/refuser", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
@asks_first(_before_refusing)
def refuse_account(town: Municipality, account_id: int) -> ResponseReturnValue:
    """Put a number aside."""
    found = account_in(town.id, account_id)
    with transaction():
        accounts.refuse(current_actor(), READ_ACCOUNT.unchanged(hold(BankAccount, found.id)))
    flash(gettext("Le compte est refusé."))
    return redirect(url_for("funding.town_money", municipality_id=town.id), 303)
