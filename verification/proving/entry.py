"""A code as it is typed: that of a letter, of a household, of a neighbour."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.typed_codes import TypedCodeForm, code_line

LETTERS_AND_FIGURES = {
    "autocapitalize": "characters",
    "spellcheck": "false",
    "placeholder": "ABCDE-12345",
    "data-behaviour": "code",
}


class CodeForm(TypedCodeForm):
    """The code of a letter, however it is typed."""

    UNREAD = _l("Un code compte dix lettres et chiffres, comme ABCDE-12345. Relisez la lettre.")
    code = code_line(_l("Code de la lettre"))
