"""What a notice is about: which way it goes, its subject, its category."""

from enum import StrEnum


class Direction(StrEnum):
    OFFER = "offer"
    ASK = "ask"


class Subject(StrEnum):
    SERVICE = "service"
    LOAN = "loan"
    COMPANY = "company"
    ADVICE = "advice"


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
    OTHER = "other"


def shown_as(subject: Subject, direction: Direction) -> str:
    """Return the kind of card: one never takes a thing to lend for one that is looked for."""
    if subject is not Subject.LOAN:
        return direction.value
    return "borrow" if direction is Direction.ASK else "loan"
