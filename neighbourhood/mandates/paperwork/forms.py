"""The words of a form: a sheet to sign for the town hall, a sheet to keep at home."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import get_locale, gettext

from neighbourhood.foundation.words.dates import say_date
from neighbourhood.mandates.kinds import DURATIONS, known_scopes
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.paperwork import sayings
from neighbourhood.places import halls
from neighbourhood.places.models import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What both sheets bear at the top, and what neither lets the agents do."""

    language: str
    sender: str
    number: str
    reference: str
    never_title: str
    never: tuple[str, ...]
    back_to: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetToSign:
    """What the principal agrees to; the town hall keeps it."""

    title: str
    principal: str
    door: str
    lets: str
    agent: str
    colleagues: str
    may: str
    scopes: tuple[tuple[str, bool], ...]
    until: str
    know_title: str
    know: tuple[str, ...]
    place: str
    principal_signs: str
    agent_signs: str
    seen_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetToKeep:
    """How to stop, for a drawer at home."""

    title: str
    keep: str
    lasts: str
    stop_title: str
    stop: tuple[str, ...]
    harmless: str
    code: str
    scan: str


@dataclass(frozen=True, slots=True)
class Form:
    """Both sheets, in the language of whoever prints them."""

    head: Head
    to_sign: SheetToSign
    to_keep: SheetToKeep


def compose_form(mandate: Mandate, *, before: datetime) -> Form:
    """Write the form of a mandate, to be recorded `before` a day."""
    if mandate.address is None:
        raise ValueError("a form tells where its principal lives")
    return Form(
        _head(mandate, mandate.address),
        _to_sign(mandate, mandate.address, before),
        _to_keep(mandate, sayings.town_of(mandate.address)),
    )


def _head(mandate: Mandate, home: Address) -> Head:
    hall = sayings.hall_of(home)
    return Head(
        language=str(get_locale().language),
        sender=gettext("Ville de %(town)s", town=sayings.town_of(home)),
        back_to=halls.say_address(hall),
        contact=halls.say_contact(hall),
        number=gettext("Référence"),
        reference=sayings.reference_of(mandate),
        never_title=gettext("Ce que le mandat ne permet jamais"),
        never=_never(),
    )


def _to_sign(mandate: Mandate, home: Address, before: datetime) -> SheetToSign:
    name, agent = mandate.principal.full_name, sayings.who_acts(mandate)
    return SheetToSign(
        title=gettext("Mandat : quelqu’un agit pour moi"),
        principal=name,
        door=", ".join(sayings.door_of(home)),
        lets=gettext("laisse agir à sa place, sur le réseau d’entraide Palier :"),
        agent=agent,
        colleagues=_colleagues() if mandate.partner else "",
        may=gettext("Ce qui est permis (les cases cochées)"),
        scopes=tuple(
            (f"{words.title} : {words.about}", scope in mandate.scopes)
            for scope, words in known_scopes().items()
        ),
        until=_until(mandate, before),
        know_title=gettext("Ce qui est promis"),
        know=_promises(mandate),
        place=gettext("Fait à %(place)s, le %(day)s", place="." * 46, day="." * 30),
        principal_signs=gettext("Signature de %(name)s", name=name),
        # Whoever signs for an organisation writes who they are; its name stands above.
        agent_signs=gettext("Pour l’organisme (nom et signature)")
        if mandate.partner
        else gettext("Signature de %(name)s", name=agent),
        seen_by=gettext("Vu à l’accueil de la mairie par (nom, date)"),
    )


def _to_keep(mandate: Mandate, town: str) -> SheetToKeep:
    return SheetToKeep(
        title=gettext("À garder à la maison : comment arrêter"),
        keep=gettext(
            "%(agent)s agit pour %(name)s sur Palier, le réseau d’entraide du quartier. "
            "Ce mandat s’arrête dès que vous le voulez, à l’instant, sans dire pourquoi.",
            agent=sayings.who_acts(mandate),
            name=mandate.principal.full_name,
        ),
        lasts=gettext(
            "Durée : %(duration)s, à partir du jour où la mairie enregistre l’autre feuille.",
            duration=str(DURATIONS[mandate.days]).lower(),
        ),
        stop_title=gettext("Pour arrêter"),
        stop=sayings.how_to_stop(mandate, town),
        harmless=gettext(
            "Ce code ne sert qu’à arrêter. Chaque mois, une lettre vous redira ce qui a été fait "
            "et comment arrêter."
        ),
        code=sayings.stop_code(mandate),
        scan=sayings.stop_scan(mandate),
    )


def _colleagues() -> str:
    said = gettext(
        "Toutes les personnes de l’équipe chargées d’accompagner peuvent agir. Qui rejoint ou "
        "quitte l’équipe gagne ou perd ce droit à l’instant."
    )
    return str(said)


def _never() -> tuple[str, ...]:
    return (
        gettext("Donner de l’argent ou voir les dons."),
        gettext("Changer le compte, le nom, le mot de passe ou l’adresse."),
        gettext("Montrer l’adresse, ou lire celle que d’autres montrent."),
        gettext("Confier le mandat à quelqu’un d’autre."),
    )


def _until(mandate: Mandate, before: datetime) -> str:
    said = gettext(
        "Durée : %(duration)s, à partir du jour où la mairie enregistre cette feuille. "
        "Apportez-la avant le %(day)s.",
        duration=str(DURATIONS[mandate.days]).lower(),
        day=say_date(before),
    )
    return str(said)


def _promises(mandate: Mandate) -> tuple[str, ...]:
    return (
        _signed(mandate),
        gettext(
            "Chaque mois, une lettre vous dit tout ce qui a été fait. "
            "L’accueil de la mairie l’imprime et la poste."
        ),
        gettext(
            "Vous arrêtez quand vous voulez : à l’accueil de la mairie, ou toute personne qui a "
            "le code de l’autre feuille."
        ),
        gettext(
            "En signant, vous acceptez aussi la charte du réseau. Demandez qu’on vous la lise."
        ),
    )


def _signed(mandate: Mandate) -> str:
    name = mandate.principal.public_name
    if mandate.partner:
        name = name.replace(" ", "\N{NO-BREAK SPACE}")
        said = gettext(
            "Tout ce qui est fait est signé du nom de la personne qui agit, "
            "« pour %(principal)s ».",
            principal=name,
        )
    else:
        said = gettext(
            "Tout ce qui est fait est signé « par %(agent)s pour %(principal)s ».",
            agent=sayings.who_signs(mandate),
            principal=name,
        )
    return str(said)
