"""Reading what a colleague wrote anew of a need, a proof or thanks."""

from collections.abc import Callable

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.needs import queries, revising
from neighbourhood.needs.forms.judging import ChecklistForm, ReturnForm
from neighbourhood.needs.kinds import READ_ANEW
from neighbourhood.needs.models import Need
from neighbourhood.needs.versions import NeedRevision
from neighbourhood.needs.views.blueprint import bp, to_review
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.queries import here
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.acting import Actor

_READ = "/partenaires/<int:partner_id>/besoins/<int:need_id>/versions/<int:revision_id>"


@bp.get(_READ)
@staff(StaffRole.PUBLISH)
def revision(partner: Partner, need_id: int, revision_id: int) -> ResponseReturnValue:
    """Show what stands there and what it would become, side by side."""
    need = queries.of_partner(partner, need_id)
    found = queries.revision_of(need, revision_id)
    return _show(need, found, ChecklistForm(), ReturnForm())


@bp.post(f"{_READ}/envoyer")
@staff(StaffRole.PUBLISH)
def submit_revision(partner: Partner, need_id: int, revision_id: int) -> ResponseReturnValue:
    """Ask a colleague to read it."""
    told = gettext("C’est envoyé. Une ou un collègue relit avant que cela soit montré.")
    return _weigh(partner, need_id, revision_id, step="sent", act=revising.submit, told=told)


@bp.post(f"{_READ}/publier")
@staff(StaffRole.PUBLISH)
def approve_revision(partner: Partner, need_id: int, revision_id: int) -> ResponseReturnValue:
    """Publish what a colleague wrote anew."""
    told = gettext("C’est fait. Celles et ceux qui ont donné sont prévenus.")
    return _weigh(partner, need_id, revision_id, step="approved", act=revising.approve, told=told)


def _weigh(
    partner: Partner,
    need_id: int,
    revision_id: int,
    *,
    step: str,
    act: Callable[[Actor, Need, NeedRevision], None],
    told: str,
) -> ResponseReturnValue:
    """Go on with a text once every question about it is answered, as it was read."""
    need = queries.of_partner(partner, need_id)
    form = ChecklistForm()
    if not form.validate_on_submit():
        return _show(need, queries.revision_of(need, revision_id), form, ReturnForm())
    with transaction():
        need = queries.locked(need_id)
        found = READ_ANEW.unchanged(queries.revision_of(need, revision_id))
        revising.note_check(current_actor(), need, step, form.questions.data, found)
        act(current_actor(), need, found)
    flash(told)
    return to_review(need)


@bp.post(f"{_READ}/renvoyer")
@staff(StaffRole.PUBLISH)
def send_revision_back(partner: Partner, need_id: int, revision_id: int) -> ResponseReturnValue:
    """Give it back to its author with a remark."""
    need = queries.of_partner(partner, need_id)
    form = ReturnForm(here=here(partner.municipality_id))
    if not form.validate_on_submit():
        return _show(need, queries.revision_of(need, revision_id), ChecklistForm(None), form)
    _act(
        need_id,
        revision_id,
        lambda held, found: revising.send_back(
            current_actor(), held, found, reason=form.reason.data
        ),
    )
    flash(gettext("La remarque est partie."))
    return to_review(need)


def _before_drop(partner: Partner, need_id: int, revision_id: int) -> Ending:
    back = url_for(
        "needs.revision", partner_id=partner.id, need_id=need_id, revision_id=revision_id
    )
    return Ending(
        title=gettext("Abandonner ce texte ?"),
        happens=(
            gettext("Ce qui a été écrit est abandonné pour de bon."),
            gettext("Ce que les voisins lisent aujourd’hui ne change pas."),
        ),
        word=gettext("Abandonner"),
        back=(back, gettext("Le texte")),
        of=(READ_ANEW, queries.revision_of(queries.of_partner(partner, need_id), revision_id)),
    )


@bp.route(f"{_READ}/abandonner", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
@asks_first(_before_drop)
def drop_revision(partner: Partner, need_id: int, revision_id: int) -> ResponseReturnValue:
    """Give it up; what is published stands."""
    need = queries.of_partner(partner, need_id)
    _act(need_id, revision_id, lambda held, found: revising.drop(current_actor(), held, found))
    flash(gettext("C’est abandonné. Rien n’a changé pour les voisins."))
    return to_review(need)


def _act(need_id: int, revision_id: int, action: Callable[[Need, NeedRevision], None]) -> None:
    with transaction():
        need = queries.locked(need_id)
        action(need, READ_ANEW.unchanged(queries.revision_of(need, revision_id)))


def _show(
    need: Need, found: NeedRevision, checklist: ChecklistForm, return_form: ReturnForm
) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/needs/revision.html",
        need=need,
        revision=found,
        read=READ_ANEW.drawn(found),
        checklist=checklist,
        return_form=return_form,
    )
    return page, 422 if checklist.errors or return_form.errors else 200
