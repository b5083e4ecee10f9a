"""The words of letters."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import force_locale, gettext

from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.links import link
from neighbourhood.foundation.words.dates import say_date
from neighbourhood.places import halls
from neighbourhood.places.models import Address
from verification.models.claims import AddressClaim
from verification.models.letters import HOUSEHOLD_ACCOUNTS, LetterCode
from verification.queries import letters


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of one letter, in the language of its reader."""

    language: str
    name: str
    street: str
    town: str
    sender: str
    date: str
    title: str
    opening: str
    steps: tuple[str, ...]
    about: str
    wrong_title: str
    wrong: str
    code: str
    scan: str
    back_to: str = ""
    contact: str = ""
    around: str = ""
    # Whose logo stands on it.
    town_id: int | None = None


def compose(letter: LetterCode) -> Letter:
    """Write `letter`; this is where the code is read, to be printed and nowhere else."""
    claim = letter.claim
    code = codes.spell(letters.code_in(letter))
    enter = link("verification.enter_code")
    with force_locale(claim.resident.language):
        return Letter(
            language=claim.resident.language,
            name=claim.resident.full_name,
            **_envelope(claim.address),
            around=claim.around,
            title=gettext("Votre code pour rejoindre vos voisins"),
            opening=gettext(
                "Bonjour %(name)s, vous avez demandé à rejoindre Palier à cette adresse. Cette "
                "lettre prouve que vous habitez bien ici : il ne reste qu’à entrer ce code.",
                name=claim.resident.full_name,
            ),
            steps=_steps(letter, enter),
            about=gettext(
                "Palier est le réseau d’entraide de votre quartier : demander ou offrir un coup "
                "de main, prêter un objet, partager un repas. C’est gratuit. Gardez ce code pour "
                "vous : personne ne vous le demandera au téléphone."
            ),
            wrong_title=gettext("Ce n’était pas vous ?"),
            wrong=_wrong(claim),
            code=code,
            # After the # nothing is sent to a server, hence nothing is written in its journals.
            scan=f"{enter}#{code}",
        )


def names_on(letter: LetterCode) -> tuple[str, ...]:
    """Return what a letter bears that people wrote: whether it can be printed hangs on that."""
    claim = letter.claim
    address = claim.address
    return claim.resident.full_name, claim.around, street_line(address), address.town


def _steps(letter: LetterCode, enter: str) -> tuple[str, ...]:
    return (
        gettext("Ouvrez %(url)s, ou photographiez le carré avec votre téléphone.", url=enter),
        gettext("Connectez-vous avec l’adresse e-mail et le mot de passe de votre compte."),
        gettext(
            "Tapez le code. Il est valable jusqu’au %(day)s.",
            day=say_date(letter.expires_at),
        ),
    )


def _wrong(claim: AddressClaim) -> str:
    said = gettext(
        "Si vous n’avez rien demandé, ou si personne de ce nom n’habite ici, dites-le sur %(url)s "
        "avec la référence %(reference)s, ou rapportez cette lettre à l’accueil de la mairie. "
        "Il ne vous sera rien demandé d’autre.",
        url=link("verification.not_me"),
        # A dash at which no line is broken.
        reference=codes.spell(claim.reference).replace("-", "\N{NON-BREAKING HYPHEN}"),
    )
    return str(said)


def _envelope(address: Address) -> dict[str, Any]:
    hall = address.quartier.municipality if address.quartier else None
    return {
        "town_id": hall.id if hall else None,
        "back_to": halls.say_address(hall),
        "contact": halls.say_contact(hall),
        "street": street_line(address),
        "town": f"{address.postcode} {address.town.upper()}",
        "sender": gettext("Ville de %(town)s", town=_town(address)),
        "date": gettext("%(town)s, le %(day)s", town=_town(address), day=say_date(now())),
    }


def _town(address: Address) -> str:
    return address.quartier.municipality.name if address.quartier else address.town


def street_line(address: Address) -> str:
    """Return the line of an envelope that tells the door."""
    return " ".join(part for part in (str(address.number), address.suffix, address.street) if part)


def compose_for_household(address: Address, until: datetime, code: str) -> Letter:
    """Write to whoever lives at an address; it says nothing of who does."""
    spelled = codes.spell(code)
    enter = link("verification.enter_code")
    return Letter(
        language="fr",
        name=gettext("Aux habitants"),
        **_envelope(address),
        title=gettext("Le code de votre foyer pour rejoindre vos voisins"),
        opening=gettext(
            "Bonjour, Palier ouvre dans votre quartier. Ce code prouve que vous habitez ici : "
            "il sert à toutes les personnes de cette adresse, %(count)s au plus. "
            "Ne le donnez à personne d’autre.",
            count=HOUSEHOLD_ACCOUNTS,
        ),
        steps=_household_steps(until),
        about=gettext(
            "Palier est le réseau d’entraide de votre quartier : demander ou offrir un coup "
            "de main, prêter un objet, partager un repas. C’est gratuit, et rien n’est obligatoire."
        ),
        wrong_title=gettext("Cela ne vous intéresse pas ?"),
        wrong=gettext(
            "Jetez cette lettre : sans elle, le code ne sert à personne. Elle est envoyée à toutes "
            "les adresses du quartier, sans savoir qui y habite."
        ),
        code=spelled,
        scan=f"{enter}#{spelled}",
    )


def _household_steps(until: datetime) -> tuple[str, ...]:
    return (
        gettext("Ouvrez %(url)s et créez un compte.", url=link("feed.home")),
        gettext("Choisissez votre adresse, puis « Avec le code de mon foyer »."),
        gettext("Tapez le code. Il est valable jusqu’au %(day)s.", day=say_date(until)),
    )
