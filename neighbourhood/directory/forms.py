"""What neighbours say of themselves, and to those who come."""

from collections.abc import Mapping
from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from neighbourhood.directory.actions.listings import Wording
from neighbourhood.directory.models import (
    GIVES_LIMIT,
    OWN_LIMIT,
    WELCOME_LIMIT,
    WORDS_LIMIT,
    Listing,
    Since,
)
from neighbourhood.directory.queries.listings import Asked
from neighbourhood.directory.subjects import (
    ANSWERS,
    INTEREST_LIST,
    LANGUAGES,
    PHRASES,
    SINCE,
    interests_here,
)
from neighbourhood.foundation.web.choices import named
from neighbourhood.foundation.web.forms import (
    BooleanField,
    Form,
    Optional,
    ValidationError,
    choice,
    line,
    paragraph,
    required,
)
from neighbourhood.foundation.web.public import Public
from neighbourhood.foundation.words.tongues import tongue
from neighbourhood.moderation.forms.careful import Careful

MOST_CHOSEN = 12
ASKED_LIMIT = 100
_CHOOSE = _l("Choisissez une des réponses.")


class Boxes(SelectMultipleField):
    """A few boxes to tick."""

    def pre_validate(self, _form: Any) -> None:
        """Refuse what no box of the page says, and more than anybody reads."""
        known = {choice.value for choice in self.iter_choices()}
        if not known.issuperset(self.data or ()):
            raise ValidationError(gettext("Cochez seulement des cases de cette page."))
        if len(self.data or ()) > MOST_CHOSEN:
            raise ValidationError(gettext("Choisissez-en douze au plus."))


def _interests() -> list[SelectChoice]:
    return [SelectChoice(one.code, one.name) for one in interests_here()]


def languages_here() -> list[tuple[str, str]]:
    """Return the languages that one may speak, by their names in that of the reader."""
    return sorted(((code, tongue(code)) for code in LANGUAGES), key=lambda one: one[1])


def _languages() -> list[SelectChoice]:
    return [SelectChoice(code, name) for code, name in languages_here()]


class ListingForm(Careful, Public):
    """What others will read of oneself, on one page."""

    public = ("words", "own_interests", "gives")

    words = paragraph(
        _l("Quelques mots"),
        limit=WORDS_LIMIT,
        description=_l("Qui vous êtes, en deux phrases. Pas d’adresse ni de téléphone."),
    )
    interests = Boxes(_l("Ce que j’aime"), [Optional()], choices=_interests)
    own_interests = line(
        _l("Autre chose que vous aimez"),
        limit=OWN_LIMIT,
        optional=True,
        description=_l("Par exemple : « le scrabble, les vieux vélos »."),
    )
    languages = Boxes(_l("Langues parlées"), [Optional()], choices=_languages)
    gives = line(
        _l("Ce que j’aime donner"),
        limit=GIVES_LIMIT,
        optional=True,
        description=_l("Un coup de main, des boutures, une écoute : ce qui vous fait plaisir."),
    )
    since = choice(_l("Depuis quand ?"), SINCE.items(), otherwise=Since.UNSAID)
    in_building = BooleanField(
        _l("Aussi dans mon immeuble"),
        description=_l(
            "Les personnes derrière la même porte liront que vous y habitez, dès que trois foyers "
            "l’ont choisi. Avant, personne n’en lit rien."
        ),
    )
    is_greeted = BooleanField(
        _l("On peut me dire bonjour"),
        default=True,
        description=_l("Par une phrase toute faite. Vous répondez si vous voulez."),
    )

    @classmethod
    def of(cls, listing: Listing | None) -> Self:
        """Return the form of a listing as it stands, or an empty one."""
        form = cls(obj=listing if listing is not None and listing.stands else None)
        form._keep_put_away(listing)
        return form

    def _keep_put_away(self, listing: Listing | None) -> None:
        # What the town offers no more may stay where it was chosen before.
        offered = {one.value for one in self.interests.iter_choices()}
        gone = [code for code in (listing.interests if listing else ()) if code not in offered]
        if gone:
            kept = [SelectChoice(code, named(INTEREST_LIST.code, code).name) for code in gone]
            self.interests.choices = [*_interests(), *kept]

    @property
    def wording(self) -> Wording:
        """What the listing will say."""
        return Wording(
            words=self.words.data or "",
            interests=tuple(self.interests.data or ()),
            own_interests=self.own_interests.data or "",
            languages=tuple(self.languages.data or ()),
            gives=self.gives.data or "",
            since=self.since.data or Since.UNSAID,
            in_building=self.in_building.data,
            is_greeted=self.is_greeted.data,
        )

    @property
    def said(self) -> str:
        """All that was written in own words."""
        return "\n".join(self[name].data or "" for name in self.public)


class WelcomeForm(Careful, Public):
    """A few words for those who come."""

    public = ("text",)

    text = paragraph(
        _l("Votre mot de bienvenue"),
        limit=WELCOME_LIMIT,
        description=_l(
            "Par exemple : « Je connais bien le marché et les écoles. Posez-moi vos questions ! »."
        ),
    )


def _said(phrases: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(code, words) for code, words in phrases.items()]


class HelloForm(Form):
    """One ready phrase."""

    phrase = RadioField(
        _l("Que voulez-vous dire ?"),
        [required(_CHOOSE)],
        choices=lambda: _said(PHRASES),
        invalid_choice_message=_CHOOSE,
    )


class AnswerForm(Form):
    """One ready answer; the conversation opens with it."""

    phrase = RadioField(
        _l("Votre réponse"),
        [required(_CHOOSE)],
        choices=lambda: _said(ANSWERS),
        invalid_choice_message=_CHOOSE,
    )


def asked_of(typed: Mapping[str, str]) -> Asked:
    """Read whom somebody looks for; what makes no sense filters nothing."""
    interest, language = typed.get("aime", ""), typed.get("langue", "")
    known = {one.code for one in interests_here()}
    return Asked(
        interest=interest if interest in known else "",
        language=language if language in LANGUAGES else "",
        words=typed.get("q", "")[:ASKED_LIMIT].strip(),
    )
