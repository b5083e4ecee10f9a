"""What neighbours type of a word, one page at a time, and what they answer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from flask_babel import gettext, to_user_timezone
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.bulletins import queries
from neighbourhood.bulletins.actions.words import Wording
from neighbourhood.bulletins.models import (
    ANSWER_LIMIT,
    BODY_LIMIT,
    PLACE_LIMIT,
    SOMEWHERE,
    TITLE_LIMIT,
    UNTIL_A_DAY,
    Bulletin,
    Topic,
)
from neighbourhood.bulletins.subjects import asked_of, topics_here
from neighbourhood.feed.forms import reach_choice
from neighbourhood.feed.reaches import QUARTIER
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.pictures import DESCRIPTION, DROP, Photo, of_draft
from neighbourhood.foundation.web.forms import (
    DateField,
    FilesField,
    Form,
    HiddenField,
    Optional,
    ValidationError,
    line,
    moment,
    paragraph,
    required,
)
from neighbourhood.foundation.web.public import Public
from neighbourhood.moderation.forms.careful import Careful

STEPS = ("begin", "text", "preview")
TYPED_LIMIT = 60_000
_FURTHEST = timedelta(days=60)
_LAST_MINUTE = time(23, 59)
_TYPED = ("title", "body", "place", "until", "reach")
_TEXTS = ("title", "body", "place")


class TopicForm(Form):
    """Step 1: which kind of word."""

    topic = RadioField(
        _l("Quel mot voulez-vous écrire ?"),
        [required(_l("Choisissez une des réponses."))],
        choices=lambda: [SelectChoice(one.code, one.name) for one in topics_here()],
        invalid_choice_message=_l("Choisissez une des réponses."),
    )


class TextForm(Form):
    """Step 2: the words, and who reads them; each topic has its questions."""

    numbered = (DESCRIPTION, DROP)

    title = line(_l("En une phrase"), limit=TITLE_LIMIT)
    body = paragraph(
        _l("Quelques précisions"),
        limit=BODY_LIMIT,
        optional=True,
        description=_l("Ce qu’il faut savoir. Pas d’adresse ni de téléphone."),
    )
    place = line(
        _l("Où, à peu près ?"),
        limit=PLACE_LIMIT,
        optional=True,
        description=_l("Un parc, un arrêt, une rue : jamais une adresse."),
    )
    until = DateField(
        _l("Jusqu’à quand ?"),
        [Optional()],
        description=_l("Si vous le savez : le mot s’arrête ce jour-là."),
    )
    photos = FilesField(
        _l("Des photos, six au plus"),
        [Optional()],
        description=_l(
            "D’un objet ou d’un lieu, sans visage si possible. "
            "La date et le lieu de prise de vue sont effacés."
        ),
    )
    reach = reach_choice(_l("Qui lira ce mot ?"))

    kept_reach = QUARTIER.code

    def ask_about(self, topic: str) -> Self:
        """Put the questions of a topic."""
        self.title.description = str(asked_of(topic).example)
        if topic not in SOMEWHERE:
            del self.place
        if topic not in UNTIL_A_DAY:
            del self.until
        if topic == Topic.RECOMMENDATION:
            self.body.description = gettext("Pour quoi, pour quand, ce qui compte pour vous.")
        return self

    def validate_until(self, field: Field) -> None:
        """Ask for a day from today to two months ahead."""
        # What is no date at all has said so itself.
        if field.data and not today() <= field.data <= today() + _FURTHEST:
            raise ValidationError(
                gettext("Choisissez un jour entre aujourd’hui et dans deux mois.")
            )

    def wording(self, topic: str, photos: Sequence[Photo]) -> Wording:
        """Return what the word will say."""
        until = self.until.data if "until" in self else None
        return Wording(
            topic=topic,
            title=self.title.data,
            body=self.body.data or "",
            place=(self.place.data or "") if "place" in self else "",
            until=moment(until, _LAST_MINUTE) if until else None,
            reach=self.reach.data if "reach" in self else self.kept_reach,
            photos=photos,
        )


class EditForm(TextForm, Public):
    """Everything that may change afterwards, on one page."""

    @classmethod
    def of(cls, bulletin: Bulletin) -> Self:
        """Return the form of a word: as typed when it was sent, else as it stands."""
        until = to_user_timezone(bulletin.until).date() if bulletin.until else None
        form = cls(obj=bulletin, data={"until": until}).ask_about(bulletin.topic)
        form.kept_reach = bulletin.reach
        if queries.is_answered(bulletin):
            # Whoever answered knows who reads it.
            del form.reach
        form.public = tuple(name for name in _TEXTS if name in form)  # type: ignore[misc]
        return form


class AnswerForm(Careful, Public):
    """An answer for all who read the word: a sentence ready made, or one’s own."""

    public = ("own",)

    ready = HiddenField()
    own = paragraph(_l("Votre réponse"), limit=ANSWER_LIMIT - 200, optional=True)

    def __init__(self, sentences: Iterable[object], **options: object) -> None:
        super().__init__(**options)
        self.sentences = [str(sentence) for sentence in sentences]
        self.own.flags.needed_at_times = True

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one of the two."""
        right = bool(super().validate(extra_validators))
        if not self.errors and not self.text:
            self.own.errors = [gettext("Écrivez votre réponse.")]
        return right and bool(self.text)

    @property
    def text(self) -> str:
        """What was said in the end."""
        chosen = dict(enumerate(self.sentences))
        number = self.ready.data or ""
        known = chosen.get(int(number), "") if number.isdecimal() and len(number) < 4 else ""
        return "\n\n".join(part for part in (known, (self.own.data or "").strip()) if part)


def today() -> date:
    """Return the date it is for the reader."""
    local: datetime = to_user_timezone(now())
    return local.date()


def typed_text(typed: Mapping[str, str]) -> dict[str, str]:
    """Return the raw answers of step 2, to be kept whether right or wrong."""
    return {name: typed[name][:TYPED_LIMIT] for name in _TYPED if name in typed}


def text_of(answers: Mapping[str, Any]) -> TextForm:
    """Return the form of step 2 as it was left."""
    given = MultiDict({"reach": QUARTIER.code, **answers})
    form = TextForm(given, meta={"csrf": False})
    return form.ask_about(topic_of(answers) or "")


def topic_of(answers: Mapping[str, Any]) -> str | None:
    """Return the topic chosen in step 1, None when there is none that is offered."""
    chosen = answers.get("topic")
    return chosen if chosen in {one.code for one in topics_here()} else None


def first_gap(answers: Mapping[str, Any]) -> str | None:
    """Return the first step whose answer is missing or wrong, None when all is said."""
    if topic_of(answers) is None:
        return "begin"
    return None if text_of(answers).validate() else "text"


def wording_of(answers: Mapping[str, Any]) -> Wording:
    """Return what the word will say; only for answers without a gap."""
    form = text_of(answers)
    return form.wording(answers["topic"], of_draft(answers))
