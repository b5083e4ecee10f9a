"""Links by which whoever has no account reads what they gave, and ends what they began."""

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.funding import codes
from neighbourhood.funding.actions import visiting_transfers
from neighbourhood.funding.actions.wishing import NOTHING_SAID
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.models.monthly import MonthlyGift
from neighbourhood.funding.models.tax import TaxPaper, TaxRight
from neighbourhood.funding.queries import donors
from neighbourhood.funding.queries.tax_papers import this_year
from neighbourhood.funding.views.visiting import GAVE
from tests.neighbourhood.funding.visiting import COLETTE, a_link, colette, promise

READS = (
    *("funding.visitor_gifts", "funding.visitor_receipt", "funding.visitor_paper"),
    *("funding.visitor_name_shown", "funding.forget_visitor"),
    *("funding.visitor_tax_papers_list", "funding.visitor_tax_paper"),
    "funding.visitor_take_tax_paper_back",
)
WAITS = ("funding.visitor_transfer", "funding.give_up_visitor_transfer")


def tokens(world) -> tuple[dict[str, str], dict[str, object]]:
    """Return a good token for each of those routes, and the other parts of their addresses."""
    office = world.office(world.elsewhere)
    gift = office.settle(promise(office, office.open(), 500))
    unpaid = promise(office, office.open(), 500)
    waiting = _transfer(office, office.open())
    with office.at_work():
        each_month = _monthly(gift)
        _asks_for_a_receipt(office)
        found = {
            **dict.fromkeys(READS, a_link(COLETTE)),
            "funding.visitor_thanks": sign(GAVE, gift.key),
            "funding.visitor_not_paid": sign(GAVE, unpaid.key),
            **dict.fromkeys(WAITS, codes.transfer_token(waiting)),
            "funding.monthly_gift": codes.stop_token(each_month),
        }
        parts = {"partner_id": office.partner.id, "year": this_year()}
    return found, {**parts, "key": gift.key, "sheet": "recu"}


def _transfer(office, need):
    with office.at_work():
        fund = db.session.get_one(Fund, need.fund_id)
        giver = colette("another", email="odile@ailleurs.example")
        return visiting_transfers.announce(giver, fund, amount_cents=500, wish=NOTHING_SAID)


def _monthly(gift) -> MonthlyGift:
    each_month = MonthlyGift(
        fund_id=gift.fund_id, pseudonym=gift.pseudonym, amount_cents=500, day=3
    )
    db.session.add(each_month)
    db.session.flush()
    return each_month


def _asks_for_a_receipt(office) -> None:
    said = {"text": "Reconnu d’intérêt général.", "address": "1 quai", "contact": "a@example.org"}
    partner = office.partner.id
    right = TaxRight(partner_id=partner, is_given=True, set_by_id=office.author.id, **said)
    visitor = donors.by_email(COLETTE)
    paper = TaxPaper(
        partner_id=partner,
        year=this_year(),
        visitor_id=visitor.id,
        name="Colette",
        address="2 quai",
        created_at=now(),
    )
    db.session.add_all([right, paper])
    db.session.flush()
