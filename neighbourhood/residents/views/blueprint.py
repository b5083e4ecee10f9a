"""The blueprint, and what the pages of an account have in common."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms import Field

from neighbourhood.foundation.storing.passwords import verify_password
from neighbourhood.foundation.web import witnessing
from neighbourhood.foundation.web.access import at_the_screen, reader
from neighbourhood.foundation.web.forms import Form
from neighbourhood.foundation.web.links import local_path
from neighbourhood.foundation.web.witnessing import By
from neighbourhood.foundation.words import persons
from neighbourhood.residents import audiences, kinds
from neighbourhood.residents.access import acting_scopes, current_actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import accounts, neighbours

bp = Blueprint("residents", __name__)
bp.add_app_template_global(audiences.seen_as)
bp.add_app_template_global(acting_scopes)
bp.add_app_template_global(current_actor)
bp.add_app_template_global(kinds.say_reason)
bp.add_app_template_global(persons.hello, "hello")
bp.add_app_template_global(accounts.former_names, "names_before")


@bp.app_template_global()
def hand_of(agent: Resident | None, principal_id: int | None) -> str:
    """Return who acted for a principal, as the reader of this page reads it."""
    viewer = reader()
    return neighbours.hand_for(agent, principal_id, viewer if viewer.is_authenticated else None)


@bp.app_template_global()
def reads_own(resident_id: int | None) -> bool:
    """Tell whether that account reads this page itself, and nobody in its place."""
    signed_in = at_the_screen()
    return bool(signed_in.is_authenticated and signed_in.id == resident_id)


def page_of(name: str, form: Form, *, status: int = 422, **values: object) -> tuple[str, int]:
    """Show a page with its form: `status` once something is to be mended."""
    page = render_template(f"neighbourhood/residents/{name}.html", form=form, **values)
    return page, status if form.errors else 200


@bp.app_template_global()
def onward() -> str | None:
    """Return where whoever signs in goes on to, as the address of this page says; None for home."""
    where = local_path(request.args.get("next"))
    return None if where == "/" else where


def too_old(again: str, label: str) -> ResponseReturnValue:
    """Say that a link was used or is too old, and where to ask for another."""
    page = render_template("neighbourhood/residents/link_too_old.html", again=again, label=label)
    return page, 410


def gives_password(resident: Resident, field: Field) -> bool:
    """Tell whether the field holds the present password; if not, say so beside it."""
    right = verify_password(resident.password_hash, field.data)
    witnessing.tried(By.PASSWORD, resident.id, right=right)
    if right:
        return True
    field.errors = [gettext("Ce n’est pas votre mot de passe actuel. Essayez encore.")]
    return False
