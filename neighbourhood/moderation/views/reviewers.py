"""Who helps to review in a town, and which cases they are shown: for those who moderate."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.moderation.access import moderator
from neighbourhood.moderation.actions import reviewing as actions
from neighbourhood.moderation.forms.reviewing import NameForm, ShareForm
from neighbourhood.moderation.kinds import RESIDENT
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.outcomes import READ_CASE
from neighbourhood.moderation.policies import reviewing as policies
from neighbourhood.moderation.policies.reporting import AlreadyLookedAt
from neighbourhood.moderation.queries import reviews
from neighbourhood.moderation.views.blueprint import bp
from neighbourhood.moderation.voices import REVIEWER_WORDS
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries import accounts


@bp.route("/moderation/<int:municipality_id>/relecture", methods=["GET", "POST"])
@town_staff(StaffRole.MODERATE)
@limit("30 per hour", methods=["POST"])
def reviewers(town: Municipality) -> ResponseReturnValue:
    """List who helps to review, and ask one more."""
    form = NameForm()
    if form.validate_on_submit():
        found = accounts.by_email(form.email.data or "")
        try:
            with transaction():
                actions.name(current_actor(), town, found)
        except policies.CannotReview as refusal:
            form.email.errors = [refusal.say()]
        else:
            flash(gettext("C’est demandé : à cette personne de dire si elle veut aider."))
            return redirect(url_for("moderation.reviewers", municipality_id=town.id), 303)
    page = render_template(
        "neighbourhood/moderation/reviewers.html",
        town=town,
        form=form,
        reviewers=reviews.of_town(town.id),
        words=REVIEWER_WORDS,
    )
    return page, 422 if form.errors else 200


def _before_thanking(town: Municipality, reviewer_id: int) -> Ending:
    found = reviews.reviewer(town.id, reviewer_id)
    back = found.desk_path, gettext("Voisins de confiance")
    if found.is_asked:
        return Ending(
            title=gettext(
                "Reprendre la demande faite à %(name)s ?", name=found.resident.public_name
            ),
            happens=(
                gettext("Cette personne n’a plus à répondre. Un message le lui dit."),
                gettext("Vous pourrez lui demander de nouveau."),
            ),
            word=gettext("Reprendre la demande"),
            back=back,
        )
    return Ending(
        title=gettext("Remercier %(name)s ?", name=found.resident.public_name),
        happens=(
            gettext("On ne lui demandera plus d’avis. Ceux qui sont donnés restent."),
            gettext("Un message lui dit merci."),
        ),
        word=gettext("Remercier, et ne plus demander"),
        harmless=True,
        back=back,
    )


@bp.route(
    "/moderation/<int:municipality_id>/relecture/<int:reviewer_id>/remercier",
    methods=["GET", "POST"],
)
@town_staff(StaffRole.MODERATE)
@asks_first(_before_thanking)
def thank_reviewer(town: Municipality, reviewer_id: int) -> ResponseReturnValue:
    """Ask somebody for no more help, and thank them."""
    found = reviews.reviewer(town.id, reviewer_id)
    asked = found.is_asked
    with transaction():
        actions.thank(current_actor(), found)
    flash(
        gettext("La demande est reprise.")
        if asked
        else gettext("C’est fait, et cette personne en est remerciée.")
    )
    return redirect(url_for("moderation.reviewers", municipality_id=town.id), 303)


@bp.route("/moderation/dossiers/<int:case_id>/relecture", methods=["GET", "POST"])
@moderator
def share(case: Case) -> ResponseReturnValue:
    """Let neighbours of trust read a case, once somebody read it for that."""
    require(case.is_open and case.shared_at is None, AlreadyLookedAt)
    require(policies.may_share(current_user, case), policies.NotForNeighbours)
    form = ShareForm()
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/moderation/share.html",
            case=case,
            form=form,
            is_person=case.about == RESIDENT.code,
            read=READ_CASE.first_drawn(case),
        )
        return page, 422 if form.errors else 200
    with transaction():
        actions.share(current_actor(), READ_CASE.unchanged(case))
    flash(gettext("C’est demandé aux voisins de confiance de la commune."))
    return redirect(case.path, 303)
