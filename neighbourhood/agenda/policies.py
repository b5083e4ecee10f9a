"""Who may take a calendar along, and who brings one in; what is seen in them is for queries."""

from flask_babel import lazy_gettext as _l

from neighbourhood.agenda.models.addresses import MOST_ADDRESSES
from neighbourhood.agenda.models.outside import MOST_CALENDARS, OutsideCalendar
from neighbourhood.agenda.queries import addresses, outside
from neighbourhood.foundation.errors import DomainError
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.policies.staffing import has_role
from neighbourhood.residents.acting import Actor


class EnoughAddresses(DomainError):
    """Nobody needs so many addresses."""

    sentence = _l(
        "Vous avez déjà six calendriers. Supprimez-en un qui ne sert plus, puis recommencez."
    )


class EnoughCalendars(DomainError):
    """A partner reads a few calendars, no more."""

    sentence = _l("Vous suivez déjà cinq calendriers. Arrêtez-en un, puis recommencez.")


class KnownAlready(DomainError):
    """A partner has a calendar of this address."""

    sentence = _l("Vous avez déjà un calendrier à cette adresse : il est dans la liste.")


def may_have_addresses(actor: Actor) -> bool:
    """Allow neighbours, for themselves alone: a secret address is nobody else’s to make."""
    return actor.is_oneself and addresses.may_be_shown(actor.resident)


def has_room(actor: Actor) -> bool:
    """Tell whether somebody may have another address."""
    standing = [one for one in addresses.of(actor.id) if one.revoked_at is None]
    return len(standing) < MOST_ADDRESSES


def may_follow(actor: Actor, partner: Partner) -> bool:
    """Allow those who publish in the name of a partner."""
    return has_role(actor.resident, partner, StaffRole.PUBLISH)


def has_calendars_left(partner: Partner) -> bool:
    """Tell whether a partner may follow another calendar."""
    standing = [one for one in outside.calendars_of(partner) if one.is_followed]
    return len(standing) < MOST_CALENDARS


def may_stop(actor: Actor, calendar: OutsideCalendar) -> bool:
    """Allow those who publish in its name, while it is followed."""
    return calendar.is_followed and may_follow(actor, calendar.partner)


def may_follow_again(actor: Actor, calendar: OutsideCalendar) -> bool:
    """Allow the same people, once it is stopped."""
    return calendar.is_stopped and may_follow(actor, calendar.partner)
