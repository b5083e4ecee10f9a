"""What a notice is about: which way it goes, its subject, its category."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Direction(StrEnum):
    OFFER = "offer"
    ASK = "ask"


class Subject(StrEnum):
    SERVICE = "service"
    LOAN = "loan"
    COMPANY = "company"
    ADVICE = "advice"
    GIVING = "giving"


class Category(StrEnum):
    SMALL_JOBS = "small jobs"
    DIY = "diy"
    ERRANDS = "errands"
    LIFTS = "lifts"
    CHILDCARE = "childcare"
    LESSONS = "lessons"
    PAPERWORK = "paperwork"
    COMPUTERS = "computers"
    GARDENING = "gardening"
    PETS = "pets"
    MEALS = "meals"
    MOVING = "moving"
    OBJECTS = "objects"
    TOOLS = "tools"
    KITCHEN = "kitchen"
    CHILDREN_THINGS = "children things"
    SPORT = "sport"
    BOOKS_AND_GAMES = "books and games"
    PARTY_THINGS = "party things"
    COFFEE = "coffee"
    WALKS = "walks"
    GAMES = "games"
    SHARED_MEALS = "shared meals"
    OUTINGS = "outings"
    VISITS = "visits"
    RIGHTS = "rights"
    HOUSING = "housing"
    WORK = "work"
    LANGUAGES = "languages"
    GOOD_ADDRESSES = "good addresses"
    KNOW_HOW = "know-how"
    FURNITURE = "furniture"
    APPLIANCES = "appliances"
    CLOTHES = "clothes"
    FOOD = "food"
    OTHER = "other"


# How things are shown: one never takes what is to be had for what is looked for.
_THINGS: Mapping[Subject, Mapping[Direction, str]] = MappingProxyType(
    {
        # Things to lend stand on shelves; one that was promised before is an offer like others.
        Subject.LOAN: {Direction.OFFER: "offer", Direction.ASK: "borrow"},
        Subject.GIVING: {Direction.OFFER: "give", Direction.ASK: "seek"},
    }
)


def shown_as(subject: Subject, direction: Direction) -> str:
    """Return the kind of card."""
    return _THINGS[subject][direction] if subject in _THINGS else direction.value
