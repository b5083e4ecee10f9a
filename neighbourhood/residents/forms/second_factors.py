"""What one types of a second factor."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.forms import Form, HiddenField, line


class CodeForm(Form):
    """A code of an application, or one kept on paper."""

    code = line(_l("Code"), limit=40)


class ShownCodeForm(Form):
    """The first code of an application that is being enrolled."""

    sealed = HiddenField()
    code = line(
        _l("Code à 6 chiffres"),
        limit=12,
        description=_l("Celui que l’application montre maintenant."),
    )


class PasskeyNameForm(Form):
    """What the owner of a key calls it."""

    name = line(
        _l("Nom de cette clé"),
        limit=60,
        description=_l("Pour la reconnaître : « Mon téléphone », « Ordinateur du salon »."),
    )


class PasskeyForm(PasskeyNameForm):
    """What a device made, and the name its owner gives it."""

    credential = HiddenField()
