"""Accounts and pay-outs of the demonstration town; donors without an account, and their names."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import cycle

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import paying_out, tax_papers, wishing
from neighbourhood.funding.actions.pseudonyms import pseudonym_in
from neighbourhood.funding.actions.tax_papers import Donated, Terms
from neighbourhood.funding.actions.transfers import until_bank_days
from neighbourhood.funding.actions.wishing import NOTHING_SAID, Wish
from neighbourhood.funding.models.bank import TransferPromise
from neighbourhood.funding.models.donors import Showing, Visitor
from neighbourhood.funding.models.gifts import DonorPseudonym, Fund, FundStatus, Means, Pledge
from neighbourhood.funding.models.paying import AccountStatus, BankAccount, PainVersion
from neighbourhood.funding.queries.donors import by_email, mark_of
from neighbourhood.funding.queries.tax_papers import year_of
from neighbourhood.partners.demo import by_name
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident

# Numbers that hold together, of no bank that is.
_TOWN = "FR7699999000010000000000115"
_PARTNERS = {
    "Centre social de Valbourg": ("FR7699999000010000000000212", "sophie"),
    "CCAS de Valbourg": ("FR7699999000010000000000309", "isabelle.nguyen-morel"),
}


def build() -> None:
    """Write and confirm the accounts, as if that were long ago; and who gives without one."""
    _write_visitors()
    town = db.session.scalars(select(Municipality)).one()
    _account(town, None, _TOWN, "admin")
    for name, (number, author) in _PARTNERS.items():
        _account(town, by_name()[name], number, author)


def pay_out() -> None:
    """Pay one partner, and have what is for the other one wait for a second person."""
    people = by_local_part()
    author, second = Actor.of(people["admin"]), Actor.of(people["aylin"])
    done, _waiting = (paying_out.draw_up(author, by_name()[name]) for name in _PARTNERS)
    paying_out.approve(second, done)
    paying_out.hand_over(author, done, PainVersion.V09)
    paying_out.confirm_done(author, done, now().date())


def tax_receipts(kind: str) -> None:
    """Have one partner give tax receipts, and ask for one whoever gave most of what it was paid."""
    people = by_local_part()
    partner = by_name()["Centre social de Valbourg"]
    terms = Terms(
        is_given=True,
        text=(
            "Le Centre social est reconnu d’intérêt général. Le reçu sert à votre déclaration de "
            "revenus. Pour savoir ce qu’il change pour vous, demandez au service des impôts."
        ),
        address="12 rue du Port\n59990 Valbourg",
        contact="tresorerie@centre-social.example",
    )
    right = tax_papers.set_right(Actor.of(people["admin"]), partner, terms)
    donor = people["karima"]
    gave = select(Pledge).join(Pledge.fund).where(Fund.kind == kind, Fund.partner_id == partner.id)
    theirs = gave.join(DonorPseudonym, DonorPseudonym.pseudonym == Pledge.pseudonym)
    first = theirs.where(DonorPseudonym.resident_id == donor.id, Pledge.settled_at.is_not(None))
    pledge = db.session.scalars(first.order_by(Pledge.settled_at).limit(1)).one()
    donated = Donated(name=donor.full_name, address="3 quai des Bateliers\n59990 Valbourg")
    tax_papers.ask(donor, right, year_of(pledge.settled_at or now()), donated)


def _account(town: Municipality, partner: Partner | None, iban: str, author: str) -> None:
    people = by_local_part()
    moment = now() - timedelta(days=30)
    account = BankAccount(
        municipality=town,
        partner=partner,
        holder=partner.name if partner else f"Commune de {town.name}",
        iban=iban,
        status=AccountStatus.CONFIRMED,
        entered_by=people[author],
        confirmed_by_id=people["aylin"].id,
        entered_at=moment,
        decided_at=moment + timedelta(days=1),
    )
    db.session.add(account)
    db.session.flush()


_MAILBOXES = (
    "colette@ailleurs.example",
    "atelier-du-pont@ailleurs.example",
    "jonas@elsewhere.example",
)
_VISITORS_SAY: Mapping[str, Wish] = {
    _MAILBOXES[0]: Wish(
        in_name_of="Lucien et Odette", showing=Showing.PRIVATE, public_name="Colette"
    ),
    _MAILBOXES[1]: Wish(
        organisation="Atelier du Pont",
        siret="73282932000074",
        public_name="L’Atelier du Pont",
        showing=Showing.PUBLIC,
        shows_amount=True,
    ),
    _MAILBOXES[2]: NOTHING_SAID,
}
# What one neighbour announces by transfer, and the reference to write.
_BY_TRANSFER_CENTS = 1000
_REFERENCE = "RF44202611290001"
# Most say nothing.
_NEIGHBOURS_SAY = (
    Wish(showing=Showing.PUBLIC),
    NOTHING_SAID,
    Wish(showing=Showing.PUBLIC, shows_amount=True),
    NOTHING_SAID,
    Wish(showing=Showing.PRIVATE),
    NOTHING_SAID,
    Wish(in_name_of="Mamie Jeanne"),
    NOTHING_SAID,
)


def _write_visitors() -> None:
    for mailbox in _MAILBOXES:
        language = "en" if mailbox.endswith("elsewhere.example") else "fr"
        db.session.add(Visitor(email=mailbox, mark=mark_of(mailbox), language=language))


def visitors() -> Sequence[Visitor]:
    """Return the visitors of the demonstration."""
    return [found for mailbox in _MAILBOXES if (found := by_email(mailbox))]


class Sayings:
    """What one donor after the other says of their name."""

    def __init__(self) -> None:
        self._next = cycle(_NEIGHBOURS_SAY)

    def say(self, pledge: Pledge, visitor: Visitor | None) -> None:
        """Keep what the donor of `pledge` says, if they say anything."""
        wish = next(self._next) if visitor is None else _VISITORS_SAY[visitor.email]
        wishing.say(pledge, wish)


def announce_transfer(donor: Resident, kind: str) -> None:
    """Have a neighbour announce a transfer for the open fund of a kind that misses most."""
    still = Fund.ceiling_cents - Fund.raised_cents
    open_funds = select(Fund).where(Fund.kind == kind, Fund.status == FundStatus.OPEN)
    fund = db.session.scalars(open_funds.order_by(still.desc(), Fund.id).limit(1)).one()
    pledge = Pledge(
        key=f"demo-transfer-{fund.id}",
        fund=fund,
        pseudonym=pseudonym_in(fund, donor.id),
        amount_cents=_BY_TRANSFER_CENTS,
        means=Means.TRANSFER,
        reserved_until=until_bank_days(now()),
    )
    db.session.add(TransferPromise(pledge=pledge, reference=_REFERENCE))
    db.session.flush()
