"""What those who run a town choose: what it offers, its lists, its colour and its logo."""

import re
from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import format_decimal, gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.storing.town_choices import NAME_LIMIT
from neighbourhood.foundation.storing.town_look import ALT_LIMIT, TownLook
from neighbourhood.foundation.web.choices import ICONS
from neighbourhood.foundation.web.forms import (
    BooleanField,
    FileField,
    Form,
    Optional,
    ValidationError,
    line,
    required,
)
from neighbourhood.foundation.words.contrast import LEAST, is_read, least_contrast, nearest_read


class OfferedForm(Form):
    """What a town, or the instance, offers."""

    codes = SelectMultipleField(_l("Ce qui est proposé"))

    def __init__(self, known: Sequence[str], **more: Any) -> None:
        super().__init__(**more)
        self.codes.choices = [SelectChoice(code, code) for code in known]


class ChoiceForm(Form):
    """A choice of a town’s own: its names and its icon."""

    icons = ICONS
    name = line(_l("Son nom"), limit=NAME_LIMIT, description=_l("En deux ou trois mots."))
    name_en = line(
        _l("Son nom en anglais"),
        limit=NAME_LIMIT,
        optional=True,
        description=_l("Sans lui, tout le monde lit le nom français."),
    )
    icon = RadioField(
        _l("Son image"),
        [required(_l("Choisissez une image."))],
        choices=[SelectChoice(icon, word) for icon, word in ICONS.items()],
        invalid_choice_message=_l("Choisissez une image."),
    )

    def validate_name(self, field: Field) -> None:
        """Ask for words: no code, no sign alone."""
        _ask_for_words(field.data or "")

    def validate_name_en(self, field: Field) -> None:
        """Ask for words, where there is a name."""
        if field.data:
            _ask_for_words(field.data)

    def said(self) -> dict[str, str]:
        """Return what was typed."""
        return {
            "name": self.name.data or "",
            "name_en": self.name_en.data or "",
            "icon": self.icon.data,
        }


def _ask_for_words(said: str) -> None:
    if "<" in said or ">" in said:
        raise ValidationError(gettext("Écrivez des mots simples, sans les signes < et >."))
    if not any(sign.isalpha() for sign in said):
        raise ValidationError(gettext("Écrivez au moins un mot."))


HOUSE, FREE = "house", "free"
# Read on every ground of the house, by day and by night.
PALETTE = {
    HOUSE: _l("Le vert de Palier"),
    "#0f477a": _l("Bleu"),
    "#3a3f8f": _l("Indigo"),
    "#722253": _l("Prune"),
    "#7a3410": _l("Brique"),
    "#614300": _l("Ocre"),
    "#3f4d0a": _l("Olive"),
    "#33475b": _l("Ardoise"),
}
_COLOUR = re.compile(r"#[0-9a-f]{6}")


# A browser sends no file a second time by itself.
_CHOOSE_AGAIN = _l("Choisissez le fichier du logo, même si vous l’aviez déjà choisi.")


class LookForm(Form):
    """The colour and the logo of a town."""

    palette = RadioField(
        _l("La couleur des boutons et des liens"),
        [required(_l("Choisissez une des réponses."))],
        choices=[
            *(SelectChoice(code, word) for code, word in PALETTE.items()),
            SelectChoice(FREE, _l("Une autre, écrite ci-dessous")),
        ],
    )
    free = line(
        _l("Une autre couleur"),
        limit=7,
        optional=True,
        description=_l("Un dièse et six chiffres ou lettres, par exemple #0f477a."),
    )
    logo = FileField(
        _l("Le logo"), [Optional()], description=_l("Une image PNG, JPEG ou WebP, pas de SVG.")
    )
    logo_alt = line(
        _l("Ce que dit le logo, en mots"),
        limit=ALT_LIMIT,
        optional=True,
        description=_l("Pour qui ne le voit pas : « Ville de Valbourg »."),
    )
    remove_logo = BooleanField(_l("Retirer le logo : il est effacé pour de bon"))
    nearest = ""

    def __init__(self, look: TownLook) -> None:
        known = look.colour in PALETTE
        standing = look.colour if known else FREE if look.colour else HOUSE
        said = {"palette": standing, "free": "" if known else look.colour}
        super().__init__(data={**said, "logo_alt": look.logo_alt})
        self._has_logo = look.logo_key is not None

    @property
    def colour(self) -> str:
        """The colour that was chosen; empty for that of the house."""
        if request.form.get("take"):
            return request.form["take"].lower()
        if self.palette.data == FREE:
            return (self.free.data or "").lower()
        return "" if self.palette.data == HOUSE else str(self.palette.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a colour that is read, and for the words of a logo."""
        right = super().validate(extra_validators)
        return self._is_read() and self._is_said() and right

    def _is_read(self) -> bool:
        colour = self.colour
        if not colour and self.palette.data != FREE:
            return True
        if not _COLOUR.fullmatch(colour):
            self.free.errors = [gettext("Écrivez un dièse et six chiffres ou lettres de a à f.")]
            return False
        if is_read(colour):
            return True
        self.nearest = nearest_read(colour)
        self.free.errors = [
            gettext(
                "Cette couleur ne se lit pas assez bien : son contraste est de %(has)s, il en faut "
                "%(least)s. La plus proche qui se lit est %(nearest)s.",
                has=format_decimal(int(least_contrast(colour) * 10) / 10),
                least=format_decimal(LEAST),
                nearest=self.nearest,
            )
        ]
        return False

    def _is_said(self) -> bool:
        sent = bool(getattr(self.logo.data, "filename", ""))
        shown = sent or (self._has_logo and not self.remove_logo.data)
        if shown and not self.logo_alt.data:
            self.logo_alt.errors = [gettext("Dites en quelques mots ce que montre le logo.")]
            if sent:
                self.logo.errors = [_CHOOSE_AGAIN]
            return False
        if self.logo_alt.data and not shown and not self.remove_logo.data:
            self.logo.errors = [_CHOOSE_AGAIN]
            return False
        return True
