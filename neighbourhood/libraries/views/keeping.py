"""Setting a library up, and keeping its shelves and labels."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.storing.pictures import Photo
from neighbourhood.foundation.web import photos
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.identifiers import row_id
from neighbourhood.foundation.web.links import link
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.libraries import letters
from neighbourhood.libraries.access import keepers
from neighbourhood.libraries.actions import naming
from neighbourhood.libraries.actions import shelves as keeping
from neighbourhood.libraries.forms.tools import ToolForm
from neighbourhood.libraries.kinds import READ_TOOL
from neighbourhood.libraries.letters import Label
from neighbourhood.libraries.models.libraries import Library, Tool
from neighbourhood.libraries.queries import loans, shelves
from neighbourhood.libraries.subjects import categories_here
from neighbourhood.libraries.views.blueprint import bp
from neighbourhood.libraries.views.visiting import looked_for
from neighbourhood.partners.models import Partner
from neighbourhood.residents.access import current_actor

TOOLS = "/partenaires/<int:partner_id>/outiltheque/outils"
MOST_LABELS = 480


@bp.get(TOOLS)
@keepers
def tools(partner: Partner) -> ResponseReturnValue:
    """List what a library has, to be found, changed and labelled."""
    library, looked = shelves.library_of(partner), looked_for()
    page = shelves.inventory(library, looked, Cursor.parse(request.args.get("after")))
    return render_template(
        "neighbourhood/libraries/tools.html",
        partner=partner,
        library=library,
        looked=looked,
        page=page,
        standing=shelves.standing(page.rows),
        categories=categories_here(),
    )


@bp.route(f"{TOOLS}/ajouter", methods=["GET", "POST"])
@keepers
@limit("240 per hour")
def add_tool(partner: Partner) -> ResponseReturnValue:
    """Put one more tool on the shelves, then one more."""
    library, form = shelves.library_of(partner), ToolForm()
    fresh = photos.left_by(form, [])
    if fresh is not None:
        return _add(library, form, fresh)
    page = render_template(
        "neighbourhood/libraries/add_tool.html", partner=partner, library=library, form=form
    )
    return page, 422 if form.errors or form.shown else 200


def _add(library: Library, form: ToolForm, fresh: list[Photo]) -> ResponseReturnValue:
    partner = library.partner
    with transaction():
        here = shelves.library_of(partner)
        tool = keeping.add_tool(current_actor(), here, said=form.said(fresh))
        title, label = tool.title, tool.label
    said = gettext("Ajouté : « %(title)s », étiquette %(label)s.", title=title, label=label)
    flash(said)
    return redirect(url_for("libraries.add_tool", partner_id=partner.id), 303)


@bp.get(f"{TOOLS}/<int:tool_id>")
@keepers
def keep_tool(partner: Partner, tool_id: int) -> ResponseReturnValue:
    """Show a tool to those who keep it, with what may be done."""
    tool = shelves.tool_of(partner, tool_id)
    out, awaited = loans.out(tool.id), loans.reservations(tool.id)
    page = render_template(
        "neighbourhood/libraries/keep_tool.html",
        partner=partner,
        tool=tool,
        out=out,
        awaited=awaited,
        read=READ_TOOL.drawn(tool),
    )
    with transaction():
        named = [each.borrower for each in (out, *awaited) if each]
        naming.note_read(current_actor(), tool.library, named)
    return page


@bp.get(f"{TOOLS}/<int:tool_id>/photo/<name>")
@keepers
def kept_photo(partner: Partner, tool_id: int, name: str) -> Response:
    """Show a photo of a tool to those who keep it, whatever has become of the tool."""
    tool = shelves.tool_of(partner, tool_id)
    return photos.hand_out(pictures.key_named(tool.photos, name))


@bp.route(f"{TOOLS}/<int:tool_id>/modifier", methods=["GET", "POST"])
@keepers
@limit("240 per hour")
def edit_tool(partner: Partner, tool_id: int) -> ResponseReturnValue:
    """Say a tool otherwise."""
    tool = shelves.tool_of(partner, tool_id)
    form, read = ToolForm(data=_said_of(tool)), READ_TOOL.first_drawn(tool)
    form.keep_category(tool.category)
    kept = photos.left_by(form, tool.photos)
    if kept is not None:
        return _save(partner, tool, form, kept)
    described = pictures.described(tool.photos, request.form)
    shown = {"partner": partner, "tool": tool, "form": form, "photos": described, "read": read}
    page = render_template("neighbourhood/libraries/edit_tool.html", **shown)
    return page, 422 if form.errors or form.shown else 200


def _said_of(tool: Tool) -> dict[str, str]:
    # Photos stand beside the form: what is typed there is new ones.
    return {name: getattr(tool, name) for name in ("title", "category", "body", "condition")}


def _save(partner: Partner, tool: Tool, form: ToolForm, kept: list[Photo]) -> ResponseReturnValue:
    before = tool.photos
    with transaction():
        own = READ_TOOL.unchanged(shelves.tool_of(partner, tool.id))
        keeping.describe(current_actor(), own, said=form.said(kept))
    photos.forget(pictures.taken_away(before, kept))
    flash(gettext("C’est modifié."))
    return _to_tool(partner, tool.id)


def _to_tool(partner: Partner, tool_id: int) -> ResponseReturnValue:
    here = url_for("libraries.keep_tool", partner_id=partner.id, tool_id=tool_id)
    return redirect(here, 303)


@bp.post(f"{TOOLS}/<int:tool_id>/reparer")
@keepers
def mend(partner: Partner, tool_id: int) -> ResponseReturnValue:
    """Take a tool off the shelf to be mended."""
    with transaction():
        tool = READ_TOOL.unchanged(shelves.tool_of(partner, tool_id))
        keeping.mend(current_actor(), tool)
    flash(gettext("C’est noté : l’outil est en réparation."))
    return _to_tool(partner, tool_id)


@bp.post(f"{TOOLS}/<int:tool_id>/en-rayon")
@keepers
def put_on_shelf(partner: Partner, tool_id: int) -> ResponseReturnValue:
    """Put a tool on the shelf again."""
    with transaction():
        tool = READ_TOOL.unchanged(shelves.tool_of(partner, tool_id))
        keeping.put_on_shelf(current_actor(), tool)
    flash(gettext("L’outil est de nouveau en rayon."))
    return _to_tool(partner, tool_id)


@bp.post(f"{TOOLS}/<int:tool_id>/retirer")
@keepers
@undone_by("libraries.put_back")
def retire(partner: Partner, tool_id: int) -> ResponseReturnValue:
    """Lend a tool no more."""
    with transaction():
        tool = READ_TOOL.unchanged(shelves.tool_of(partner, tool_id))
        keeping.retire(current_actor(), tool)
    flash(gettext("L’outil est retiré du prêt."))
    return _to_tool(partner, tool_id)


@bp.post(f"{TOOLS}/<int:tool_id>/remettre")
@keepers
def put_back(partner: Partner, tool_id: int) -> ResponseReturnValue:
    """Go back on having retired a tool."""
    with transaction():
        tool = READ_TOOL.unchanged(shelves.tool_of(partner, tool_id))
        keeping.put_back(current_actor(), tool)
    flash(gettext("C’est comme avant."))
    return _to_tool(partner, tool_id)


@bp.get("/partenaires/<int:partner_id>/outiltheque/etiquettes.pdf")
@keepers
@limit("60 per hour", methods=["GET"])
def labels(partner: Partner) -> Response:
    """Hand out sheets of labels: of the tools chosen, or of all."""
    library = shelves.library_of(partner)
    chosen = [_number(said) for said in request.args.getlist("outil")[:MOST_LABELS]]
    found = shelves.to_label(library, chosen)[:MOST_LABELS]
    if chosen and not found:
        raise Missing
    said = [
        Label(tool.title, tool.label, link("libraries.scan_tool", label=tool.label), library.name)
        for tool in found
    ]
    return paper.hand_out(letters.sheets(said), gettext("etiquettes.pdf"))


def _number(said: str) -> int:
    try:
        return row_id(said)
    except ValueError:
        return 0
