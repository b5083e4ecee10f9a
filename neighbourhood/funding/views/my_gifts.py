"""What one gave: the list of a neighbour, and what they gave before they had an account."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.switches import off_here
from neighbourhood.funding import kinds
from neighbourhood.funding.actions import visiting
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.queries import donors, monthly, pledges
from neighbourhood.funding.queries.transfers import awaited_from
from neighbourhood.funding.views.blueprint import bp


@bp.get("/solidarite/mes-dons")
@signed_in
def my_gifts() -> ResponseReturnValue:
    """List what I gave, newest first."""
    awaited = awaited_from(current_user)
    given = pledges.gifts(current_user, Cursor.parse(request.args.get("after")))
    return render_template(
        "neighbourhood/funding/my_gifts.html",
        page=given.page,
        given_cents=given.given_cents,
        moved=given.moved,
        awaited=awaited,
        monthly=monthly.of_donor(current_user),
        purposes=kinds.purposes_of(pledge.fund for pledge in given.page.rows),
        kinds=[kind for kind in kinds.FUND_KINDS.values() if kind.switch not in off_here()],
        visitor=_same_mailbox(),
    )


def _same_mailbox() -> Visitor | None:
    """Return the visitor with the mailbox of this account, while something of theirs can come."""
    mailbox = current_user.email if current_user.email_confirmed_at else None
    visitor = donors.by_email(mailbox) if mailbox else None
    if visitor is None or donors.funds_of(visitor) <= donors.funds_of(current_user):
        return None
    return visitor


@bp.post("/solidarite/mes-dons/reprendre")
@signed_in
def bring_over() -> ResponseReturnValue:
    """Make mine what I gave with the same mailbox before I had this account."""
    with transaction():
        visitor = _same_mailbox()
        all_came = visitor is None or visiting.bring_over(visitor, current_user)
    flash(gettext("Vos dons d’avant sont maintenant dans votre compte."))
    if not all_came:
        flash(
            gettext(
                "Les dons faits à un besoin ou à une formule que vous souteniez aussi avec votre "
                "compte restent à part : vous les lisez par le lien de vos mails."
            ),
            "info",
        )
    return redirect(url_for("funding.my_gifts"), 303)
