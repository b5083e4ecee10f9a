"""What neighbours like, the words with which they greet and answer each other."""

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.directory.models import Since
from neighbourhood.foundation.web.choices import LISTS, Choice, ChoiceList, offered
from neighbourhood.foundation.words.tongues import TONGUES

# The code of the switch under which neighbours are listed.
DIRECTORY = "directory"
_HERE = "here"
LANGUAGES = ("fr", *TONGUES)

INTERESTS: Mapping[str, tuple[LazyString, str]] = {
    "cooking": (_l("La cuisine"), "soup"),
    "baking": (_l("Pâtisserie"), "cake"),
    "coffee": (_l("Un café à deux"), "coffee"),
    "gardening": (_l("Jardinage"), "flower-2"),
    "diy": (_l("Bricolage"), "wrench"),
    "repair": (_l("Réparer"), "settings"),
    "sewing": (_l("Couture et tricot"), "shirt"),
    "reading": (_l("Lecture"), "book-open"),
    "writing": (_l("Écriture"), "pencil"),
    "music": (_l("Musique"), "sparkles"),
    "singing": (_l("Chant"), "megaphone"),
    "dancing": (_l("Danse"), "party-popper"),
    "cinema": (_l("Cinéma"), "eye"),
    "theatre": (_l("Théâtre"), "smile"),
    "drawing": (_l("Dessin et peinture"), "pencil"),
    "photo": (_l("Photo"), "camera"),
    "games": (_l("Jeux de société"), "users"),
    "video games": (_l("Jeux vidéo"), "monitor"),
    "walking": (_l("Marche"), "map-pin"),
    "running": (_l("Course à pied"), "flame"),
    "cycling": (_l("Vélo"), "map"),
    "team sports": (_l("Sports d’équipe"), "users"),
    "gentle sport": (_l("Gymnastique douce et yoga"), "heart-pulse"),
    "swimming": (_l("Natation"), "heart-pulse"),
    "animals": (_l("Animaux"), "dog"),
    "nature": (_l("Nature"), "leaf"),
    "children": (_l("Sorties avec des enfants"), "baby"),
    "languages": (_l("Parler d’autres langues"), "languages"),
    "history": (_l("Histoire du quartier"), "building-2"),
    "computers": (_l("Informatique"), "laptop"),
    "volunteering": (_l("Bénévolat"), "hand-heart"),
    "travel": (_l("Voyages"), "bus"),
}

# What towns may add to, put away and order.
INTEREST_LIST = LISTS.declare(
    ChoiceList(
        code="interest",
        title=_l("Centres d’intérêt des voisins"),
        one=_l("Un centre d’intérêt de plus"),
        groups={_HERE: _l("Mes voisins")},
        declared={_HERE: [Choice(code, *words) for code, words in INTERESTS.items()]},
    )
)


def interests_here() -> list[Choice]:
    """Return the interests offered where the reader lives, in order."""
    return offered(INTEREST_LIST.code, _HERE)


SINCE: Mapping[Since, LazyString] = MappingProxyType(
    {
        Since.UNSAID: _l("Je préfère ne pas le dire"),
        Since.NEW: _l("Nouveau ici"),
        Since.LONG: _l("Ici depuis longtemps"),
    }
)

# All that one may say to somebody who has not answered yet.
PHRASES: Mapping[str, LazyString] = MappingProxyType(
    {
        "hello": _l("Bonjour ! Je voulais simplement me présenter : on habite le même quartier."),
        "listing": _l("Bonjour ! J’ai lu votre fiche, et cela m’a donné envie de vous saluer."),
        "likes": _l("Bonjour ! Je crois que nous aimons les mêmes choses."),
        "coffee": _l("Bonjour ! On fait connaissance autour d’un café ?"),
        "new": _l("Bonjour ! Je viens d’arriver dans le quartier."),
        "welcome": _l("Bonjour, et merci pour votre mot de bienvenue !"),
    }
)
# What one answers in one tap; the conversation opens with it.
ANSWERS: Mapping[str, LazyString] = MappingProxyType(
    {
        "hello": _l("Bonjour ! Merci pour ce petit mot."),
        "glad": _l("Bonjour ! Cela me fait plaisir, faisons connaissance."),
        "soon": _l("Bonjour ! Avec plaisir, un peu plus tard."),
    }
)
# Once they talk.
READY = (
    _l("Quand êtes-vous disponible ?"),
    _l("On se retrouve au parc ou au café ?"),
    _l("Merci beaucoup !"),
)


def say_phrase(code: str) -> LazyString:
    """Say a hello by its code; one that is offered no more is a plain one."""
    return PHRASES.get(code, PHRASES["hello"])
