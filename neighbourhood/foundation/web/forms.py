"""Forms: typed values in, one helpful sentence for each thing to mend."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from hashlib import sha256
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask_babel import get_timezone, gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
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
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from neighbourhood.foundation.words.money import parse_euros
from neighbourhood.foundation.words.sanitising import clean_text
from neighbourhood.foundation.words.showing import shown_by

__all__ = [
    "BooleanField",
    "DateField",
    "EmailField",
    "EurosField",
    "FileField",
    "Form",
    "HiddenField",
    "IntegerField",
    "NumberRange",
    "Optional",
    "PasswordField",
    "Public",
    "TimeField",
    "ValidationError",
    "choice",
    "line",
    "moment",
    "paragraph",
    "required",
    "select",
]


class Form(FlaskForm):
    """The base of every form: CSRF, and errors in the reader's language."""


class Public(Form):
    """A form whose `public` texts many will read: what they show is said once before it is sent.

    `anyway` is the mark of the texts that the warning was shown for: other texts are asked anew.
    """

    public: ClassVar[tuple[str, ...]] = ()
    anyway = HiddenField()
    shown: Sequence[object] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """Hold a right form back once when its texts show a telephone, a mailbox or a door."""
        if not super().validate(extra_validators):
            return False
        texts = [self[name].data or "" for name in self.public]
        mark = sha256("\n".join(texts).encode()).hexdigest()
        if self.anyway.data != mark:
            self.shown = shown_by(texts)
        self.anyway.data = mark
        return not self.shown


def required(message: Any = None) -> InputRequired:
    """Ask for an answer, with a sentence that says which."""
    return InputRequired(message or _l("Cette réponse manque."))


def _tidy(value: str | None) -> str | None:
    return None if value is None else clean_text(value)


def _tidy_line(value: str | None) -> str | None:
    return None if value is None else clean_text(value, one_line=True)


def _at_most(limit: int) -> Length:
    return Length(
        max=limit, message=_l("C’est trop long : %(max)d caractères au plus, raccourcissez un peu.")
    )


def line(label: Any, *, limit: int = 200, optional: bool = False, **options: Any) -> StringField:
    """One line of text, cleaned, at most `limit` characters."""
    first = Optional() if optional else required()
    return StringField(
        label, [first, _at_most(limit), _not_blank(optional)], [_tidy_line], **options
    )


def paragraph(
    label: Any, *, limit: int = 2000, optional: bool = False, **options: Any
) -> TextAreaField:
    """Several lines of text, cleaned, at most `limit` characters."""
    first = Optional() if optional else required()
    return TextAreaField(label, [first, _at_most(limit), _not_blank(optional)], [_tidy], **options)


def _not_blank(optional: bool) -> Callable[[Form, Field], None]:
    # Invisible characters count as an answer for the browser, not for a reader.
    def check(_form: Form, field: Field) -> None:
        if not optional and not (field.data or "").strip():
            raise ValidationError(gettext("Cette réponse manque."))

    return check


def _to_member(kind: type[StrEnum]) -> Callable[[Any], StrEnum | None]:
    return lambda value: kind(value) if value else None


def choice(label: Any, options: Iterable[tuple[StrEnum, Any]], **more: Any) -> RadioField:
    """One of a few, each with its words; the value is the enum member."""
    pairs = list(options)
    return RadioField(
        label,
        [required(_l("Choisissez une des réponses."))],
        choices=[SelectChoice(member.value, words) for member, words in pairs],
        coerce=_to_member(type(pairs[0][0])),
        **more,
    )


def select(label: Any, options: Iterable[tuple[str, Any]], **more: Any) -> SelectField:
    """One of many, in a list that opens; the value is text unless `coerce` says otherwise."""
    choices = [SelectChoice(value, words) for value, words in options]
    return SelectField(label, choices=choices, **more)


class EurosField(StringField):
    """An amount typed in euros, kept in cents; "12", "12,50" and "1 200 €" are understood."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return (
            ""
            if self.data is None
            else f"{self.data // 100},{self.data % 100:02}".removesuffix(",00")
        )

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        self.data = parse_euros(valuelist[0])
        if self.data is None:
            raise ValueError(gettext("Écrivez un montant en euros, par exemple 12 ou 12,50."))


def moment(day: date, hour: time) -> datetime:
    """Return the UTC moment of a local `day` and `hour` typed on the page."""
    # Flask-Babel may hand out a pytz zone, whose offset is wrong when given to `combine`.
    zone = ZoneInfo(str(get_timezone() or "Europe/Paris"))
    return datetime.combine(day, hour, zone).astimezone(UTC)
