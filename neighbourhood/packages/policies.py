"""Who may give to a package, and what a catalogue refuses."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import Missing, Wrong
from neighbourhood.foundation.storing.switched_off import codes_in
from neighbourhood.funding.policies import SMALLEST_CENTS
from neighbourhood.needs.policies import NEEDS, NEEDS_FOR_ALL
from neighbourhood.packages.models import SIZES, Package, Part
from neighbourhood.residents.acting import Actor

# The code of the switch under which packages are read and given to.
PACKAGES = "packages"
EURO = 100


class NoPrice(Wrong):
    """A part of a price that is not there."""

    sentence = _l("Sans prix, on ne donne ni moitié ni quart : gardez seulement « montant libre ».")


class NoKind(Wrong):
    """A package whose gifts would go nowhere."""

    sentence = _l("Choisissez au moins une sorte de besoin : c’est là que vont les dons.")


class NoPart(Wrong):
    """A package to which nobody could give anything."""

    sentence = _l("Choisissez au moins une façon de donner.")


class OfferedNoMore(Missing):
    """The town has withdrawn a package: what was given to it still goes to needs."""

    status = 410
    sentence = _l("Cette formule n’est plus proposée.")


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
    """Return how much a part of a price is: rounded up to the euro, the whole price as it is."""
    if part is Part.WHOLE:
        return price_cents
    exact = price_cents * SIZES[part] / EURO
    return max(-(-exact.numerator // exact.denominator) * EURO, SMALLEST_CENTS)


def amounts_of(package: Package) -> list[int]:
    """Return the parts of its price that one may give to a package, in cents, the smallest first.

    A part that is rounded up to another one, or beyond the price, is told once.
    """
    if package.price_cents is None:
        return []
    sizes = [Part(part) for part in package.parts if part != Part.FREE]
    return sorted({min(cents_of(package.price_cents, size), package.price_cents) for size in sizes})
