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
    """One rule: `word` is what one chooses, `sentence` what is asked of everyone.

    Where waiting harms it is `urgent`: what a verified neighbour reports is hidden at once, until
    somebody looks. `within` is how long moderators have. Lower `rank` first. One that
    `needs_words` says nothing by itself.
    """

    code: str
    rank: int
    word: LazyString
    sentence: LazyString
    icon: str
    within: timedelta = WITHIN_THREE_DAYS
    urgent: bool = False
    needs_words: bool = False


RULES: Register[Rule] = Register("rule of the charter")

for _rule in (
    Rule(
        code="threat",
        rank=10,
        word=_l("Menaces ou violence"),
        sentence=_l("On ne menace personne et on n’appelle pas à la violence."),
        icon="shield-check",
        within=WITHIN_A_DAY,
        urgent=True,
    ),
    Rule(
        code="child",
        rank=20,
        word=_l("Un enfant ou une personne fragile en danger"),
        sentence=_l("On ne met en danger ni un enfant, ni une personne fragile."),
        icon="hand-heart",
        within=WITHIN_A_DAY,
        urgent=True,
    ),
    Rule(
        code="hate",
        rank=30,
        word=_l("Haine ou discrimination"),
        sentence=_l(
            "On n’insulte et on n’écarte personne pour son origine, sa religion, son genre, son "
            "âge, son handicap ou ses amours."
        ),
        icon="users",
    ),
    Rule(
        code="insult",
        rank=35,
        word=_l("Insultes ou moqueries"),
        sentence=_l("On ne s’insulte pas et on ne se moque de personne."),
        icon="message-circle",
    ),
    Rule(
        code="harassment",
        rank=40,
        word=_l("Harcèlement"),
        sentence=_l("On n’insiste pas, on ne suit pas, on n’humilie pas."),
        icon="message-circle",
    ),
    Rule(
        code="private life",
        rank=50,
        word=_l("La vie privée de quelqu’un"),
        sentence=_l("On ne montre pas l’adresse, la photo ou la vie de quelqu’un sans son accord."),
        icon="lock",
        within=WITHIN_A_DAY,
        urgent=True,
    ),
    Rule(
        code="scam",
        rank=60,
        word=_l("Arnaque ou demande d’argent"),
        sentence=_l("On ne demande ni argent, ni code, ni coordonnées bancaires."),
        icon="hand-coins",
    ),
    Rule(
        code="illegal",
        rank=70,
        word=_l("Objet ou acte interdit par la loi"),
        sentence=_l("On ne propose et on ne demande rien que la loi interdit."),
        icon="triangle-alert",
    ),
    Rule(
        code="false",
        rank=80,
        word=_l("Faux nom ou fausse annonce"),
        sentence=_l("On ne se fait pas passer pour quelqu’un d’autre et on dit vrai."),
        icon="user",
    ),
    Rule(
        code="advertising",
        rank=90,
        word=_l("Publicité ou messages en série"),
        sentence=_l("On ne fait pas de publicité et on n’envoie pas le même message à tous."),
        icon="bell",
        within=WITHIN_A_WEEK,
    ),
    Rule(
        code="other",
        rank=100,
        word=_l("Autre chose"),
        sentence=_l("On reste respectueux, même quand on n’est pas d’accord."),
        icon="circle-help",
        within=WITHIN_A_WEEK,
        needs_words=True,
    ),
):
    RULES.declare(_rule)


def in_order() -> list[Rule]:
    """Return the rules as they are offered."""
    return sorted(RULES.values(), key=lambda rule: rule.rank)
