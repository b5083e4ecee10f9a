"""The rules of the charter that somebody may say are broken: one declaration each, in order."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.words.declaring import Register

WITHIN_A_DAY = timedelta(hours=24)
WITHIN_THREE_DAYS = timedelta(hours=72)
WITHIN_A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: `word` is what one chooses, `points` the lines of the charter that ask for it.

    Each point is word for word a line of the charter that comes with the program.
    Where waiting harms it is `urgent`: what a verified neighbour reports is hidden at once, until
    somebody looks. `within` is how long moderators have. Lower `rank` first. One that
    `needs_words` says nothing by itself.
    """

    code: str
    rank: int
    word: LazyString
    points: tuple[LazyString, ...]
    icon: str
    within: timedelta = WITHIN_THREE_DAYS
    urgent: bool = False
    needs_words: bool = False

    @property
    def sentence(self) -> str:
        """All that it asks of everyone."""
        return " ".join(str(point) for point in self.points)


RULES: Register[Rule] = Register("rule of the charter")

for _rule in (
    Rule(
        code="threat",
        rank=10,
        word=_l("Menaces ou violence"),
        points=(
            _l("Pas d’insulte, pas de menace, pas de moquerie."),
            _l("Nous n’appelons pas à la violence."),
        ),
        icon="shield-check",
        within=WITHIN_A_DAY,
        urgent=True,
    ),
    Rule(
        code="child",
        rank=20,
        word=_l("Un enfant ou une personne fragile en danger"),
        points=(_l("Nous ne mettons en danger ni un enfant, ni une personne fragile."),),
        icon="hand-heart",
        within=WITHIN_A_DAY,
        urgent=True,
    ),
    Rule(
        code="hate",
        rank=30,
        word=_l("Haine ou discrimination"),
        points=(
            _l(
                "Nous ne rejetons personne pour son origine, sa peau, sa religion, son "
                "âge, son sexe, son handicap ou la personne qu’elle aime."
            ),
        ),
        icon="users",
    ),
    Rule(
        code="insult",
        rank=35,
        word=_l("Insultes ou moqueries"),
        points=(_l("Pas d’insulte, pas de menace, pas de moquerie."),),
        icon="message-circle",
    ),
    Rule(
        code="harassment",
        rank=40,
        word=_l("Harcèlement"),
        points=(
            _l(
                "Nous n’insistons pas quand on nous dit non. Nous ne suivons et "
                "n’humilions personne."
            ),
        ),
        icon="message-circle",
    ),
    Rule(
        code="private life",
        rank=50,
        word=_l("La vie privée de quelqu’un"),
        points=(
            _l(
                "Nous ne montrons ni l’adresse, ni la photo, ni l’histoire de "
                "quelqu’un sans son accord."
            ),
        ),
        icon="lock",
        within=WITHIN_A_DAY,
        urgent=True,
    ),
    Rule(
        code="scam",
        rank=60,
        word=_l("Arnaque ou demande d’argent"),
        points=(
            _l(
                "Nous ne demandons pas d’argent dans un message. Les dons passent par "
                "la page « Solidarité »."
            ),
            _l("Nous ne demandons jamais un code, un mot de passe ou un numéro de carte."),
        ),
        icon="hand-coins",
    ),
    Rule(
        code="illegal",
        rank=70,
        word=_l("Objet ou acte interdit par la loi"),
        points=(_l("Nous ne proposons et ne demandons rien que la loi interdit."),),
        icon="triangle-alert",
    ),
    Rule(
        code="false",
        rank=80,
        word=_l("Faux nom ou fausse annonce"),
        points=(_l("Nous disons la vérité : notre vrai nom, notre vraie adresse."),),
        icon="user",
    ),
    Rule(
        code="advertising",
        rank=90,
        word=_l("Publicité ou messages en série"),
        points=(_l("Pas de publicité. Pas de message copié à tout le monde."),),
        icon="bell",
        within=WITHIN_A_WEEK,
    ),
    Rule(
        code="other",
        rank=100,
        word=_l("Autre chose"),
        points=(_l("Nous parlons aux autres comme à la personne d’à côté : avec politesse."),),
        icon="circle-help",
        within=WITHIN_A_WEEK,
        needs_words=True,
    ),
):
    RULES.declare(_rule)


def in_order() -> list[Rule]:
    """Return the rules as they are offered."""
    return sorted(RULES.values(), key=lambda rule: rule.rank)
