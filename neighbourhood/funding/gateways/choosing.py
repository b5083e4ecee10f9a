"""Which provider moves the money here, and which bank keeps the account for transfers."""

from functools import cache

from neighbourhood.foundation.backends import PRETEND_ACCOUNT, Payments
from neighbourhood.foundation.settings import Settings, current
from neighbourhood.funding.gateways.bank_transfers import BankTransfers, PretendBank
from neighbourhood.funding.gateways.contract import PaymentGateway
from neighbourhood.funding.gateways.pretend import PretendGateway
from neighbourhood.funding.gateways.stripe_checkout import StripeGateway


def chosen() -> PaymentGateway:
    """Return the provider that the settings name."""
    settings = current()
    if settings.payments is Payments.STRIPE:
        return _stripe(settings)
    return PretendGateway(secret=settings.secret_key, base_url=settings.base_url)


def bank() -> BankTransfers | None:
    """Return the bank of the account where transfers arrive, None where one cannot give so."""
    account = current().receiving_account
    if account is None:
        return None
    return PretendBank(account) if account == PRETEND_ACCOUNT else BankTransfers(account)


def takes_transfers() -> bool:
    """Whether one may give by bank transfer here."""
    return bank() is not None


@cache
def _stripe(settings: Settings) -> StripeGateway:
    return StripeGateway(
        api=settings.stripe_api,
        secret_key=settings.stripe_secret_key or "",
        webhook_secret=settings.stripe_webhook_secret or "",
    )
