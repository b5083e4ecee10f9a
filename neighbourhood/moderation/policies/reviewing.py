"""Who helps to review, and what of: an opinion decides nothing."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.reviewers import Reviewer
from neighbourhood.moderation.policies.reporting import may_handle, moderates
from neighbourhood.moderation.queries import decisions, reviews
from neighbourhood.partners.models import PartnerKind
from neighbourhood.partners.queries.staff import staff_of
from neighbourhood.residents.models.residents import Resident


class CannotReview(DomainError):
    """No account, or one that may not help."""

    sentence = _l(
        "Aucun compte ne convient à cette adresse. Il faut quelqu’un qui a prouvé son adresse dans "
        "la commune, sans mesure, qui ne travaille pas pour la ville et n’aide pas déjà."
    )


class NotForNeighbours(DomainError):
    """A case that only those who moderate read."""

    sentence = _l(
        "Ce dossier n’est pas montré à des voisins : la règle est urgente, ou ce n’est pas publié."
    )


class ReviewedAlready(DomainError):
    """The case was decided, or a measure is proposed."""

    sentence = _l("On a décidé entre-temps : votre avis ne peut plus changer. Merci quand même.")


class AnsweredReview(DomainError):
    """One said yes or no before, or it was taken back."""

    sentence = _l("Vous avez déjà répondu, ou la demande n’existe plus. Rien d’autre à faire.")


def may_help(resident: Resident, municipality_id: int) -> bool:
    """Allow a verified resident of the town, under no measure, who does not work for the city."""
    works_for_the_city = any(
        partner.kind is PartnerKind.CITY_SERVICE and partner.municipality_id == municipality_id
        for partner in staff_of(resident)
    )
    return (
        resident.is_active
        and resident.is_verified
        and resident.quartier is not None
        and resident.quartier.municipality_id == municipality_id
        and not works_for_the_city
        and not moderates(resident, municipality_id)
    )


def may_be_named(resident: Resident | None, municipality_id: int) -> bool:
    """Allow whoever may help and was not asked already."""
    return (
        resident is not None
        and may_help(resident, municipality_id)
        and reviews.standing_of(resident) is None
    )


def serves(resident: Resident, reviewer: Reviewer | None) -> bool:
    """Tell whether `resident` said yes, and may still help."""
    return (
        reviewer is not None
        and reviewer.is_serving
        and may_help(resident, reviewer.municipality_id)
    )


def may_share(resident: Resident, case: Case) -> bool:
    """Allow who handles a case to show it to neighbours, once, where it is fit for them."""
    return (
        case.shared_at is None
        and may_handle(resident, case)
        and decisions.proposed(case) is None
        and reviews.holds(case, reviews.is_fit_for_neighbours())
    )


def may_review(resident: Resident, case: Case) -> bool:
    """Allow a neighbour of trust to read a case that is shown to them, and to think about it."""
    helps = serves(resident, reviews.standing_of(resident))
    return helps and reviews.holds(case, reviews.is_reviewed_by(resident))


def may_think(resident: Resident, case: Case) -> bool:
    """Allow it while nobody decided, nor proposed a measure."""
    return decisions.proposed(case) is None and may_review(resident, case)
