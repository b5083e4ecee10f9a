"""What neighbours put up, in words that are as good as others: said in part, the rest is here."""

from dataclasses import fields
from datetime import time, timedelta

import neighbourhood.invitations.actions as invitations
from neighbourhood.bulletins.actions import words
from neighbourhood.bulletins.models import Topic
from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.foundation.storing.clock import now
from neighbourhood.gatherings.actions import gatherings
from neighbourhood.invitations.models import Occasion
from neighbourhood.loans.actions import shelf
from neighbourhood.places.models import Reach
from neighbourhood.residents.models.residents import Resident


def a_shelf(**more: object) -> notices.Wording:
    """A request for a shelf to be put up: `a_shelf(title="Deux étagères")`."""
    said = {
        "subject": Subject.SERVICE,
        "category": Category.DIY,
        "title": "Monter une étagère",
        "body": "Samedi matin, une heure suffit.",
        "reach": Reach.QUARTIER,
        "expires_at": now() + timedelta(days=9),
    }
    return notices.Wording(**{**said, **more})


def a_ladder(**more: object) -> notices.Wording:
    """A ladder to borrow."""
    kind = {"subject": Subject.LOAN, "category": Category.TOOLS}
    words = {"title": "Une échelle", "body": "Pour un plafond."}
    return a_shelf(**{**kind, **words, "expires_at": now() + notices.LASTS, **more})


def a_couscous(**more: object) -> invitations.Wording:
    """A table for four on a Sunday: `a_couscous(seats=8)`."""
    said = {
        "occasion": Occasion.SUNDAY,
        "held_at": now() + timedelta(days=4),
        "seats": 4,
        "title": "Un couscous",
        "body": "Simple et bon.",
        "reach": Reach.TOWN,
    }
    return invitations.Wording(**{**said, **more})


def a_word(**more: object) -> words.Wording:
    """A cat that is lost: `a_word(topic=Topic.FOUND)`."""
    said = {
        "topic": Topic.LOST,
        "title": "Un chat gris perdu",
        "body": "Il répond au nom de Pixel.",
        "place": "vers le quai",
        "reach": Reach.TOWN,
    }
    return words.Wording(**{**said, **more})


def boxes_to_carry(author: Resident, **more: object) -> Notice:
    """The bare row of a request, of which nobody is told: `boxes_to_carry(marcel, places=2)`."""
    said = {
        "author_id": author.id,
        "direction": Direction.ASK,
        "subject": Subject.SERVICE,
        "category": Category.SMALL_JOBS,
        "title": "Monter un carton de livres",
        "reach": Reach.QUARTIER,
        "quartier_id": author.quartier_id,
        "created_at": now(),
        "expires_at": now() + timedelta(days=365),
    }
    return Notice(**{**said, **more})


def a_drill(**more: object) -> shelf.Wording:
    """A drill on a shelf: `a_drill(days=3)`."""
    said = {
        "title": "Une perceuse",
        "category": "tools",
        "body": "Avec ses mèches à béton.",
        "reach": Reach.QUARTIER,
    }
    return shelf.Wording(**{**said, **more})


def an_apero(**more: object) -> dict[str, object]:
    """An aperitif in a week, in words, when and where: `an_apero(capacity=8, at_home=True)`."""
    wording = {
        "sort": "apero",
        "title": "L’apéro des voisins",
        "body": "Venez comme vous êtes.",
        "reach": Reach.QUARTIER,
    }
    timing = {
        "first_on": now().date() + timedelta(days=7),
        "begins": time(18),
        "minutes": 120,
    }
    said = {
        "wording": gatherings.Wording(**{**wording, **_within(gatherings.Wording, more)}),
        "timing": gatherings.Timing(**{**timing, **_within(gatherings.Timing, more)}),
        "spot": gatherings.Spot(words="place aux Herbes", at_home=bool(more.get("at_home"))),
    }
    return {**said, "wanted": more.get("wanted", ())}


def _within(kind: type, more: dict[str, object]) -> dict[str, object]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in more.items() if name in names}
