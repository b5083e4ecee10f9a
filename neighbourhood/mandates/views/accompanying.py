"""The people a partner accompanies: taking up a mandate, acting by it, giving it up."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates import kinds, policies
from neighbourhood.mandates.actions import accompanying as accompanying_actions
from neighbourhood.mandates.actions.ending import CODE_LIVES, FORM_LIVES
from neighbourhood.mandates.forms.mandates import ConsentForm, MandateCodeForm
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.policies import MandateGone
from neighbourhood.mandates.queries import accompanying, codes, months
from neighbourhood.mandates.queries.journals import journal
from neighbourhood.mandates.views.acting import take_place
from neighbourhood.mandates.views.blueprint import bp, page_of
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.residents.access import current_actor

_CODE = "partner-mandate-code"


@bp.get("/partenaires/<int:partner_id>/personnes")
@staff(StaffRole.ACCOMPANY)
def accompanied(partner: Partner) -> ResponseReturnValue:
    """List the people for whom the staff act."""
    return render_template(
        "neighbourhood/mandates/accompanying/index.html",
        partner=partner,
        now_accompanied=accompanying.accompanied(partner),
        before=accompanying.accompanied_before(partner),
    )


@bp.route("/partenaires/<int:partner_id>/personnes/code", methods=["GET", "POST"])
@staff(StaffRole.ACCOMPANY)
@limit("20 per hour")
def accompany_by_code(partner: Partner) -> ResponseReturnValue:
    """Type the code that somebody gave in person."""
    form = MandateCodeForm()
    if form.validate_on_submit():
        if _waiting(form.meant) is not None:
            session[_CODE] = form.meant
            return redirect(url_for("mandates.accompany", partner_id=partner.id), 303)
        form.code.errors = [
            gettext(
                "Aucun mandat n’attend ce code. Relisez-le avec la personne. S’il est trop ancien, "
                "demandez-lui un autre code."
            )
        ]
    return page_of("accompanying/code", form, partner=partner)


@bp.route("/partenaires/<int:partner_id>/personnes/accepter", methods=["GET", "POST"])
@staff(StaffRole.ACCOMPANY)
@limit("20 per hour")
def accompany(partner: Partner) -> ResponseReturnValue:
    """Read what the partner would be trusted with, then accept."""
    found = _waiting(session.get(_CODE, ""))
    if found is None:
        return redirect(url_for("mandates.accompany_by_code", partner_id=partner.id), 303)
    form = ConsentForm()
    if not form.validate_on_submit():
        colleagues = accompanying.companions(partner.id)
        return page_of(
            "accompanying/take_up",
            form,
            partner=partner,
            mandate=found,
            colleagues=colleagues,
            read=kinds.READ.first_drawn(found),
        )
    with transaction():
        here = hold(Partner, partner.id)
        waiting = _waiting(session.get(_CODE, ""))
        if waiting is None:
            raise MandateGone
        accompanying_actions.take_up(current_actor(), here, kinds.READ.unchanged(waiting))
    session.pop(_CODE, None)
    return redirect(kinds.path_of(partner.id, found.id), 303)


def _waiting(code: str) -> Mandate | None:
    return codes.by_code(code, now() - CODE_LIVES)


@bp.get("/partenaires/<int:partner_id>/personnes/<int:mandate_id>")
@staff(StaffRole.ACCOMPANY)
def accompanied_mandate(partner: Partner, mandate_id: int) -> ResponseReturnValue:
    """Show a mandate given to the partner, and all that was done by it."""
    found = accompanying.mandate_of(partner, mandate_id)
    may_renew = policies.may_be_renewed_by(partner, found)
    return render_template(
        "neighbourhood/mandates/accompanying/show.html",
        partner=partner,
        mandate=found,
        page=journal(found, Cursor.parse(request.args.get("after"))),
        months=months.months_of(found),
        before=found.created_at + FORM_LIVES,
        next_form=accompanying.next_form(partner, found.principal) if may_renew else None,
        may_renew=may_renew,
        may_print=policies.may_print(current_actor(), found),
        may_act=current_user.id in {held.agent_id for held in found.agents},
        may_give_up=_may_give_up(found),
    )


def _may_give_up(found: Mandate) -> bool:
    actor = current_actor()
    return policies.may_revoke(actor, found) or policies.may_give_up(actor, found)


@bp.post("/partenaires/<int:partner_id>/personnes/<int:mandate_id>/agir")
@staff(StaffRole.ACCOMPANY)
def act_for_accompanied(partner: Partner, mandate_id: int) -> ResponseReturnValue:
    """Take the place of somebody accompanied, in this browser."""
    found = accompanying.mandate_of(partner, mandate_id)
    return take_place(found, back=kinds.path_of(partner.id, mandate_id))


def _before_give_up_accompanied(partner: Partner, mandate_id: int) -> Ending:
    found = accompanying.mandate_of(partner, mandate_id)
    live = (
        gettext("Cela prend effet à l’instant, pour toute l’équipe."),
        gettext("Ce qui est déjà publié reste signé. Prévenez la personne."),
        gettext("Pour recommencer, il faudra un nouveau mandat."),
    )
    return Ending(
        title=gettext("Abandonner cette feuille ?")
        if found.is_prepared
        else gettext("Rendre ce mandat ?"),
        happens=(gettext("La feuille ne servira plus."),) if found.is_prepared else live,
        word=gettext("Abandonner cette feuille")
        if found.is_prepared
        else gettext("Rendre ce mandat"),
        back=(kinds.path_of(partner.id, mandate_id), gettext("Le mandat")),
    )


@bp.route(
    "/partenaires/<int:partner_id>/personnes/<int:mandate_id>/rendre", methods=["GET", "POST"]
)
@staff(StaffRole.ACCOMPANY)
@asks_first(_before_give_up_accompanied)
def give_up_accompanied(partner: Partner, mandate_id: int) -> ResponseReturnValue:
    """Stop acting for somebody, at once and for the whole staff."""
    accompanying.mandate_of(partner, mandate_id)
    with transaction():
        here = hold(Partner, partner.id)
        found = accompanying.mandate_of(here, mandate_id)
        form_only = found.is_prepared
        accompanying_actions.give_up(current_actor(), here, found)
    flash(
        gettext("C’est abandonné : la feuille ne servira plus.")
        if form_only
        else gettext("Le mandat est rendu : plus personne ici n’agit pour cette personne.")
    )
    return redirect(url_for("mandates.accompanied", partner_id=partner.id), 303)
