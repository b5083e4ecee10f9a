"""Who may give to a package, and what a catalogue refuses."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import Wrong
from neighbourhood.foundation.storing.switched_off import codes_in
from neighbourhood.funding.policies import SMALLEST_CENTS
from neighbourhood.needs.policies import NEEDS, NEEDS_FOR_ALL
from neighbourhood.packages.models import SIZES, Package, Part
from neighbourhood.residents.acting import Actor

# The code of the switch under which packages are read and given to.
PACKAGES = "packages"


class NoPrice(Wrong):
    """A part of a price that is not there."""

    sentence = _l("Sans prix, on ne donne ni moitié ni quart : gardez seulement « montant libre ».")


class NoKind(Wrong):
    """A package whose gifts would go nowhere."""

    sentence = _l("Choisissez au moins une sorte de besoin : c’est là que vont les dons.")


class NoPart(Wrong):
    """A package to which nobody could give anything."""

    sentence = _l("Choisissez au moins une façon de donner.")


def concerns(actor: Actor, package: Package) -> bool:
    """Neighbours of its town, while the town offers it."""
    quartier = actor.quartier
    return (
        package.is_offered
        and quartier is not None
        and quartier.municipality_id == package.municipality_id
        and PACKAGES not in actor.resident.switched_off
    )


def is_offered_to_all(package: Package) -> bool:
    """Whether everybody may give, account or none: its town is open, and puts nothing off."""
    town = package.municipality
    closed = {PACKAGES, NEEDS, NEEDS_FOR_ALL}
    return package.is_offered and town.is_open and codes_in(town.id).isdisjoint(closed)


def cents_of(price_cents: int, part: Part) -> int:
    """Return how much a part of a price is, in whole cents, never less than one may give."""
    exact = price_cents * SIZES[part]
    return max(-(-exact.numerator // exact.denominator), SMALLEST_CENTS)
