"""Forms: typed values in, one helpful sentence for each thing to mend."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask_babel import get_timezone, gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import Choice, SelectChoice
from wtforms.validators import (
    InputRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from neighbourhood.foundation.web.csrf import OwnedCSRF
from neighbourhood.foundation.web.fields import DateField, EmailField, FileField, FilesField
from neighbourhood.foundation.words.money import either, figure, readings
from neighbourhood.foundation.words.sanitising import LONGEST_TEXT, clean_text

__all__ = [
    "BooleanField",
    "DateField",
    "EmailField",
    "EurosField",
    "FileField",
    "FilesField",
    "Form",
    "HiddenField",
    "IntegerField",
    "ListField",
    "NumberRange",
    "Optional",
    "PasswordField",
    "TimeField",
    "ValidationError",
    "choice",
    "line",
    "moment",
    "paragraph",
    "required",
]


class Form(FlaskForm):
    """The base of every form: CSRF, and errors in the reader's language.

    `numbered` tells how the names of fields begin that are made for each row of something.
    `beside` is what a page asks that is no field: the id of its place, and what it is called.
    """

    numbered: ClassVar[tuple[str, ...]] = ()
    beside: ClassVar[Mapping[str, Any]] = MappingProxyType({})

    class Meta(FlaskForm.Meta):
        """How every field is drawn."""

        csrf_class = OwnedCSRF

        def render_field(self, field: Any, render_kw: dict[str, Any]) -> Any:
            """Draw a field; the browser must say what is too long, never cut it off unseen."""
            most = getattr(field.flags, "maxlength", None)
            # A page that says `maxlength=none` asks for a code, however it is spaced.
            counted = render_kw.get("maxlength", most) and most
            limits = {"maxlength": False, "data-most": counted or False}
            return super().render_field(field, {**render_kw, **limits})


def required(message: Any = None) -> InputRequired:
    """Ask for an answer, with a sentence that says which."""
    return InputRequired(message or _l("Cette réponse manque."))


def _tidy(value: str | None) -> str | None:
    return clean_text(value) if value and len(value) <= LONGEST_TEXT else value


def _tidy_line(value: str | None) -> str | None:
    short = value and len(value) <= LONGEST_TEXT
    return clean_text(value or "", one_line=True) if short else value


class NoLongerThan(Length):
    """At most so many characters; whoever wrote more is told how many to take away."""

    def __call__(self, _form: Any, field: Any) -> None:
        over = len(field.data or "") - self.max
        if over > 0:
            # Nothing else is asked of a text of any length.
            raise StopValidation(
                gettext(
                    "C’est trop long : %(max)d caractères au plus, il y en a %(over)d de trop. "
                    "Rien n’est coupé ; raccourcissez, puis envoyez.",
                    max=self.max,
                    over=over,
                )
            )


def line(label: Any, *, limit: int = 200, optional: bool = False, **options: Any) -> StringField:
    """One line of text, cleaned, at most `limit` characters."""
    first = Optional() if optional else required()
    return StringField(
        label, [first, NoLongerThan(max=limit), _not_blank(optional)], [_tidy_line], **options
    )


def paragraph(
    label: Any, *, limit: int = 2000, optional: bool = False, **options: Any
) -> TextAreaField:
    """Several lines of text, cleaned, at most `limit` characters."""
    first = Optional() if optional else required()
    return TextAreaField(
        label, [first, NoLongerThan(max=limit), _not_blank(optional)], [_tidy], **options
    )


def _not_blank(optional: bool) -> Callable[[Form, Field], None]:
    # Invisible characters count as an answer for the browser, not for a reader.
    def check(_form: Form, field: Field) -> None:
        if not optional and not (field.data or "").strip():
            raise ValidationError(gettext("Cette réponse manque."))

    return check


def _to_member(kind: type[StrEnum]) -> Callable[[Any], StrEnum | None]:
    return lambda value: kind(value) if value else None


def choice(
    label: Any,
    options: Iterable[tuple[StrEnum, Any]],
    *,
    otherwise: StrEnum | None = None,
    **more: Any,
) -> RadioField:
    """One of a few, each with its words; the value is the enum member.

    `otherwise` is what it means to choose none: without it, one has to choose.
    """
    pairs = list(options)
    asked = required(_l("Choisissez une des réponses."))
    return RadioField(
        label,
        [] if otherwise else [asked],
        filters=[lambda value: value or otherwise],
        choices=[SelectChoice(member.value, words) for member, words in pairs],
        coerce=_to_member(type(pairs[0][0])),
        **more,
    )


class ListField(SelectField):
    """One of many, in a list that opens on nothing: nobody gives an answer they did not choose.

    The only choice there is needs no choosing: it stands there. So does what is in force already.
    """

    def __init__(self, label: Any, coerce: Callable[[Any], Any] = str, **more: Any) -> None:
        choose = _l("Choisissez dans la liste.")
        super().__init__(
            label,
            [required(choose)],
            coerce=coerce,
            invalid_value_message=choose,
            invalid_choice_message=choose,
            **more,
        )

    def iter_choices(self) -> list[Choice]:
        """Return what there is to choose, after a line that is no answer."""
        found: list[Choice] = super().iter_choices()
        if len(found) < 2 or self.object_data in [choice.value for choice in found]:
            return found
        # A browser stands on the first line where none is chosen. Were this one chosen, whatever is
        # sent would pass for one of the list.
        return [Choice("", gettext("Choisissez…"), selected=False, render_kw={}), *found]


class EurosField(StringField):
    """An amount as people type it, kept in cents; what may mean several is a question, no guess.

    `meant` are the amounts to choose from, while there is a question; the answer comes beside the
    text, under `meant_name`, and counts only if it is one of them.
    """

    meant: Sequence[int] = ()

    @property
    def meant_name(self) -> str:
        """The name under which the answer to the question comes."""
        return f"{self.name}-meant"

    def process(self, formdata: Any, *args: Any, **more: Any) -> None:
        """Read what was typed, with the answer to the question if there was one."""
        self._answer = formdata.get(self.meant_name, "") if formdata else ""
        super().process(formdata, *args, **more)

    def _value(self) -> str:
        # An answered question is not asked again: the figure that was meant stands there.
        if self.raw_data and (self.data is None or not self._answer):
            return str(self.raw_data[0])
        return "" if self.data is None else figure(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        found = readings(valuelist[0])
        if len(found) > 1:
            self._choose(found)
            return
        if not found:
            raise ValueError(gettext("Écrivez un montant en euros, par exemple 12 ou 12,50."))
        self.data = found[0]

    def _choose(self, found: Sequence[int]) -> None:
        meant = [cents for cents in found if str(cents) == self._answer]
        if not meant:
            self.meant = found
            raise ValueError(gettext("Vous voulez dire %(amounts)s ?", amounts=either(found)))
        self.data = meant[0]


def moment(day: date, hour: time) -> datetime:
    """Return the UTC moment of a local `day` and `hour` typed on the page."""
    # Flask-Babel may hand out a pytz zone, whose offset is wrong when given to `combine`.
    zone = ZoneInfo(str(get_timezone() or "Europe/Paris"))
    return datetime.combine(day, hour, zone).astimezone(UTC)
