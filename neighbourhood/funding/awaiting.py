"""How much may wait for bank transfers, and of whom; what may be done with statements of them.

A transfer takes days, and a promise costs nothing: what waits never keeps others from giving.
"""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, Wrong
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.policies import (
    SMALLEST_CENTS,
    AlreadyFunded,
    may_decide,
    refusal_of,
    visitors_room,
)
from neighbourhood.funding.queries import donors, transfers
from neighbourhood.residents.acting import Actor

# Transfers of one donor on their way at once, whatever they are for.
MOST_AWAITED = 5


class TransferAwaited(DomainError):
    """The same donor announced a transfer for the same thing, and it has not come yet."""

    sentence = _l(
        "Nous attendons déjà votre virement pour cela. Attendez qu’il arrive, ou dites dans "
        "« Mes dons » que vous ne le ferez pas."
    )


class TooManyTransfers(DomainError):
    """The same donor announced many transfers, and none of them has come yet."""

    sentence = _l(
        "Nous attendons déjà plusieurs virements de votre part. Attendez qu’ils arrivent, ou "
        "donnez par carte."
    )


class TooMuchByTransfer(Wrong):
    """More than what may wait for transfers, so that promises stop nobody from giving."""

    sentence = _l(
        "Par virement, donnez %(most)s au plus : un virement met des jours à arriver, et la moitié "
        "de ce qui manque reste libre pour les autres. Par carte, vous pouvez donner plus."
    )


class TransferAwaitedHere(DomainError):
    """A transfer for the same thing was announced in this browser, and has not come yet."""

    sentence = _l(
        "Nous attendons déjà un virement depuis ce navigateur pour cela. Attendez qu’il arrive, ou "
        "renoncez-y sur sa page : le lien est dans votre boîte e-mail."
    )


class TooMuchByVisitorsTransfer(Wrong):
    """More than what may wait for a transfer of somebody without an account."""

    sentence = _l(
        "Par virement sans compte, donnez %(most)s au plus en ce moment : un virement met des "
        "jours à arriver, et une promesse ne doit empêcher personne de donner."
    )


class NoMoreByTransfer(DomainError):
    """As much waits for transfers as may."""

    sentence = _l(
        "Aucun autre virement ne peut attendre pour cela en ce moment. Donnez par carte, ou "
        "revenez dans quelques jours."
    )


class VisitorsTransferUnderWay(DomainError):
    """A visitor wants to be forgotten, and a transfer of theirs has not come yet."""

    sentence = _l(
        "Nous attendons un virement annoncé avec cette adresse. Attendez qu’il arrive, ou dites "
        "sur sa page que vous ne le ferez pas."
    )


class NoTransfers(DomainError):
    """The site has no account where transfers arrive."""

    sentence = _l("On ne peut pas donner par virement ici.")


class StatementTaken(DomainError):
    """Somebody has taken, or dropped, the same statement meanwhile."""

    sentence = _l("Ce relevé est déjà importé. Rechargez la page pour lire ce qui est écrit.")


class LineDecided(DomainError):
    """Somebody has decided about the same line meanwhile."""

    sentence = _l("Quelqu’un a déjà décidé pour ce virement. Rechargez la page.")


def transfer_room(fund: Fund, remaining_cents: int) -> int:
    """Return the most that one more transfer may hold: the lock of the fund makes it certain.

    All the transfers on their way hold half of what is missing at most: whoever pays at once can
    always give the rest. Nothing is left that nobody could give.
    """
    return _whole(fund.missing_cents // 2 - transfers.held_cents(fund), remaining_cents)


def visitors_transfer_room(fund: Fund, remaining_cents: int) -> int:
    """Return the most that one more transfer of a visitor may hold.

    Both rules hold: that of transfers, and that of promises of people without an account, in which
    what waits for their transfers counts as what they are paying at once. What waits for days
    knows no small sums: together they keep half of what is missing at most.
    """
    kept = donors.kept_by_visitors(fund)
    most = min(visitors_room(remaining_cents, kept), (remaining_cents + kept) // 2 - kept)
    return _whole(min(transfer_room(fund, remaining_cents), most), remaining_cents)


def _whole(room: int, remaining_cents: int) -> int:
    most = min(room, remaining_cents)
    if 0 < remaining_cents - most < SMALLEST_CENTS:
        most = remaining_cents - SMALLEST_CENTS
    return most if most >= SMALLEST_CENTS else 0


def may_wait_for(actor: Actor) -> bool:
    """Whether a donor has not announced too many transfers already."""
    return transfers.number_awaited(actor.id) < MOST_AWAITED


def may_match(actor: Actor) -> bool:
    """Those who look after the whole site, in their own name, take in statements."""
    return may_decide(actor)


def refusal_by_transfer(amount_cents: int, remaining_cents: int, fund: Fund) -> DomainError | None:
    """Return why `amount_cents` of `fund` cannot wait for a transfer."""
    room = transfer_room(fund, remaining_cents)
    if amount_cents <= room:
        return refusal_of(amount_cents, remaining_cents)
    return TooMuchByTransfer(most=euros(room)) if room else AlreadyFunded()


def refusal_by_visitors_transfer(
    amount_cents: int, remaining_cents: int, fund: Fund
) -> DomainError | None:
    """Return why `amount_cents` of `fund` cannot wait for a transfer of a visitor."""
    room = visitors_transfer_room(fund, remaining_cents)
    if amount_cents <= room:
        return refusal_of(amount_cents, remaining_cents)
    return TooMuchByVisitorsTransfer(most=euros(room)) if room else NoMoreByTransfer()
