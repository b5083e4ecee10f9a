"""What can be offered or asked for, in words: subjects and their categories."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.foundation.web.choices import LISTS, Choice, ChoiceList

# The code of the switch under which things are lent and borrowed, which another slice declares.
LOANS = "loans"
# The same of things that are given away.
GIVING = "giving"


@dataclass(frozen=True, slots=True)
class Words:
    """How something is called on the page, the icon beside it, the line below and its colour."""

    name: LazyString
    icon: str
    hint: LazyString | None = None
    tint: str = ""


SUBJECTS: Mapping[Direction, Mapping[Subject, Words]] = {
    Direction.ASK: {
        Subject.SERVICE: Words(
            _l("Un coup de main"),
            "wrench",
            _l("bricoler, porter, garder, conduire, remplir un papier"),
            "ask",
        ),
        Subject.LOAN: Words(_l("Un objet à emprunter"), "drill", _l("pour quelques jours"), "loan"),
        Subject.GIVING: Words(
            _l("Un objet à récupérer"),
            "package-search",
            _l("que quelqu’un donne parce qu’il ne lui sert plus"),
            "seek",
        ),
        Subject.COMPANY: Words(
            _l("De la compagnie"), "coffee", _l("un café, une promenade, une sortie"), "invitation"
        ),
        Subject.ADVICE: Words(
            _l("Un conseil"), "lightbulb", _l("connaître, comprendre, trouver"), "event"
        ),
    },
    Direction.OFFER: {
        Subject.SERVICE: Words(
            _l("Un coup de main"),
            "wrench",
            _l("bricoler, porter, garder, conduire, remplir un papier"),
            "ask",
        ),
        Subject.GIVING: Words(
            _l("Un objet à donner"), "gift", _l("à qui viendra le chercher"), "give"
        ),
        Subject.COMPANY: Words(
            _l("De la compagnie"), "coffee", _l("un café, une promenade, une sortie"), "invitation"
        ),
        Subject.ADVICE: Words(
            _l("Un conseil"), "lightbulb", _l("expliquer ce que vous savez"), "event"
        ),
    },
}

CATEGORY_WORDS: Mapping[Category, Words] = {
    Category.SMALL_JOBS: Words(_l("Petits services"), "hand-helping"),
    Category.DIY: Words(_l("Bricolage"), "wrench"),
    Category.ERRANDS: Words(_l("Courses"), "shopping-basket"),
    Category.LIFTS: Words(_l("Trajets"), "car"),
    Category.CHILDCARE: Words(_l("Garde d’enfants"), "baby"),
    Category.LESSONS: Words(_l("Soutien scolaire et cours"), "graduation-cap"),
    Category.PAPERWORK: Words(_l("Papiers et démarches"), "file-text"),
    Category.COMPUTERS: Words(_l("Ordinateur et téléphone"), "laptop"),
    Category.GARDENING: Words(_l("Jardin et plantes"), "flower-2"),
    Category.PETS: Words(_l("Animaux"), "dog"),
    Category.MEALS: Words(_l("Repas"), "soup"),
    Category.MOVING: Words(_l("Porter et déménager"), "package"),
    Category.OBJECTS: Words(_l("Objets de tous les jours"), "package"),
    Category.TOOLS: Words(_l("Outils"), "drill"),
    Category.KITCHEN: Words(_l("Cuisine"), "utensils"),
    Category.CHILDREN_THINGS: Words(_l("Affaires d’enfants"), "baby"),
    Category.SPORT: Words(_l("Sport et plein air"), "sun"),
    Category.BOOKS_AND_GAMES: Words(_l("Livres et jeux"), "book-open"),
    Category.PARTY_THINGS: Words(_l("Matériel de fête"), "party-popper"),
    Category.COFFEE: Words(_l("Un café, une conversation"), "coffee"),
    Category.WALKS: Words(_l("Une promenade"), "leaf"),
    Category.GAMES: Words(_l("Des jeux"), "smile"),
    Category.SHARED_MEALS: Words(_l("Un repas à partager"), "utensils"),
    Category.OUTINGS: Words(_l("Une sortie"), "calendar-heart"),
    Category.VISITS: Words(_l("Une visite à domicile"), "house"),
    Category.RIGHTS: Words(_l("Droits et aides"), "file-text"),
    Category.HOUSING: Words(_l("Logement"), "key-round"),
    Category.WORK: Words(_l("Travail et formation"), "graduation-cap"),
    Category.LANGUAGES: Words(_l("Langues"), "languages"),
    Category.GOOD_ADDRESSES: Words(_l("Bonnes adresses"), "map-pin"),
    Category.KNOW_HOW: Words(_l("Savoir-faire"), "lightbulb"),
    Category.FURNITURE: Words(_l("Meubles"), "armchair"),
    Category.APPLIANCES: Words(_l("Électroménager"), "house-plug"),
    Category.CLOTHES: Words(_l("Vêtements"), "shirt"),
    Category.FOOD: Words(_l("De quoi manger"), "apple"),
    Category.OTHER: Words(_l("Autre chose"), "ellipsis"),
}

CATEGORIES: Mapping[Subject, tuple[Category, ...]] = {
    Subject.SERVICE: (
        Category.SMALL_JOBS,
        Category.DIY,
        Category.ERRANDS,
        Category.LIFTS,
        Category.CHILDCARE,
        Category.LESSONS,
        Category.PAPERWORK,
        Category.COMPUTERS,
        Category.GARDENING,
        Category.PETS,
        Category.MEALS,
        Category.MOVING,
        Category.OTHER,
    ),
    Subject.LOAN: (
        Category.OBJECTS,
        Category.TOOLS,
        Category.KITCHEN,
        Category.CHILDREN_THINGS,
        Category.SPORT,
        Category.BOOKS_AND_GAMES,
        Category.PARTY_THINGS,
        Category.GARDENING,
        Category.OTHER,
    ),
    Subject.GIVING: (
        Category.FURNITURE,
        Category.APPLIANCES,
        Category.CLOTHES,
        Category.CHILDREN_THINGS,
        Category.KITCHEN,
        Category.BOOKS_AND_GAMES,
        Category.TOOLS,
        Category.SPORT,
        Category.GARDENING,
        Category.FOOD,
        Category.OTHER,
    ),
    Subject.COMPANY: (
        Category.COFFEE,
        Category.WALKS,
        Category.GAMES,
        Category.SHARED_MEALS,
        Category.OUTINGS,
        Category.VISITS,
        Category.OTHER,
    ),
    Subject.ADVICE: (
        Category.RIGHTS,
        Category.HOUSING,
        Category.WORK,
        Category.COMPUTERS,
        Category.LANGUAGES,
        Category.GOOD_ADDRESSES,
        Category.KNOW_HOW,
        Category.GARDENING,
        Category.OTHER,
    ),
}

_GROUPS = {subject.value: words.name for subject, words in SUBJECTS[Direction.ASK].items()}


def _choice(category: Category) -> Choice:
    words = CATEGORY_WORDS[category]
    return Choice(category.value, words.name, words.icon)


# What towns may add to, put away and order.
CATEGORY_LIST = LISTS.declare(
    ChoiceList(
        code="category",
        title=_l("Catégories des annonces"),
        one=_l("Une catégorie de plus"),
        groups=_GROUPS,
        declared={
            subject.value: [_choice(category) for category in categories]
            for subject, categories in CATEGORIES.items()
        },
    )
)
