"""Who may have which role in an organisation, and who gives it."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.partners.models import (
    Partner,
    PartnerKind,
    StaffInvitation,
    StaffRole,
)
from neighbourhood.partners.queries.staff import managers, roles, staff_of
from neighbourhood.residents.kinds import AT_CLOSING, AtClosing
from neighbourhood.residents.models.residents import Resident


class LastManager(DomainError):
    """Nobody would be left to look after the staff."""

    sentence = _l(
        "C’est la dernière personne qui gère l’équipe. Confiez d’abord ce rôle à quelqu’un d’autre."
    )


class ManagesAlone(DomainError):
    """The team of an organisation would be left without anybody to look after it."""

    sentence = _l(
        "Personne d’autre ne gère l’équipe de %(partner)s. Confiez d’abord ce rôle à quelqu’un "
        "d’autre, puis fermez votre compte."
    )


class NotForOneself(Forbidden):
    """A manager would widen what she may do herself."""

    code = "not_for_oneself"
    sentence = _l(
        "On ne se donne pas un rôle à soi-même : demandez-le à une autre personne qui gère "
        "l’équipe, ou invitez-en une."
    )


class ForAnotherMailbox(Forbidden):
    """The account was not the one invited."""

    sentence = _l(
        "Cette invitation est pour une autre adresse e-mail. Connectez-vous avec le compte de "
        "l’adresse où vous l’avez reçue, ou ouvrez-en un."
    )


class NotAccredited(DomainError):
    """A suspended organisation names nobody."""

    sentence = _l("Cet organisme n’est pas accrédité en ce moment : personne n’y reçoit de rôle.")


class RoleNotHere(DomainError):
    """An organisation of this kind does not hand that role out."""

    sentence = _l("Cet organisme ne confie pas ce rôle : ce n’est pas son métier.")


class MailboxFirst(DomainError):
    """The account is closed, or its mailbox never answered."""

    sentence = _l(
        "Ce compte n’a pas confirmé son adresse e-mail, ou il est fermé : il ne peut pas avoir de "
        "rôle."
    )


_CITY = frozenset({PartnerKind.CITY_SERVICE})
_OF_THE_TOWN = (StaffRole.VERIFY, StaffRole.MODERATE, StaffRole.ADMINISTER)
_ACCOMPANIES = _CITY | {PartnerKind.ASSOCIATION, PartnerKind.SOCIAL_FIRM}


def has_role(resident: Resident, partner: Partner, role: StaffRole) -> bool:
    """`resident` holds `role` in `partner`, and the partner is accredited."""
    return partner.accredited_at is not None and role in roles(resident, partner)


def roles_in(kind: PartnerKind) -> tuple[StaffRole, ...]:
    """Return what a manager may hand out.

    Only a city service checks where people live, and runs the site for its town. Those whose trade
    is to accompany act for people: associations, social firms, services of the city. A company
    would speak for its own customers, a university for those it studies.
    """
    kept = {**dict.fromkeys(_OF_THE_TOWN, _CITY), StaffRole.ACCOMPANY: _ACCOMPANIES}
    return tuple(role for role in StaffRole if kind in kept.get(role, PartnerKind))


def heavy_roles(kind: PartnerKind) -> frozenset[StaffRole]:
    """Return the roles that open what is private of a whole town, and the one that gives them.

    They are given with the password, and every other manager is told.
    """
    return frozenset({*_OF_THE_TOWN, StaffRole.MANAGE} if kind in _CITY else ())


def may_widen(giver_id: int, colleague: Resident, partner: Partner, more: set[StaffRole]) -> bool:
    """Allow more roles to others, never to oneself.

    But for what a team does every day, where nobody else is there to give it.
    """
    if not more or giver_id != colleague.id:
        return True
    alone = managers(partner.id) == {colleague.id}
    return alone and partner.kind not in _CITY and not more & heavy_roles(partner.kind)


def refusal_to_name(
    resident: Resident, partner: Partner, role: StaffRole
) -> type[DomainError] | None:
    """Return why `resident` cannot have `role` in `partner`, None when they can."""
    if partner.accredited_at is None:
        return NotAccredited
    if role not in roles_in(partner.kind):
        return RoleNotHere
    confirmed = resident.is_active and resident.email_confirmed_at is not None
    return None if confirmed else MailboxFirst


def is_invited(resident: Resident, invitation: StaffInvitation) -> bool:
    """Recognise the account that confirmed the mailbox the invitation went to."""
    return resident.email_confirmed_at is not None and resident.email == invitation.email


def _manages_alone(resident: Resident) -> list[DomainError]:
    # Whoever is excluded hands nothing over any more.
    managed = staff_of(resident, StaffRole.MANAGE) if resident.excluded_at is None else []
    alone = [one for one in managed if managers(one.id) <= {resident.id}]
    return [ManagesAlone(partner=one.name) for one in alone]


AT_CLOSING.declare(AtClosing(code="partners", hinders=_manages_alone))
