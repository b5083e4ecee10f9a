"""The last page of every form of several pages, its draft filled in up to there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from neighbourhood.bulletins.models import Bulletin
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base
from neighbourhood.gatherings.models.gatherings import Gathering
from neighbourhood.invitations.models import Invitation, Side
from neighbourhood.loans.models.items import Item
from neighbourhood.mandates.models import Mandate
from neighbourhood.needs.models import Need
from neighbourhood.partners.models import Application
from neighbourhood.residents.models.residents import Resident
from tests.support.foreign.world import Values, World


@dataclass(frozen=True, slots=True)
class LastPage:
    """Where a form is sent from, by whom, and what comes of it."""

    path: str
    writer: Resident
    form: str
    answers: Values
    makes: type[Base]
    first: str
    typed: dict[str, Any] = field(default_factory=dict)


def _in_a_week() -> str:
    return (now() + timedelta(days=7)).date().isoformat()


def notice(world: World) -> LastPage:
    said = {"subject": "service", "category": "diy", "title": "Une étagère", "body": "Samedi."}
    more = {"places": "1", "until": _in_a_week(), "reach": "town"}
    first = "/entraide/demander"
    return LastPage(f"{first}/apercu", world.karima, "notice ask", {**said, **more}, Notice, first)


def invitation(world: World) -> LastPage:
    said = {"occasion": "eid", "title": "Un couscous", "day": _in_a_week()}
    first, form = "/invitations/proposer", f"invitation {Side.HOST}"
    return LastPage(f"{first}/apercu", world.karima, form, said, Invitation, first)


def word(world: World) -> LastPage:
    said = {"topic": "lost", "title": "Un chat gris", "place": "vers le quai", "reach": "town"}
    first = "/entraide/mots/ecrire"
    return LastPage(f"{first}/apercu", world.karima, "bulletin", said, Bulletin, first)


def gathering(world: World) -> LastPage:
    said = {"sort": "apero", "title": "L’apéro", "day": _in_a_week(), "spot": "words"}
    more = {"place": "place aux Herbes", "reach": "town"}
    first = "/rencontres/proposer"
    return LastPage(f"{first}/apercu", world.karima, "gathering", said | more, Gathering, first)


def thing(world: World) -> LastPage:
    said = {"title": "Une perceuse", "category": "tools", "days": "3", "reach": "town"}
    first = "/prets/ajouter"
    return LastPage(f"{first}/apercu", world.karima, "item", said, Item, first)


def need(world: World) -> LastPage:
    office = world.office()
    said = {"kind": "heating", "title": "Une facture de chauffage", "covers": "Le solde."}
    first = f"/partenaires/{office.partner.id}/besoins/nouveau"
    typed = {"amount": "150", "quartier": office.quartier.id}
    form = f"need {office.partner.id}"
    return LastPage(f"{first}/montant", office.author, form, said, Need, first, typed)


def mandate(world: World) -> LastPage:
    said, first = {"scopes": ["post"], "days": 31}, "/mandats/confier"
    typed = {"agreed": "y"}
    return LastPage(f"{first}/accord", world.karima, "mandate", said, Mandate, first, typed)


def paper_mandate(world: World) -> LastPage:
    door, first = (
        world.make.address(world.make.quartier("La Tour", world.valbourg)),
        "/mandats/papier",
    )
    said = {"full_name": "Odette Roy", "typed": door.label, "door": door.key}
    terms = {"scopes": ["post"], "days": 31}
    return LastPage(
        f"{first}/apercu", world.karima, "paper mandate", {**said, **terms}, Mandate, first
    )


def partner(world: World) -> LastPage:
    said = {"kind": "association", "name": "Atelier de reliure", "town": world.valbourg.id}
    typed = {"mailbox": "contact@reliure.example", "why": "Réparer des livres."}
    first = "/partenaires/rejoindre"
    answers = {**said, "siret": "73282932000074"}
    return LastPage(f"{first}/contact", world.karima, "partner", answers, Application, first, typed)


WIZARDS: dict[str, Callable[[World], LastPage]] = {
    "notice": notice,
    "invitation": invitation,
    "word": word,
    "gathering": gathering,
    "thing": thing,
    "need": need,
    "mandate": mandate,
    "paper mandate": paper_mandate,
    "partner": partner,
}


def fill(world: World, page: LastPage) -> None:
    """Leave the draft as it is just before the last press."""
    with world.make.writing():
        drafts.keep(drafts.Sheet(page.writer.id, page.form), page.answers)
