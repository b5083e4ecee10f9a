"""Where a gift stands, and where its money is, in words."""

from collections.abc import Mapping, Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.funding.ledger import Facts
from neighbourhood.funding.models.gifts import Pledge, PledgeStatus
from neighbourhood.funding.queries import provider

STATE_WORDS: Mapping[PledgeStatus, LazyString] = {
    PledgeStatus.RESERVED: _l("pas payé"),
    PledgeStatus.EXPIRED: _l("pas payé"),
    PledgeStatus.CANCELLED: _l("pas payé"),
    PledgeStatus.SETTLED: _l("reçu"),
    PledgeStatus.OWED_BACK: _l("vous sera rendu"),
    PledgeStatus.RETURNING: _l("en route vers votre compte"),
    PledgeStatus.STUCK: _l("le remboursement n’est pas arrivé : une personne s’en occupe"),
    PledgeStatus.REFUNDED: _l("rendu"),
    PledgeStatus.DISPUTED: _l("contesté : votre banque retient l’argent"),
    PledgeStatus.TAKEN_BACK: _l("repris par votre banque"),
}

# The same for the person at the desk, who gave nothing and whose bank it is not.
DESK_WORDS: Mapping[PledgeStatus, LazyString] = {
    **STATE_WORDS,
    PledgeStatus.OWED_BACK: _l("à rendre à la personne"),
    PledgeStatus.RETURNING: _l("en route vers le compte de la personne"),
    PledgeStatus.STUCK: _l("le remboursement n’est pas arrivé : à vous de décider"),
    PledgeStatus.DISPUTED: _l("contesté : la banque de la personne retient l’argent"),
    PledgeStatus.TAKEN_BACK: _l("repris par la banque de la personne"),
}

# What came by transfer goes back by one, which a person sends.
BY_BANK = _l("vous sera rendu par virement : une personne s’en occupe")
BY_BANK_AT_DESK = _l("venu par virement, à rendre par virement : à vous de le faire")

# A bank may ask before it takes anything: the money is there.
ONLY_ASKED = _l("votre banque pose une question : elle n’a rien repris")
ONLY_ASKED_AT_DESK = _l("la banque de la personne pose une question : elle n’a rien repris")


def state_of(pledge: Pledge) -> LazyString:
    """Say to whoever gave where their gift stands."""
    if pledge.is_stuck and pledge.is_by_transfer:
        return BY_BANK
    return ONLY_ASKED if is_only_asked(pledge) else STATE_WORDS[pledge.status]


def state_at_desk(pledge: Pledge) -> LazyString:
    """Say the same to the person at the desk."""
    if pledge.is_stuck and pledge.is_by_transfer:
        return BY_BANK_AT_DESK
    return ONLY_ASKED_AT_DESK if is_only_asked(pledge) else DESK_WORDS[pledge.status]


def is_only_asked(pledge: Pledge) -> bool:
    """Whether a bank asks about a gift and has taken nothing."""
    if not pledge.is_disputed or pledge.payment is None:
        return False
    return provider.facts_of(pledge.payment).withheld == 0


def parts_of(facts: Facts, counts: LazyString) -> Sequence[tuple[LazyString, int]]:
    """Say to a donor where each part of a gift is, once it is not all in one place.

    `counts` says of what still counts for what it was given for.
    """
    held = min(facts.withheld, facts.still_counted)
    parts = (
        (counts, facts.still_counted - held),
        (_l("Retenu par votre banque tant qu’elle n’a pas décidé"), held),
        (_l("Rendu"), facts.returned),
        (_l("En route vers votre compte"), facts.pending),
        (_l("Vous sera rendu"), facts.owed),
        (_l("Repris par votre banque"), facts.lost),
    )
    there = [(word, cents) for word, cents in parts if cents]
    return there if len(there) > 1 else ()


def beyond(facts: Facts) -> tuple[int, int, int]:
    """Return what went back, what was paid, and how much more than that went back."""
    return facts.paid - facts.left, facts.paid, max(-facts.left, 0)
