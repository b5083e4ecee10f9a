"""Statements of the account, for those who look after the site: sent, read, taken; what is left."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.funding import awaiting
from neighbourhood.funding.actions import statements as actions
from neighbourhood.funding.cases.fates import FATES, LINES, READ_LINE, READ_OUTLOOK, Outlook
from neighbourhood.funding.forms.statements import LineChoice, LineForm, StatementForm
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.bank_transfers import BankTransfers, PretendBank
from neighbourhood.funding.models.bank import BankLine, BankStatement, LineStatus
from neighbourhood.funding.queries import statements as queries
from neighbourhood.funding.queries.transfers import unpaid_lately
from neighbourhood.funding.statements.lines import StatementUnreadable
from neighbourhood.funding.statements.reading import read_statement
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.partners.access import administrator
from neighbourhood.residents.access import current_actor

_HERE = "/administration/argent/releves"


def _bank() -> BankTransfers:
    bank = choosing.bank()
    if bank is None:
        raise awaiting.NoTransfers
    return bank


@bp.route(_HERE, methods=["GET", "POST"])
@administrator
@limit("60 per hour", methods=["POST"])
def statements() -> ResponseReturnValue:
    """Send a statement to be read; list those sent, and the money that nobody expected."""
    bank, form = _bank(), StatementForm()
    if not form.validate_on_submit():
        return _list(bank, form)
    try:
        read = read_statement(form.file.data.stream.read(), bank.account.iban)
    except StatementUnreadable as refusal:
        form.file.errors = [refusal.say()]
        return _list(bank, form)
    with transaction():
        found = actions.receive(current_actor(), read)
    return redirect(url_for("funding.statement", statement_id=found.id), 303)


def _list(bank: BankTransfers, form: StatementForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/funding/statements.html",
        form=form,
        bank=bank,
        is_pretend=isinstance(bank, PretendBank),
        sent=queries.lately(),
        waiting=queries.lines_with(LineStatus.WAITING),
        to_return=queries.lines_with(LineStatus.TO_RETURN),
        aside=queries.lines_with(LineStatus.SET_ASIDE)[-queries.LATELY :],
    )
    return page, 422 if form.errors else 200


@bp.get(f"{_HERE}/<int:statement_id>")
@administrator
def statement(statement_id: int) -> ResponseReturnValue:
    """Show what would become of each line, or what became of them."""
    found = queries.statement(statement_id)
    outlook = Outlook.of(queries.judge(found, _bank().account.iban))
    return render_template(
        "neighbourhood/funding/statement.html",
        statement=found,
        outlook=outlook,
        counts={fate: found.counts.get(fate.value, 0) for fate in FATES},
        read=READ_OUTLOOK.drawn(outlook),
        FATES=FATES,
    )


@bp.post(f"{_HERE}/<int:statement_id>/importer")
@administrator
def take_statement(statement_id: int) -> ResponseReturnValue:
    """Take the lines as they were read; of two who do so at once, the second finds it done."""
    account = _bank().account.iban
    queries.statement(statement_id)
    with transaction():
        found = hold(BankStatement, statement_id)
        require(found.is_read, awaiting.StatementTaken)
        judged = queries.judge(found, account)
        READ_OUTLOOK.as_read(Outlook.of(judged))
        actions.take(current_actor(), found, judged)
    flash(gettext("Le relevé est importé."))
    return redirect(url_for("funding.statement", statement_id=statement_id), 303)


@bp.post(f"{_HERE}/<int:statement_id>/abandonner")
@administrator
def drop_statement(statement_id: int) -> ResponseReturnValue:
    """Forget a statement that was only read: nothing changes."""
    with transaction():
        actions.drop(hold(BankStatement, statement_id))
    flash(gettext("Le relevé est effacé. Rien n’a changé."), "info")
    return redirect(url_for("funding.statements"), 303)


@bp.route("/administration/argent/virements/<int:line_id>", methods=["GET", "POST"])
@administrator
def bank_line(line_id: int) -> ResponseReturnValue:
    """Show money that nobody expected; say what it is for, or that it goes back."""
    found, form = queries.line(line_id), LineForm()
    if form.is_submitted():
        require(not found.is_over, awaiting.LineDecided)
        READ_LINE.unchanged(found)
    form.offer(found, unpaid_lately())
    if not form.validate_on_submit():
        return _line_page(found, form)
    with transaction():
        _decide(line_id, form)
    flash(gettext("C’est noté."))
    return redirect(url_for("funding.statements"), 303)


def _decide(line_id: int, form: LineForm) -> None:
    actor, word = current_actor(), form.word.data or ""
    decision = LineChoice(form.decision.data)
    if decision is LineChoice.MATCH:
        actions.match(actor, line_id, form.key.data, word=word)
    elif decision is LineChoice.GIVE_BACK:
        actions.give_back(actor, line_id, word=word)
    elif decision is LineChoice.RETURNED:
        actions.note_returned(actor, line_id, word=word)
    else:
        actions.set_aside(actor, line_id, word=word)


def _line_page(found: BankLine, form: LineForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/funding/bank_line.html",
        line=found,
        form=form,
        read=READ_LINE.first_drawn(found),
        LINES=LINES,
    )
    return page, 422 if form.errors else 200
