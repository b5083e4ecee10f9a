"""Reading charters, and agreeing to them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import anyone, at_the_screen, even_suspended, signed_in
from neighbourhood.foundation.web.identifiers import row_id
from neighbourhood.foundation.web.links import local_path
from neighbourhood.foundation.words.comparing import line_by_line
from neighbourhood.foundation.words.outlining import outlined
from neighbourhood.mandates.access import represented
from neighbourhood.moderation.quiet import quiet_words
from neighbourhood.moderation.views import charter_gate
from neighbourhood.moderation.views.blueprint import bp
from neighbourhood.places.models import Municipality
from neighbourhood.residents.access import without_charter
from neighbourhood.residents.actions import charters as actions
from neighbourhood.residents.models.charters import Charter
from neighbourhood.residents.queries import charters

bp.add_app_template_global(outlined)
bp.add_app_template_global(line_by_line)
bp.add_app_template_global(quiet_words)


@bp.app_template_global()
def said_in_charter(charter: Charter, what: str) -> str:
    """Return a part of a charter in the reader’s language."""
    return charter.said(what, get_locale().language)


@bp.get("/charte")
@even_suspended
@represented()
@anyone
def charter() -> ResponseReturnValue:
    """Show the charter of the instance, whoever asks, with its former versions."""
    return _page(None)


@bp.get("/charte/<insee>")
@even_suspended
@represented()
@anyone
def town_charter(insee: str) -> ResponseReturnValue:
    """Show the charter of a town in the same way."""
    return _page(charters.town_of(insee))


def _page(town: Municipality | None) -> ResponseReturnValue:
    versions = charters.versions(town.id if town else None)
    asked = request.args.get("version", type=row_id)
    shown = next((one for one in versions if asked in (None, one.version)), None)
    if shown is None:
        raise Missing
    who = at_the_screen()
    agreed = charters.agreed(who.id) if current_user.is_authenticated else []
    return render_template(
        "neighbourhood/moderation/charter.html",
        charter=shown,
        versions=versions,
        town=town,
        towns=charters.towns(),
        agreed={one.charter_id: one.accepted_at for one in agreed},
    )


@bp.get("/charte/a-lire")
@represented()
@without_charter
@signed_in
def charter_to_read() -> ResponseReturnValue:
    """Show what changed, then the whole text, to whoever has not agreed to it yet."""
    who, onward = at_the_screen(), local_path(request.args.get("next"))
    due = charters.due(who)
    if due is None:
        return redirect(onward)
    return render_template(
        "neighbourhood/moderation/charter_to_read.html",
        charter=due,
        before=charters.agreed_before(who, due.municipality_id),
        onward=onward,
    )


@bp.post("/charte/<int:charter_id>/accepter")
@represented()
@without_charter
@signed_in
def accept_charter(charter_id: int) -> ResponseReturnValue:
    """Agree, for oneself: an agent never agrees in the name of somebody else."""
    who, onward = at_the_screen(), local_path(request.args.get("next"))
    with transaction():
        actions.accept(who, charters.published(charter_id))
        left = charters.due(who)
    if left is not None:
        return redirect(url_for("moderation.charter_to_read", next=onward), 303)
    flash(gettext("Merci. C’est noté : vous avez accepté la charte."))
    return redirect(onward, 303)


@bp.post("/charte/plus-tard")
@represented()
@without_charter
@signed_in
def read_charter_later() -> ResponseReturnValue:
    """Go on reading without agreeing; whoever writes is asked again."""
    charter_gate.put_off()
    flash(
        gettext(
            "Vous pouvez continuer à lire. Pour écrire à quelqu’un ou pour publier, il faudra "
            "d’abord accepter la charte."
        ),
        "info",
    )
    return redirect(local_path(request.args.get("next")), 303)
