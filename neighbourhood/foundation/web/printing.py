"""What is typed for a paper: only what our faces can write, and said while it can be changed."""

from flask_babel import gettext
from wtforms import Field, Form
from wtforms.validators import ValidationError

from neighbourhood.foundation.outside import paper


def can_be_printed(_form: Form, field: Field) -> None:
    """Refuse signs that no face of ours has: on the paper there would be a blank."""
    lacking = paper.unwritten(field.data or "")
    if lacking:
        raise ValidationError(
            gettext("Nos polices n’ont pas ces signes : %(signs)s.", signs=" ".join(lacking))
        )
