"""Who may give, and how much."""

from collections.abc import Sequence
from enum import StrEnum

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, Forbidden, Wrong
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.kinds import is_for_all, kind_of
from neighbourhood.funding.models.gifts import Fund, Pledge, PledgeStatus
from neighbourhood.funding.models.provider import CaseKind, MoneyCase
from neighbourhood.funding.queries import leaving, pledges, transfers
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.kinds import AT_CLOSING, AtClosing
from neighbourhood.residents.models.residents import Resident

SMALLEST_CENTS = 100
LEAST_OF_VISITORS = 200_00
# Gifts of one account that may be kept at once while they are paid.
MOST_UNPAID = 10


class AlreadyFunded(DomainError):
    """Nothing is missing, or others are paying the rest right now."""

    sentence = _l(
        "Il ne manque plus rien pour l’instant : d’autres voisins sont en train de donner. Merci !"
    )


class TooMuch(Wrong):
    """More than what is missing."""

    sentence = _l("C’est plus que ce qui manque. Donnez %(remaining)s au plus.")


class TooLittle(Wrong):
    """Less than what the payment itself costs."""

    sentence = _l("Donnez 1 € au moins : en dessous, le paiement coûterait plus que le don.")


class TooMuchUnpaid(Wrong):
    """More than what promises of people without an account may keep from others."""

    sentence = _l(
        "Sans compte, on peut donner %(most)s au plus en ce moment : une promesse ne doit empêcher "
        "personne de donner. Donnez moins, ou revenez dans 20 minutes."
    )


class TooMuchUnproved(TooMuchUnpaid):
    """The same for an account whose address nobody has proved: an account alone costs nothing."""

    sentence = _l(
        "Sans adresse prouvée, on peut donner %(most)s au plus en ce moment : une promesse ne doit "
        "empêcher personne de donner. Donnez moins, ou revenez dans 20 minutes."
    )


class TooManyUnpaid(DomainError):
    """Many gifts of one account are kept and not paid: what waits keeps others from giving."""

    sentence = _l("Dix dons attendent déjà que vous les payiez. Payez, ou revenez dans 20 minutes.")


class LeavesCrumbs(Wrong):
    """What would be missing afterwards is too little for anyone to give."""

    sentence = _l("Il resterait moins de 1 €. Donnez un peu moins, ou tout ce qui manque.")


class NoNameToShow(Wrong):
    """A visitor wants their name to be read, and gave none."""

    sentence = _l("Écrivez le nom à montrer, ou gardez votre don secret.")


class CeilingTooLow(DomainError):
    """A fund would ask for less than what it received, or than what is being paid."""

    sentence = _l(
        "Ce montant est trop bas : des voisins ont déjà donné plus, sont en train de payer, "
        "ou il manquerait moins de 1 €."
    )


class TooLateForAPrice(DomainError):
    """The collection has ended for good."""

    sentence = _l("La collecte est terminée : le montant ne change plus.")


class CaseClosed(DomainError):
    """Somebody else has dealt with it meanwhile."""

    sentence = _l(
        "Quelqu’un a déjà fermé ce dossier. Rechargez la page pour lire ce qui est écrit."
    )


class YourOwnGift(Forbidden):
    """Whoever looks after the site would decide about money of their own."""

    code = "your_own_gift"
    sentence = _l("Ce don est le vôtre : une autre personne qui administre le site doit décider.")


class PaymentUnderWay(DomainError):
    """Whoever closes their account is paying for a gift in another window."""

    sentence = _l(
        "Vous êtes en train de payer un don. Finissez ce paiement, ou attendez "
        "20 minutes : la réservation prend fin toute seule."
    )


class TransferUnderWay(DomainError):
    """Whoever closes their account announced a transfer that has not come yet."""

    sentence = _l(
        "Nous attendons un virement de votre part. Attendez qu’il arrive, ou dites dans "
        "« Mes dons » que vous ne le ferez pas."
    )


class Decision(StrEnum):
    """What a person may do about a payment."""

    NOTHING = "nothing"
    GIVE_BACK = "give back"
    TRY_AGAIN = "try again"
    BY_HAND = "by hand"
    SENT_BY_BANK = "sent by bank"
    SECOND_BACK = "second back"
    KEEP_BOTH = "keep both"


def decisions_for(case: MoneyCase) -> Sequence[Decision]:
    """Return what may be decided now; money that is stuck may not be forgotten."""
    if case.pledge.is_stuck and case.pledge.is_by_transfer:
        return (Decision.SENT_BY_BANK,)
    if case.pledge.is_stuck:
        return Decision.TRY_AGAIN, Decision.BY_HAND
    if case.kind is CaseKind.PAID_AGAIN and may_be_kept(case.pledge):
        return Decision.SECOND_BACK, Decision.KEEP_BOTH
    if case.pledge.is_settled:
        return Decision.NOTHING, Decision.GIVE_BACK
    return (Decision.NOTHING,)


def may_be_kept(second: Pledge) -> bool:
    """Whether a second payment that is to go back could count, beside all that is being paid."""
    if not second.is_owed_back or second.payment is None or not second.fund.takes_gifts:
        return False
    room = pledges.remaining_cents(second.fund)
    return refusal_of(second.payment.paid_cents, room) is None


def may_decide(actor: Actor) -> bool:
    """Those who look after the whole site, in their own name."""
    return actor.is_oneself and bool(actor.resident.is_administrator)


def takes_gifts_of(actor: Actor, fund: Fund) -> bool:
    """Allow everybody with an account that no measure holds back, while money is asked for.

    A gift needs no address. Money is nobody else’s business: no mandate lets an agent give.
    """
    return actor.is_oneself and actor.resident.has_free_hands and fund.takes_gifts


def may_give(actor: Actor, fund: Fund) -> bool:
    """Allow neighbours whom the owner of the fund lets give, and everybody to what is for all."""
    if not takes_gifts_of(actor, fund):
        return False
    return (actor.is_verified and kind_of(fund).may_give(actor, fund)) or is_for_all(fund)


def why_not(actor: Actor) -> DomainError | type[DomainError]:
    """Return why somebody may not give: what they lack, else that nothing is asked for."""
    return actor.resident.refusal_to_write or AlreadyFunded


def refusal_of(amount_cents: int, remaining_cents: int) -> DomainError | None:
    """Return why `amount_cents` cannot be promised when `remaining_cents` is missing."""
    if remaining_cents <= 0:
        return AlreadyFunded()
    if amount_cents < min(SMALLEST_CENTS, remaining_cents):
        return TooLittle()
    if amount_cents > remaining_cents:
        return TooMuch(remaining=euros(remaining_cents))
    if 0 < remaining_cents - amount_cents < SMALLEST_CENTS:
        return LeavesCrumbs()
    return None


def nearest_cents(amount_cents: int, remaining_cents: int) -> int:
    """Return what can be promised that is nearest below `amount_cents`, else above; 0: nothing."""
    tries = (
        min(amount_cents, remaining_cents),
        min(amount_cents, remaining_cents - SMALLEST_CENTS),
        remaining_cents,
    )
    return next((cents for cents in tries if refusal_of(cents, remaining_cents) is None), 0)


def visitors_room(remaining_cents: int, kept_cents: int) -> int:
    """Return what one more visitor may promise, when others like them keep `kept_cents` to pay.

    A promise without an account, or without a proved address, costs nothing: together they never
    keep more than half of what is missing, but for small sums.
    """
    missing = remaining_cents + kept_cents
    return max(0, max(LEAST_OF_VISITORS, missing // 2) - kept_cents)


def may_end_at(ceiling_cents: int, expected_cents: int) -> bool:
    """Whether a fund that expects so much may ask for `ceiling_cents`: no crumbs are left."""
    missing = ceiling_cents - expected_cents
    return ceiling_cents > 0 and (missing == 0 or missing >= SMALLEST_CENTS)


def is_live(pledge: Pledge) -> bool:
    """Its part of the fund is kept for it while the neighbour pays."""
    return pledge.status is PledgeStatus.RESERVED and pledge.reserved_until > now()


def _pays_now(resident: Resident) -> list[DomainError]:
    if transfers.number_awaited(resident.id):
        return [TransferUnderWay()]
    return [PaymentUnderWay()] if leaving.is_paying(resident.id) else []


def _goes_back(resident: Resident) -> list[str]:
    cents = leaving.cents_going_back(resident.id)
    amount = euros(cents)
    said = gettext(
        "Les %(amount)s que nous vous rendons iront sur votre carte, ou sur le compte d’où venait "
        "votre virement.",
        amount=amount,
    )
    return [said] if cents else []


AT_CLOSING.declare(AtClosing(code="gifts", hinders=_pays_now, ends=_goes_back))
