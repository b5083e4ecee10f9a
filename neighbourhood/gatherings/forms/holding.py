"""What hosts change, and what those who come say."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from flask_babel import gettext, to_user_timezone
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import (
    BooleanField,
    FileField,
    Form,
    IntegerField,
    ListField,
    NumberRange,
    line,
    paragraph,
    required,
)
from neighbourhood.foundation.web.public import Public
from neighbourhood.gatherings.actions.gatherings import Wording
from neighbourhood.gatherings.actions.moving import Move
from neighbourhood.gatherings.forms.drafting import facts_of
from neighbourhood.gatherings.forms.steps import FactsForm, TimeForm, WordsForm, hour_of
from neighbourhood.gatherings.models.coming import MOST_IN_PARTY, THANKS_LIMIT
from neighbourhood.gatherings.models.gatherings import (
    PLACE_LIMIT,
    WORDS_LIMIT,
    Gathering,
    Occurrence,
)
from neighbourhood.gatherings.subjects import say_lasting
from neighbourhood.places.models import Quartier

ONE, FOLLOWING = "one", "following"
_AT_HOSTS = _l("Laissez vide si c’est chez vous.")
_AT_AUTHORS = _l("Laissez vide si c’est chez la personne qui a proposé la rencontre.")


def words_to_guests() -> Field:
    """Return the field of a few words to those who come."""
    return paragraph(
        _l("Un mot pour les personnes qui viennent"),
        limit=WORDS_LIMIT,
        optional=True,
        description=_l("Par exemple pourquoi, ou ce que vous proposez à la place."),
    )


class EditForm(WordsForm, FactsForm, Public):
    """Everything of a gathering that may change afterwards but its dates, on one page."""

    public = ("title", "body", "cost")

    @classmethod
    def of(cls, gathering: Gathering, *, by_author: bool) -> Self:
        """Return the form of a gathering: as typed when it was sent, else as it stands.

        Only its author says how far it reaches.
        """
        form = cls(obj=gathering)
        if not by_author:
            del form.reach
        return form

    def wording(self, gathering: Gathering) -> Wording:
        """Return what the gathering will say."""
        return Wording(
            sort=gathering.sort,
            title=self.title.data,
            body=self.body.data or "",
            **{"reach": gathering.reach, **facts_of(self)},
        )


class CallOffForm(Public):
    """A few words to those who come, about what is called off."""

    public = ("words",)

    words = words_to_guests()


class MoveForm(TimeForm, Public):
    """Another day, hour or place: of one date, or of all that follow."""

    public = ("place", "words")

    is_needed = True
    place = line(_l("Où ?"), limit=PLACE_LIMIT, optional=True)
    words = words_to_guests()
    span = RadioField(
        _l("Quelles dates changent ?"),
        filters=[lambda value: value or ONE],
        choices=[
            SelectChoice(ONE, _l("Cette date seulement")),
            SelectChoice(FOLLOWING, _l("Celle-ci et les suivantes")),
        ],
    )

    @classmethod
    def of(cls, occurrence: Occurrence, *, by_author: bool) -> Self:
        """Return the form of a date: as typed when it was sent, else as it stands.

        Left empty, the place of what is held at a home is that home; any other has to be said.
        """
        local: datetime = to_user_timezone(occurrence.starts_at)
        lasts = int((occurrence.ends_at - occurrence.starts_at).total_seconds()) // 60
        form = cls(
            data={
                "day": local.date(),
                "hour": hour_of(occurrence.starts_at),
                "minutes": lasts,
                "place": occurrence.held_where,
                "span": ONE,
            }
        )
        known = {value for value, *_ in form.minutes.iter_choices()}
        if lasts not in known:
            form.minutes.choices = [*form.minutes.choices, SelectChoice(lasts, say_lasting(lasts))]
        gathering = occurrence.gathering
        if not gathering.is_series:
            del form.span
        form.is_needed = not gathering.is_at_home
        form.place.flags.needed_at_times = form.is_needed
        if not form.is_needed:
            form.place.description = _AT_HOSTS if by_author else _AT_AUTHORS
        return form

    def validate(self, extra_validators: object = None) -> bool:
        """Ask where, of what is not at somebody’s home."""
        right = bool(super().validate(extra_validators))
        if self.is_needed and not (self.place.data or "").strip():
            self.place.errors = [gettext("Écrivez le nom du lieu.")]
            return False
        return right

    def move(self) -> Move:
        """Return what it becomes."""
        return Move(
            day=self.day.data,
            begins=self.hour.data,
            minutes=self.minutes.data,
            place=self.place.data or "",
            words=self.words.data or "",
        )

    @property
    def is_for_following(self) -> bool:
        """Whether those that follow change too."""
        return "span" in self and self.span.data == FOLLOWING


class ComeForm(Form):
    """How many would come."""

    party = IntegerField(
        _l("Vous serez combien ?"),
        [required(), NumberRange(1, MOST_IN_PARTY, _l("Écrivez un nombre de %(min)s à %(max)s."))],
        default=1,
    )


class WantForm(Form):
    """One more thing that somebody should bring."""

    name = line(_l("Quoi ?"), limit=80)
    number = IntegerField(
        _l("Combien ?"),
        [required(), NumberRange(1, 20, _l("Écrivez un nombre de %(min)s à %(max)s."))],
        default=1,
    )


class ThanksForm(Public):
    """A few words to the hosts."""

    text = paragraph(_l("Votre mot"), limit=THANKS_LIMIT)


class PhotoForm(Form):
    """A photo of the moment, and that nobody minds."""

    photo = FileField(
        _l("Une photo de la rencontre"),
        [required(_l("Choisissez une photo."))],
        description=_l("La date et le lieu de prise de vue sont effacés."),
    )
    description = line(_l("Ce qu’on y voit"), limit=200, optional=True)
    all_agree = BooleanField(
        _l("Personne n’est reconnaissable sur cette photo sans être d’accord"),
        [required(_l("Cochez cette case si c’est le cas. Sinon, choisissez une autre photo."))],
    )

    def validate(self, extra_validators: object = None) -> bool:
        """Say that the photo is to be chosen again: a browser gives no file back to a page."""
        right = bool(super().validate(extra_validators))
        if not right and self.photo.data and not self.photo.errors:
            self.photo.errors = [gettext("Choisissez de nouveau la photo : elle n’est pas partie.")]
        return right


class PublicPlaceForm(Form):
    """One more place open to all."""

    name = line(_l("Nom du lieu"), limit=PLACE_LIMIT)
    quartier_id = ListField(_l("Quartier"), coerce=lambda value: int(value) if value else None)

    def among(self, quartiers: Sequence[Quartier]) -> Self:
        """Propose these quartiers."""
        self.quartier_id.choices = [(one.id, one.name) for one in quartiers]
        return self
