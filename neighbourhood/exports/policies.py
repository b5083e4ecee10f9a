"""Who may ask for a file about many people, and who agrees."""

from flask_babel import lazy_gettext as _l

from neighbourhood.exports.models import Export
from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.staff import works_for_town
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.housemates import is_of_one_home


class NotOfTheTown(Forbidden):
    """Those who run the site are no colleagues of a town."""

    sentence = _l(
        "Seules les personnes qui administrent le site pour cette commune demandent ses fichiers, "
        "ou les accordent."
    )


class NeedsAnother(Forbidden):
    """Nobody agrees to what they, or somebody of their own address, asked for."""

    sentence = _l(
        "Une autre personne de votre commune doit répondre : ni vous, ni quelqu’un de la même "
        "adresse."
    )


class NoColleague(DomainError):
    """A town with one administrator has nobody to agree."""

    sentence = _l(
        "Il faut une deuxième personne qui administre le site pour votre commune, qui n’habite pas "
        "à votre adresse, et qui a prouvé la sienne ou son identité. Donnez d’abord ce rôle à une "
        "collègue ou un collègue."
    )


class ExportClosed(DomainError):
    """It was answered meanwhile, or waited too long."""

    sentence = _l("Ce fichier n’attend plus de réponse. Rechargez la page pour voir où il en est.")


class AskedAlready(DomainError):
    """One of a kind at a time."""

    sentence = _l("Vous avez déjà demandé ce fichier. Il attend une réponse, ou se prépare.")


class AskerLeft(Forbidden):
    """Between the day it was asked for and the hour it is made, who asked lost the right to it."""

    sentence = _l(
        "La personne qui l’a demandé n’administre plus le site pour cette commune : le fichier "
        "n’est pas fait."
    )


class WipedAlready(DomainError):
    """A day is over."""

    status = 410
    sentence = _l("Ce fichier n’est plus là : il est gardé 24 heures. Demandez-en un autre.")


def administers(actor: Actor, municipality_id: int) -> bool:
    """Only those who run the site for the town itself, in their own name."""
    works = works_for_town(actor.resident, municipality_id, StaffRole.ADMINISTER)
    return actor.is_oneself and works


def still_asks(export: Export) -> bool:
    """Whoever asked is there, and runs the site for the town as when they asked."""
    asker = export.asked_by
    if asker is None or not asker.is_active or asker.refusal_by_measure is not None:
        return False
    return works_for_town(asker, export.municipality_id, StaffRole.ADMINISTER)


def is_another(actor: Actor, export: Export) -> bool:
    """Somebody else than who asked, who does not live at their address."""
    asker_id = export.asked_by_id
    return asker_id is not None and not is_of_one_home(actor.resident, {asker_id})
