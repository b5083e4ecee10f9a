"""Pages on which those who gave ask for a tax receipt, with an account or by a link."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.access import anyone, signed_in
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.funding.actions import tax_papers
from neighbourhood.funding.cases.tax import READ_RIGHT
from neighbourhood.funding.forms.tax_papers import TaxPaperForm
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.models.tax import TaxPaper, TaxRight
from neighbourhood.funding.queries import tax_lists
from neighbourhood.funding.queries import tax_papers as asked
from neighbourhood.funding.queries.donors import Donor
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.funding.views.visitors import by_link


@dataclass(frozen=True, slots=True)
class Who:
    """Whoever gave, and how their pages are found."""

    donor: Donor
    token: str = ""

    def way(self, page: str, **parts: Any) -> str:
        """Return the address of one of the pages."""
        if self.token:
            return url_for(f"funding.visitor_{page}", token=self.token, **parts)
        return url_for(f"funding.{page}", **parts)

    @property
    def gifts(self) -> str:
        """Return the address of the list of their gifts."""
        return self.way("gifts") if self.token else url_for("funding.my_gifts")


def _me() -> Who:
    return Who(current_user._get_current_object())  # noqa: SLF001 - queries ask which kind it is


def _list(who: Who) -> ResponseReturnValue:
    return render_template(
        "neighbourhood/funding/tax_papers.html", who=who, found=asked.may_be_asked_by(who.donor)
    )


def _one(who: Who, partner_id: int, year: int) -> ResponseReturnValue:
    right, paper = _known(who, partner_id, year)
    form = TaxPaperForm(obj=paper)
    if not form.validate_on_submit():
        return _page(who, right, paper, year, form)
    with transaction():
        held = READ_RIGHT.as_read(hold(TaxRight, right.id))
        tax_papers.ask(who.donor, held, year, form.donated)
    flash(gettext("C’est noté. L’organisme aura votre demande quand il préparera sa liste."))
    return redirect(who.way("tax_papers_list"), 303)


def _known(who: Who, partner_id: int, year: int) -> tuple[TaxRight, TaxPaper | None]:
    """Return what one may ask for, or asked for; for anything else there is no page."""
    paper = asked.paper_of(who.donor, partner_id, year)
    right = asked.right_of(partner_id) if paper else asked.giving(partner_id)
    gave = paper or asked.given_by(who.donor, partner_id, year).cents
    if right is None or not gave:
        raise Missing
    return right, paper


def _page(
    who: Who, right: TaxRight, paper: TaxPaper | None, year: int, form: TaxPaperForm
) -> ResponseReturnValue:
    if paper is None and not form.is_submitted() and not who.token:
        form.name.data = current_user.full_name
    page = render_template(
        "neighbourhood/funding/tax_paper.html",
        who=who,
        right=right,
        paper=paper,
        year=year,
        form=form,
        given=asked.given_by(who.donor, right.partner_id, year),
        is_over=year < asked.this_year(),
        too_much=_too_much(paper),
        is_made=tax_lists.list_for(right.partner_id, year) and not (paper and paper.line),
        read=READ_RIGHT.first_drawn(right),
    )
    return page, 422 if form.errors else 200


def _too_much(paper: TaxPaper | None) -> int:
    """Return the cents of a receipt that a bank took back."""
    if paper is None or paper.line is None:
        return 0
    return tax_lists.too_much(paper.line.drawing).get(paper.line.number, 0)


def _ending(who: Who, partner_id: int, year: int) -> Ending:
    right, paper = _known(who, partner_id, year)
    if paper is None or paper.is_drawn:
        raise Missing
    return Ending(
        title=gettext("Retirer votre demande de reçu ?"),
        happens=[
            gettext(
                "Votre nom et votre adresse seront effacés : %(partner)s ne les aura pas.",
                partner=right.partner.name,
            ),
            gettext("Vous n’aurez pas de reçu fiscal pour %(year)s.", year=year),
        ],
        word=gettext("Retirer ma demande"),
        back=(who.way("tax_paper", partner_id=partner_id, year=year), gettext("Ma demande")),
        harmless=True,
    )


def _take_back(who: Who, partner_id: int, year: int) -> ResponseReturnValue:
    _known(who, partner_id, year)
    with transaction():
        tax_papers.take_back(who.donor, partner_id, year)
    flash(gettext("C’est noté : rien n’est transmis."))
    return redirect(who.way("tax_papers_list"), 303)


_MINE = "/solidarite/recus-fiscaux"
_VISITORS = "/donner/recus-fiscaux/<token>"
_ONE = "<int:partner_id>/<int:year>"


@bp.get(_MINE)
@signed_in
def tax_papers_list() -> ResponseReturnValue:
    """List the partners and years for which I may have a tax receipt."""
    return _list(_me())


@bp.route(f"{_MINE}/{_ONE}", methods=["GET", "POST"])
@signed_in
def tax_paper(partner_id: int, year: int) -> ResponseReturnValue:
    """Read what a partner would know of me, and let it know."""
    return _one(_me(), partner_id, year)


def _before_taking_back(partner_id: int, year: int) -> Ending:
    return _ending(_me(), partner_id, year)


@bp.route(f"{_MINE}/{_ONE}/reprendre", methods=["GET", "POST"])
@signed_in
@asks_first(_before_taking_back)
def take_tax_paper_back(partner_id: int, year: int) -> ResponseReturnValue:
    """Let a partner know nothing of me, as long as it does not yet."""
    return _take_back(_me(), partner_id, year)


@bp.get(_VISITORS)
@anyone
@by_link
def visitor_tax_papers_list(visitor: Visitor, token: str) -> ResponseReturnValue:
    """List the same for a visitor."""
    return _list(Who(visitor, token))


@bp.route(f"{_VISITORS}/{_ONE}", methods=["GET", "POST"])
@anyone
@limit("30 per hour")
@by_link
def visitor_tax_paper(
    visitor: Visitor, token: str, partner_id: int, year: int
) -> ResponseReturnValue:
    """Read what a partner would know of a visitor, and let it know."""
    return _one(Who(visitor, token), partner_id, year)


def _before_visitor_takes_back(visitor: Visitor, token: str, partner_id: int, year: int) -> Ending:
    return _ending(Who(visitor, token), partner_id, year)


@bp.route(f"{_VISITORS}/{_ONE}/reprendre", methods=["GET", "POST"])
@anyone
@limit("30 per hour")
@by_link
@asks_first(_before_visitor_takes_back)
def visitor_take_tax_paper_back(
    visitor: Visitor, token: str, partner_id: int, year: int
) -> ResponseReturnValue:
    """Let a partner know nothing of a visitor, as long as it does not yet."""
    return _take_back(Who(visitor, token), partner_id, year)
