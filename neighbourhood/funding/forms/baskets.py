"""What is sent with a basket that is paid."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.fields import EmailField
from neighbourhood.foundation.web.forms import Form, HiddenField, required
from neighbourhood.residents.forms.accounts import real_email


class BasketForm(Form):
    """A basket as it was read: its key is another one once it has changed."""

    key = HiddenField()


class VisitorBasketForm(BasketForm):
    """The same of somebody without an account."""

    email = EmailField(
        _l("Votre adresse e-mail"),
        [required(), real_email],
        description=_l("Pour le reçu, et pour vous dire à quoi vos dons ont servi. Rien d’autre."),
    )
