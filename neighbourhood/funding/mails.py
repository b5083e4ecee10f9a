"""The mails of gifts: receipts, and what visitors are told, who have no inbox.

Nothing is kept of these: the list of mails that left would tell who gave, and when.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import render_template
from flask_babel import force_locale, gettext

from neighbourhood.foundation import settings
from neighbourhood.foundation.outside.jobs import job
from neighbourhood.foundation.outside.mail import send_later
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web.links import link
from neighbourhood.foundation.words.dates import say_date
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding import codes
from neighbourhood.funding.kinds import kind_of, purposes_of, rules_once_paid
from neighbourhood.funding.models.baskets import Basket
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.months import said_day
from neighbourhood.funding.queries import baskets, donors, monthly, pledges
from neighbourhood.funding.statements.orders import Order
from neighbourhood.notifications import kinds as news
from neighbourhood.partners import siret
from neighbourhood.residents.models.residents import Resident

# So many links to one’s gifts leave for one mailbox in an hour, whoever asks for them.
MOST_LINKS, _AN_HOUR = 5, timedelta(hours=1)


@job
def send_receipt(pledge_id: int) -> None:
    """Send the receipt of a gift that has arrived to whoever gave it, if that is still known."""
    with transaction():
        pledge = db.session.get_one(Pledge, pledge_id)
        visitor, resident = donors.visitor_of(pledge), _resident_of(pledge)
        if visitor is not None:
            token = codes.new_link(visitor)
            url = link("funding.visitor_receipt", token=token, key=pledge.key)
            all_url = link("funding.visitor_gifts", token=token)
            _receipt(pledge, visitor.email, visitor.language, url=url, all_url=all_url)
        elif resident is not None and resident.email:
            url = link("funding.receipt", key=pledge.key)
            _receipt(pledge, resident.email, resident.language, url=url, resident=resident)


@job
def send_receipts(basket_id: int) -> None:
    """Send one receipt of all gifts of a basket that have arrived to whoever gave them."""
    with transaction():
        basket = db.session.get(Basket, basket_id)
        gifts = [each for each in baskets.gifts_in(basket) if each.is_settled] if basket else []
        if not gifts:
            return
        visitor, resident = donors.visitor_of(gifts[0]), _resident_of(gifts[0])
        if visitor is not None:
            url = link("funding.visitor_gifts", token=codes.new_link(visitor))
            _receipts(gifts, visitor.email, visitor.language, url=url)
        elif resident is not None and resident.email:
            url = link("funding.my_gifts")
            _receipts(gifts, resident.email, resident.language, url=url, resident=resident)


def _receipts(gifts: Sequence[Pledge], to: str, language: str, **more: object) -> None:
    with force_locale(language):
        funds = [pledge.fund for pledge in gifts]
        purposes = purposes_of(funds)
        cents = sum(pledge.paid_cents for pledge in gifts)
        body = render_template(
            "neighbourhood/funding/receipts_mail.txt",
            gifts=gifts,
            purposes=purposes,
            cents=cents,
            rules=rules_once_paid(funds, purposes),
            day=say_date(gifts[0].settled_at or gifts[0].created_at),
            **more,
        )
        subject = gettext("Reçu de votre paiement de %(amount)s", amount=euros(cents))
        send_later(to, subject, body, kind=None)


def _resident_of(pledge: Pledge) -> Resident | None:
    donor_id = pledges.donor_of(pledge)
    found = db.session.get(Resident, donor_id) if donor_id is not None else None
    # To a mailbox that sends everything back nothing is sent: the receipt stands on the site.
    usable = found is not None and found.is_active and found.mail_returns_since is None
    return found if usable else None


def _receipt(pledge: Pledge, to: str, language: str, **more: object) -> None:
    fund, gift = pledge.fund, monthly.of_pledge(pledge)
    with force_locale(language):
        purposes = purposes_of([fund])
        body = render_template(
            "neighbourhood/funding/receipt_mail.txt",
            pledge=pledge,
            purpose=purposes[fund.id],
            rules=rules_once_paid([fund], purposes),
            words=kind_of(fund).words,
            wish=donors.wish_of(pledge),
            day=say_date(pledge.settled_at or pledge.created_at),
            spaced=siret.spaced,
            monthly=gift,
            said_day=said_day,
            stop_url=link("funding.monthly_gift", token=codes.stop_token(gift)) if gift else None,
            **more,
        )
        amount = euros(pledge.paid_cents)
        subject = (
            gettext("Reçu de votre don mensuel de %(amount)s", amount=amount)
            if gift
            else gettext("Reçu de votre don de %(amount)s", amount=amount)
        )
        send_later(to, subject, body, kind=None)


@job
def tell_visitor(visitor_id: int, code: str, details: Mapping[str, Any], at: str = "") -> None:
    """Tell a visitor what became of their gift, in the words of the news of residents.

    `at` is the path of the page on which they may give by hand, where they are asked to.
    """
    with transaction():
        visitor = db.session.get(Visitor, visitor_id)
        if visitor is None or donors.number_of_links(visitor, since=now() - _AN_HOUR) >= MOST_LINKS:
            return
        url = link("funding.visitor_gifts", token=codes.new_link(visitor))
        with force_locale(visitor.language):
            said = news.say_in_mail(code, details)
            by_hand = f"{settings.current().base_url}{at}" if at else ""
            body = render_template(
                "neighbourhood/funding/visitor_mail.txt", said=said, url=url, by_hand=by_hand
            )
            send_later(visitor.email, news.say_shortly(code, details), body, kind=None)


@job
def send_link(email: str) -> None:
    """Send the link to their gifts, if there is such a visitor.

    A job, so that the page takes as long for a mailbox that we do not know.
    """
    with transaction():
        visitor = donors.by_email(email)
        if visitor is None:
            return
        if donors.number_of_links(visitor, since=now() - _AN_HOUR) >= MOST_LINKS:
            return
        url = link("funding.visitor_gifts", token=codes.new_link(visitor))
        with force_locale(visitor.language):
            body = render_template("neighbourhood/funding/link_mail.txt", url=url)
            send_later(visitor.email, gettext("Votre lien vers vos dons"), body, kind=None)


def tell_order(donor: Resident, pledge: Pledge, order: Order) -> None:
    """Send a donor what to write on the transfer that they announced."""
    if donor.email is None:
        return
    url = link("funding.transfer", key=pledge.key)
    _order((donor.email, donor.language), pledge, order, url=url)


def tell_visitor_order(visitor: Visitor, pledge: Pledge, order: Order) -> None:
    """Send the same to a mailbox that anybody may have typed: it says so."""
    url = link("funding.visitor_transfer", token=codes.transfer_token(pledge))
    _order((visitor.email, visitor.language), pledge, order, url=url, is_typed=True)


def _order(to: tuple[str, str], pledge: Pledge, order: Order, **more: object) -> None:
    mailbox, language = to
    with force_locale(language):
        body = render_template(
            "neighbourhood/funding/transfer.txt", pledge=pledge, order=order, **more
        )
        subject = gettext("Votre don par virement : la référence à écrire")
    send_later(mailbox, subject, body, kind=None)
