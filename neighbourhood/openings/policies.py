"""What this slice refuses, and when a town and its quartiers may open."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.places.models import Municipality, Quartier


class TownThere(DomainError):
    """Another town bears this INSEE code: it is here already."""

    sentence = _l("Cette commune est déjà là : ouvrez-la dans la liste.")


class FileMovedOn(DomainError):
    """The file was taken, dropped or tried anew in the meantime."""

    sentence = _l("Ce fichier n’attend plus : il a été importé ou abandonné entre-temps.")


class TownIncomplete(DomainError):
    """Something is missing before a town opens."""

    sentence = _l("La commune n’est pas complète : finissez d’abord ce qui manque.")


class AlreadyOpen(DomainError):
    """The quartier is open: nobody waits for it any more."""

    sentence = _l("Ce quartier est déjà ouvert : prouvez votre adresse pour y entrer.")


class ServiceThere(DomainError):
    """The town has its service, or is open: others are accredited by two administrators."""

    sentence = _l("Cette commune a déjà son service. Il invite lui-même son équipe.")


def opens_at(quartier: Quartier, waiting: int) -> bool:
    """Tell whether so many neighbours open a quartier: its town must be open."""
    town = quartier.municipality
    return not quartier.is_open and town.is_open and waiting >= town.opening_number


def missing(quartier: Quartier, waiting: int) -> int:
    """Return how many neighbours are missing."""
    return max(0, quartier.municipality.opening_number - waiting)


def may_found_service(town: Municipality, services: int) -> bool:
    """Tell whether one administrator alone may name the first service of a town.

    Nobody lives in it yet; once it is open, two administrators accredit.
    """
    return not town.is_open and services == 0
