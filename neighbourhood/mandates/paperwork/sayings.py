"""What both papers say: who, where, and how a mandate is stopped."""

from flask_babel import gettext

from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.web.links import link
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.queries.codes import stop_code_of
from neighbourhood.places.models import Address
from neighbourhood.residents.models.residents import Resident


def town_of(address: Address | None) -> str:
    """Return the name of the town whose hall keeps the paper."""
    if address is None:
        return ""
    return address.quartier.municipality.name if address.quartier else address.town


def door_of(address: Address) -> tuple[str, str]:
    """Return the two lines of an envelope that tell the door."""
    street = (str(address.number), address.suffix, address.street)
    return " ".join(filter(None, street)), f"{address.postcode} {address.town.upper()}"


def who_acts(mandate: Mandate) -> str:
    """Return who acts, in full for the person they act for; or the organisation."""
    return mandate.organisation or ", ".join(held.agent.full_name for held in mandate.agents)


def who_signs(mandate: Mandate) -> str:
    """Return who acts, as everybody reads it under what they do."""
    return mandate.organisation or ", ".join(held.agent.public_name for held in mandate.agents)


def who_did(mandate: Mandate, agent: Resident) -> str:
    """Return who acted that day: of an organisation, the person too."""
    if mandate.partner is None:
        return agent.full_name
    return f"{agent.full_name} ({mandate.partner.name})"


def reference_of(mandate: Mandate) -> str:
    """Return the number of a mandate as it is printed, on a line of its own."""
    return codes.spell(mandate.reference)


def unbroken(spelled: str) -> str:
    """Return a number that no line breaks in two, for the middle of a sentence."""
    return spelled.replace("-", "\N{NON-BREAKING HYPHEN}")


def stop_code(mandate: Mandate) -> str:
    """Return the code that stops, as it is printed."""
    return codes.spell(stop_code_of(mandate))


def stop_scan(mandate: Mandate) -> str:
    """Return what the square holds: after the # nothing is sent to a server."""
    where = link("mandates.stop_mandate", reference=mandate.reference)
    return f"{where}#{stop_code(mandate)}"


def how_to_stop(mandate: Mandate, town: str) -> tuple[str, ...]:
    """Return the ways to stop, the simplest first."""
    return (
        gettext(
            "Passez à l’accueil de la mairie de %(town)s, ou faites-y passer quelqu’un avec cette "
            "feuille. Il n’y a rien à expliquer.",
            town=town,
        ),
        gettext(
            "Ou bien, sur Internet : ouvrez %(url)s, ou photographiez le carré avec un téléphone. "
            "Tapez la référence %(reference)s et le code ci-dessus. N’importe qui peut le faire "
            "pour vous, sans compte.",
            url=link("mandates.stop_mandate"),
            reference=unbroken(reference_of(mandate)),
        ),
    )
