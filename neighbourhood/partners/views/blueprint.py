"""The blueprint, and the words its pages have in common."""

from flask import Blueprint

from neighbourhood.partners import kinds, siret

bp = Blueprint("partners", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """Name the kinds of partner, the roles of staff, and where things stand."""
    return {
        "PARTNER_KINDS": kinds.PARTNER_WORDS,
        "STAFF_ROLES": kinds.ROLE_WORDS,
        "ROLE_CHOICES": kinds.ROLE_CHOICES,
        "APPLICATION_STATUSES": kinds.STATUS_WORDS,
        "STANDINGS": kinds.STANDING_WORDS,
        "spaced": siret.spaced,
    }
