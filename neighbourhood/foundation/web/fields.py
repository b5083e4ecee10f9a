"""Fields that are read with more care than the browser gives them."""

from datetime import date
from os import SEEK_END
from typing import Any, ClassVar

import wtforms
from flask_babel import gettext
from flask_wtf.file import FileField as AnyFileField
from werkzeug.datastructures import FileStorage

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.outside import scanning
from neighbourhood.foundation.settings import MAX_UPLOAD_BYTES
from neighbourhood.foundation.words import mailboxes

_MEGABYTE = 1024 * 1024
_FURTHEST = date(9000, 1, 1)


class EmailField(wtforms.EmailField):
    """A mailbox address, in the form in which all are kept."""

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, filters=[_tidy_mailbox], **options)


class Boxes(wtforms.SelectMultipleField):
    """Boxes to tick: what is none of them is said in words."""

    def pre_validate(self, _form: Any) -> None:
        """Refuse what no box of the page says."""
        known = {choice.value for choice in self.iter_choices()}
        if not known.issuperset(self.data or ()):
            raise wtforms.ValidationError(gettext("Cochez seulement des cases de cette page."))


class DateField(wtforms.DateField):
    """A day; the last ones that there are become an earlier one, as far for every form.

    From those no day could be counted on.
    """

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day that was typed."""
        super().process_formdata(valuelist)
        if self.data is not None:
            self.data = min(self.data, _FURTHEST)


def _tidy_mailbox(value: str | None) -> str | None:
    return None if value is None else mailboxes.tidy(value)


class AtTimes(wtforms.widgets.TextInput):
    """Of a field that another answer may ask for: it is not called optional."""

    field_flags: ClassVar = {"needed_at_times": True}


class FileField(AnyFileField):
    """A file of bearable weight: with a heavier one the form comes back, its words in it."""

    data: Any
    render_kw: Any

    def __init__(
        self, label: Any = None, validators: Any = None, *, lighter: Any = None, **options: Any
    ) -> None:
        """Take a file; `lighter` says how one makes it so, where it is no photo."""
        super().__init__(label, validators, **options)
        self._lighter = lighter
        # The browser says it before anything is sent (static/behaviours/words.js).
        self.render_kw = {**(self.render_kw or {}), "data-most-bytes": MAX_UPLOAD_BYTES}

    def pre_validate(self, _form: wtforms.form.BaseForm) -> None:
        """Refuse what is too heavy before anything looks into it, then what is dangerous."""
        for file in self.sent:
            self._bear(file)

    @property
    def sent(self) -> list[Any]:
        """The files that were sent: one, or none."""
        return [self.data] if self.data else []

    def _bear(self, file: Any) -> None:
        weight = _weight(file)
        if weight > MAX_UPLOAD_BYTES:
            if self._lighter:
                raise wtforms.validators.StopValidation(str(self._lighter))
            raise wtforms.validators.StopValidation(
                gettext(
                    "Ce fichier pèse %(weight)d Mo : 12 Mo au plus. Choisissez-en un plus léger, "
                    "ou faites une capture d’écran de la photo et envoyez la capture.",
                    weight=-(-weight // _MEGABYTE),
                )
            )
        if weight:
            _look_into(file)


class FilesField(FileField):
    """Several files, each of bearable weight."""

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, **options)
        self.render_kw = {**self.render_kw, "multiple": True}

    def process_formdata(self, valuelist: Any) -> None:
        """Take every file that has a name: a browser sends an empty one for none."""
        self.data = [file for file in valuelist if isinstance(file, FileStorage) and file]

    @property
    def sent(self) -> list[Any]:
        """The files that were sent."""
        return list(self.data or ())


def _look_into(file: Any) -> None:
    data = file.stream.read()
    file.stream.seek(0)
    try:
        scanning.check(data)
    except DomainError as refusal:
        raise wtforms.validators.StopValidation(refusal.say()) from None


def _weight(file: Any) -> int:
    if not file:
        return 0
    weight: int = file.stream.seek(0, SEEK_END)
    file.stream.seek(0)
    return weight
