"""What moderators have to look at: the queue of a town or of the instance, and one case."""

from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.mandates.policies import NobodyProved
from neighbourhood.moderation.access import CASE_SEEN, concerned_by, moderator
from neighbourhood.moderation.actions import queueing
from neighbourhood.moderation.kinds import REPORTABLES, thing_of
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.policies import deciding, hearing, reviewing
from neighbourhood.moderation.policies import reporting as policies
from neighbourhood.moderation.queries import cases, decisions, waiting
from neighbourhood.moderation.views.blueprint import bp
from neighbourhood.partners.access import administrator, staff, town_staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.access import current_actor, notes_sight


@bp.get("/moderation/<int:municipality_id>/")
@town_staff(StaffRole.MODERATE)
def queue(town: Municipality) -> ResponseReturnValue:
    """List what waits in a town, the first due first."""
    return _queue(town)


@bp.get("/moderation/")
@administrator
def instance_queue() -> ResponseReturnValue:
    """List what waits and belongs to no town."""
    return _queue(None)


@bp.get("/partenaires/<int:partner_id>/moderation")
@staff(StaffRole.MODERATE)
def from_desk(partner: Partner) -> ResponseReturnValue:
    """Lead from the desk of a town hall to the queue of its town."""
    return redirect(url_for("moderation.queue", municipality_id=partner.municipality_id), 302)


def _queue(town: Municipality | None) -> ResponseReturnValue:
    here = town.id if town else None
    found = waiting.queue(current_user, here)
    return render_template(
        "neighbourhood/moderation/queue.html",
        town=town,
        cases=found,
        proposals=waiting.proposals(current_user, here),
        appeals=waiting.appeals(current_user, here),
        counts=cases.counts_by_case(found),
        proposed=decisions.proposed_in(found),
        is_late=partial(cases.is_late, moment=now()),
    )


@bp.get("/moderation/dossiers/<int:case_id>")
@moderator
@notes_sight(CASE_SEEN, concerned_by)
def show(case: Case) -> ResponseReturnValue:
    """Show what was reported, as it was and as it is, and why; never who reported it."""
    kind, thing = REPORTABLES.get(case.about), thing_of(case)
    return render_template(
        "neighbourhood/moderation/case.html",
        case=case,
        kind=kind,
        thing=thing,
        title_now=kind.title(thing) if kind and thing is not None else "",
        excerpt_now=kind.excerpt(thing) if kind and thing is not None else "",
        rules=cases.rules_named(case),
        words=cases.words_said(case),
        late=cases.is_late(case, now()),
        may=policies,
        may_decide=deciding.may_decide(current_user, case),
        may_ask=hearing.may_ask(current_user, case),
        may_share=reviewing.may_share(current_user, case),
        proposed=decisions.proposed(case),
        may_agree=deciding.may_agree,
        is_another=deciding.is_another,
        why_not_agree=NobodyProved.sentence,
        decided=[one for one in decisions.of_case(case) if not one.is_proposed],
    )


@bp.post("/moderation/dossiers/<int:case_id>/prendre")
@moderator
def take_up(case: Case) -> ResponseReturnValue:
    """Take care of a case."""
    with transaction():
        queueing.take_up(current_actor(), case)
    flash(gettext("C’est noté : vous vous occupez de ce dossier."))
    return redirect(case.path, 303)


@bp.post("/moderation/dossiers/<int:case_id>/rendre")
@moderator
def give_back(case: Case) -> ResponseReturnValue:
    """Leave a case to the others."""
    with transaction():
        queueing.give_back(current_actor(), case)
    flash(gettext("C’est noté : ce dossier attend quelqu’un d’autre."))
    return redirect(case.path, 303)
