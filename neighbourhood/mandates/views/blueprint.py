"""The blueprint, and the words that every page may use."""

from flask import Blueprint, render_template
from flask.blueprints import BlueprintSetupState

from neighbourhood.foundation.web.forms import Form
from neighbourhood.mandates import kinds
from neighbourhood.mandates.paperwork import months

bp = Blueprint("mandates", __name__)


@bp.record_once
def teach_words(state: BlueprintSetupState) -> None:
    """Let every template name what mandates allow, for how long, and what was done."""
    state.app.jinja_env.globals.update(
        known_scopes=kinds.known_scopes,
        DURATIONS=kinds.DURATIONS,
        say_mandate_status=kinds.say_status,
        say_deed=kinds.say_deed,
        say_month=months.say_month,
    )


def page_of(name: str, form: Form, *, status: int = 422, **values: object) -> tuple[str, int]:
    """Show a page with its form: `status` once something is to be mended."""
    page = render_template(f"neighbourhood/mandates/{name}.html", form=form, **values)
    return page, status if form.errors else 200
