"""Pages on which visitors, who have no account, look at what they gave, by the link of a mail."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside import mail
from neighbourhood.foundation.outside.jobs import enqueue
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import anyone
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.funding import kinds, mails, paperwork
from neighbourhood.funding.actions import visiting, wishing
from neighbourhood.funding.cases.tax import kept_for_partners
from neighbourhood.funding.forms.giving import LinkForm, VisitorNameForm
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.queries import donors, monthly, pledges, tax_papers, transfers
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.funding.views.giving import name_page, story
from neighbourhood.residents.views.blueprint import too_old


def too_old_link() -> ResponseReturnValue:
    """Say that a link has expired, and where to ask for another."""
    return too_old(url_for("funding.ask_link"), gettext("Recevoir un nouveau lien"))


def by_link(
    handler: Callable[..., ResponseReturnValue],
) -> Callable[..., ResponseReturnValue]:
    """Find whose gifts a link opens: the view receives the `Visitor` before the token."""

    @wraps(handler)
    def guarded(token: str, **values: Any) -> ResponseReturnValue:
        visitor = donors.by_link(token)
        if visitor is None:
            return too_old_link()
        answer = make_response(handler(visitor, token, **values))
        # As for whoever is signed in: it must not come back with the Back button.
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    return guarded


@bp.route("/donner/mes-dons", methods=["GET", "POST"])
@anyone
@limit("5 per hour")
def ask_link() -> ResponseReturnValue:
    """Ask for the link to one’s gifts; the answer is the same for a mailbox that never gave."""
    form = LinkForm()
    if not form.validate_on_submit():
        page = render_template("neighbourhood/funding/ask_link.html", form=form)
        return page, 422 if form.errors else 200
    enqueue(mails.send_link, form.email.data)
    flash(
        gettext(
            "Si un don a été fait avec %(email)s, un lien est parti vers cette boîte.",
            email=form.email.data,
        )
    )
    return redirect(url_for("funding.ask_link"), 303)


@bp.get("/donner/mes-dons/<token>")
@anyone
@by_link
def visitor_gifts(visitor: Visitor, token: str) -> ResponseReturnValue:
    """List what a visitor gave, by the link of a mail."""
    given = pledges.gifts(visitor, Cursor.parse(request.args.get("after")))
    return render_template(
        "neighbourhood/funding/visitor_gifts.html",
        token=token,
        page=given.page,
        given_cents=given.given_cents,
        awaited=transfers.awaited_from(visitor),
        moved=given.moved,
        monthly=monthly.of_donor(visitor),
        purposes=kinds.purposes_of(pledge.fund for pledge in given.page.rows),
    )


@bp.get("/donner/mes-dons/<token>/<key>")
@anyone
@by_link
def visitor_receipt(visitor: Visitor, token: str, key: str) -> ResponseReturnValue:
    """Show one gift of a visitor, line by line as the ledger has it."""
    return render_template(
        "neighbourhood/funding/receipt.html", token=token, **story(pledges.mine(visitor, key))
    )


@bp.get("/donner/mes-dons/<token>/<key>/<sheet>.pdf")
@anyone
@by_link
def visitor_paper(visitor: Visitor, token: str, key: str, sheet: str) -> ResponseReturnValue:
    """Print the receipt of a gift of a visitor, or the card that goes with it."""
    del token
    return paperwork.handed(pledges.mine(visitor, key), sheet)


@bp.route("/donner/mes-dons/<token>/<key>/nom", methods=["GET", "POST"])
@anyone
@limit("30 per hour")
@by_link
def visitor_name_shown(visitor: Visitor, token: str, key: str) -> ResponseReturnValue:
    """Choose anew who reads the name of a visitor for one gift."""
    receipt = url_for("funding.visitor_receipt", token=token, key=key)
    pledge = pledges.mine(visitor, key)
    form = VisitorNameForm(obj=donors.wish_of(pledge))
    if not form.validate_on_submit():
        return name_page(pledge, form, back=receipt)
    with transaction():
        wishing.say_otherwise(pledges.mine(visitor, key), **_said(form))
    flash(gettext("C’est noté."))
    return redirect(receipt, 303)


def _said(form: VisitorNameForm) -> dict[str, Any]:
    return {name: form[name].data for name in ("showing", "shows_amount", "public_name")}


def _before_forgetting(visitor: Visitor, token: str) -> Ending:
    return Ending(
        title=gettext("Effacer votre adresse e-mail et votre nom ?"),
        happens=[
            *_stops_too(visitor),
            gettext("Vos dons restent, pour ce qu’ils paient. Plus rien ne dit qui a donné."),
            gettext("Vous ne recevrez plus de nouvelles, et vos liens ne s’ouvriront plus."),
            gettext("Gardez vos reçus avant : ils ne pourront plus être envoyés."),
            *kept_for_partners(visitor),
        ],
        word=gettext("Tout effacer"),
        back=(url_for("funding.visitor_gifts", token=token), gettext("Mes dons")),
    )


def _stops_too(visitor: Visitor) -> list[str]:
    said = []
    if number := len(monthly.of_donor(visitor)):
        said.append(
            ngettext("Votre don mensuel s’arrête.", "Vos %(num)d dons mensuels s’arrêtent.", number)
        )
    if tax_papers.papers_of(visitor) and not tax_papers.has_drawn(visitor):
        said.append(gettext("Votre demande de reçu fiscal est effacée."))
    return said


def _unless_awaited(
    handler: Callable[..., ResponseReturnValue],
) -> Callable[..., ResponseReturnValue]:
    """Say first that a transfer is awaited: nothing is forgotten until it is settled."""

    @wraps(handler)
    def guarded(visitor: Visitor, token: str) -> ResponseReturnValue:
        awaited = transfers.awaited_from(visitor)
        if awaited and request.method == "GET":
            return render_template(
                "neighbourhood/funding/forget_later.html", awaited=awaited, token=token
            )
        return handler(visitor, token)

    return guarded


@bp.route("/donner/mes-dons/<token>/effacer", methods=["GET", "POST"])
@anyone
@limit("30 per hour")
@by_link
@_unless_awaited
@asks_first(_before_forgetting)
def forget_visitor(visitor: Visitor, token: str) -> ResponseReturnValue:
    """Forget a visitor for good, by a button."""
    del token
    mailbox, visitor_id = visitor.email, visitor.id
    try:
        with transaction():
            visiting.forget_at_once(visitor_id)
    except Missing:
        return too_old_link()  # the same button was pressed twice
    mail.forget(lambda told: mailbox in told)
    return render_template("neighbourhood/funding/forgotten.html")
