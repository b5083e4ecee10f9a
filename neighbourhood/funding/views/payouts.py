"""One pay-out: approved by another person, handed over to the bank, done or back."""

from collections.abc import Callable

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.forms import Form
from neighbourhood.funding.actions import paying_out
from neighbourhood.funding.cases.paying import READ_PAY_OUT
from neighbourhood.funding.forms.paying import BackForm, DayForm, HandOverForm
from neighbourhood.funding.models.paying import PayOut
from neighbourhood.funding.queries.paying import pay_out_in
from neighbourhood.funding.treasury import MoneyMovedOn
from neighbourhood.funding.views.bank_accounts import HERE
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.access import confirmed, current_actor

_PAY_OUT = f"{HERE}/versements/<int:pay_out_id>"


@bp.get(_PAY_OUT)
@town_staff(StaffRole.ADMINISTER)
def pay_out(town: Municipality, pay_out_id: int) -> ResponseReturnValue:
    """Show what it is for, where it goes, and what comes next."""
    return _page(pay_out_in(town.id, pay_out_id))


@bp.post(f"{_PAY_OUT}/accorder")
@town_staff(StaffRole.ADMINISTER)
def approve_pay_out(town: Municipality, pay_out_id: int) -> ResponseReturnValue:
    """Agree to what somebody else drew up."""
    told = gettext("C’est accordé. Le fichier pour la banque peut être fait.")
    return _act(town, pay_out_id, lambda held: paying_out.approve(current_actor(), held), told)


@bp.post(f"{_PAY_OUT}/remettre")
@town_staff(StaffRole.ADMINISTER)
def hand_over(town: Municipality, pay_out_id: int) -> ResponseReturnValue:
    """Make the file for the bank, once."""
    found, form = pay_out_in(town.id, pay_out_id), HandOverForm()
    if not form.validate_on_submit():
        return _page(found, form)
    told = gettext("Le fichier est prêt. Téléchargez-le, puis déposez-le sur le site de la banque.")
    return _act(
        town,
        pay_out_id,
        lambda held: paying_out.hand_over(current_actor(), held, form.version.data),
        told,
    )


@bp.get(f"{_PAY_OUT}/fichier")
@town_staff(StaffRole.ADMINISTER)
@confirmed
def pay_out_file(town: Municipality, pay_out_id: int) -> Response:
    """Hand the file out: always the same one."""
    found = pay_out_in(town.id, pay_out_id)
    if not found.has_a_file:
        raise Missing
    handed = make_response(found.document)
    handed.content_type = "application/xml; charset=utf-8"
    name = f"palier-versement-{found.reference}.xml"
    handed.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    handed.headers["Cache-Control"] = "private, no-store"
    return handed


@bp.post(f"{_PAY_OUT}/verse")
@town_staff(StaffRole.ADMINISTER)
def pay_out_done(town: Municipality, pay_out_id: int) -> ResponseReturnValue:
    """Record that the bank made it."""
    found, form = pay_out_in(town.id, pay_out_id), DayForm()
    if not form.validate_on_submit():
        return _page(found, form)
    told = gettext("C’est noté : le partenaire a reçu l’argent.")
    return _act(
        town,
        pay_out_id,
        lambda held: paying_out.confirm_done(current_actor(), held, form.day.data),
        told,
    )


@bp.route(f"{_PAY_OUT}/revenu", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def pay_out_back(town: Municipality, pay_out_id: int) -> ResponseReturnValue:
    """Record that the bank did not make it, or sent it back."""
    found, form = pay_out_in(town.id, pay_out_id), BackForm()
    if not form.validate_on_submit():
        read = READ_PAY_OUT.first_drawn(found)
        page = render_template(
            "neighbourhood/funding/pay_out_back.html", pay_out=found, form=form, read=read
        )
        return page, 422 if form.errors else 200
    told = gettext("C’est noté : l’argent est revenu, il peut être versé de nouveau.")
    word = form.word.data or ""
    return _act(
        town,
        pay_out_id,
        lambda held: paying_out.come_back(current_actor(), held, form.day.data, word=word),
        told,
    )


def _before_withdrawing(town: Municipality, pay_out_id: int) -> Ending:
    found = pay_out_in(town.id, pay_out_id)
    return Ending(
        title=gettext("Abandonner ce versement ?"),
        happens=(
            gettext("Rien n’est parti à la banque : aucun argent ne bouge."),
            gettext("Ses besoins peuvent être versés autrement. Son numéro ne sert plus."),
        ),
        word=gettext("Abandonner"),
        back=(_path(found), gettext("Le versement")),
        of=(READ_PAY_OUT, found),
    )


@bp.route(f"{_PAY_OUT}/abandonner", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
@asks_first(_before_withdrawing)
def withdraw_pay_out(town: Municipality, pay_out_id: int) -> ResponseReturnValue:
    """Give it up before the bank has it."""
    told = gettext("Le versement est abandonné.")
    return _act(town, pay_out_id, lambda held: paying_out.withdraw(current_actor(), held), told)


def _act(
    town: Municipality, pay_out_id: int, action: Callable[[PayOut], None], told: str
) -> ResponseReturnValue:
    found = pay_out_in(town.id, pay_out_id)
    number, path = found.id, _path(found)
    try:
        with transaction():
            action(READ_PAY_OUT.unchanged(hold(PayOut, number)))
    except DomainError as refusal:
        refusal.back = path, gettext("Revenir au versement")
        raise
    flash(told)
    return redirect(path, 303)


def _path(found: PayOut) -> str:
    return url_for("funding.pay_out", municipality_id=found.municipality_id, pay_out_id=found.id)


def _page(found: PayOut, form: Form | None = None) -> ResponseReturnValue:
    expected = _next_form(found)
    if form is not None and type(form) is not type(expected):
        raise MoneyMovedOn  # sent from a page of before: it asks for something else now
    form = form or expected
    page = render_template(
        "neighbourhood/funding/pay_out.html",
        pay_out=found,
        form=form,
        read=READ_PAY_OUT.first_drawn(found),
    )
    return page, 422 if form and form.errors else 200


def _next_form(found: PayOut) -> Form | None:
    if found.is_approved:
        return HandOverForm()
    return DayForm() if found.is_handed_over else None
