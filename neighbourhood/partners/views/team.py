"""The staff of a partner, as those who manage it see and change it."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web import versions
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.partners import mails
from neighbourhood.partners.access import staff
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.forms.partners import InvitationForm, RolesForm
from neighbourhood.partners.kinds import READ_OF_COLLEAGUE
from neighbourhood.partners.models import Partner, StaffInvitation, StaffRole
from neighbourhood.partners.policies.staffing import LastManager, heavy_roles, may_widen, roles_in
from neighbourhood.partners.queries import staff as staff_queries
from neighbourhood.partners.views.blueprint import bp
from neighbourhood.residents.access import current_actor, password_first
from neighbourhood.residents.models.residents import Resident

P = ParamSpec("P")


def _password_first(
    handler: Callable[Concatenate[Partner, P], ResponseReturnValue],
) -> Callable[..., ResponseReturnValue]:
    """Ask for the password where a role is heavy, before a page that asks something else."""

    @wraps(handler)
    def guarded(partner: Partner, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        first = password_first() if heavy_roles(partner.kind) else None
        return handler(partner, *args, **kwargs) if first is None else first

    return guarded


@bp.get("/partenaires/<int:partner_id>/equipe")
@staff(StaffRole.MANAGE)
def team(partner: Partner) -> ResponseReturnValue:
    """List the staff with their roles, and the invitations that wait."""
    return render_template(
        "neighbourhood/partners/team.html",
        partner=partner,
        colleagues=staff_queries.colleagues(partner),
        invitations=staff_queries.waiting_invitations(partner),
    )


@bp.route("/partenaires/<int:partner_id>/equipe/inviter", methods=["GET", "POST"])
@staff(StaffRole.MANAGE)
@limit("20 per hour")
@_password_first
def invite(partner: Partner) -> ResponseReturnValue:
    """Ask a mailbox to join the staff."""
    form = InvitationForm()
    form.offer(roles_in(partner.kind))
    if not form.validate_on_submit():
        page = render_template("neighbourhood/partners/invite.html", partner=partner, form=form)
        return page, 422 if form.errors else 200
    with transaction():
        invitation = staffing.invite(
            current_actor(),
            holding.hold(Partner, partner.id),
            email=form.email.data,
            roles=form.roles.data,
        )
        mails.invite(invitation)
    flash(gettext("L’invitation est partie vers %(email)s.", email=form.email.data))
    return _to_team(partner)


def _before_withdraw_invitation(partner: Partner, invitation_id: int) -> Ending:
    invitation = staff_queries.waiting_invitation(partner, invitation_id)
    return Ending(
        title=gettext("Retirer cette invitation ?"),
        happens=(
            gettext("Le lien envoyé à %(email)s ne servira plus.", email=invitation.email),
            gettext("Vous pourrez inviter cette personne de nouveau."),
        ),
        word=gettext("Retirer l’invitation"),
        back=(url_for("partners.team", partner_id=partner.id), gettext("L’équipe")),
    )


@bp.route(
    "/partenaires/<int:partner_id>/equipe/invitations/<int:invitation_id>/retirer",
    methods=["GET", "POST"],
)
@staff(StaffRole.MANAGE)
@asks_first(_before_withdraw_invitation)
def withdraw_invitation(partner: Partner, invitation_id: int) -> ResponseReturnValue:
    """Make the link of an invitation useless."""
    staff_queries.waiting_invitation(partner, invitation_id)
    with transaction():
        staffing.withdraw_invitation(current_actor(), holding.hold(StaffInvitation, invitation_id))
    flash(gettext("L’invitation est retirée : son lien ne sert plus."))
    return _to_team(partner)


@bp.route("/partenaires/<int:partner_id>/equipe/<int:resident_id>", methods=["GET", "POST"])
@staff(StaffRole.MANAGE)
def member(partner: Partner, resident_id: int) -> ResponseReturnValue:
    """Change what a colleague may do."""
    colleague, held = staff_queries.colleague(partner, resident_id)
    first = password_first() if heavy_roles(partner.kind) else None
    if first is not None:
        return first
    form = RolesForm(data={"roles": held})
    form.offer(_known(partner, held))
    if not form.validate_on_submit():
        return _ask_roles(partner, colleague, held, form)
    try:
        with transaction():
            here = holding.hold(Partner, partner.id)
            _compare(here, resident_id, unsaid=versions.NOTHING)
            staffing.change_roles(
                current_actor(),
                here,
                db.session.get_one(Resident, resident_id),
                roles=form.roles.data,
            )
    except LastManager as refusal:
        form.roles.errors = [refusal.sentence]
        return _ask_roles(partner, colleague, held, form)
    flash(gettext("Les rôles sont changés."))
    return _to_team(partner)


def _ask_roles(
    partner: Partner, colleague: Resident, held: list[StaffRole], form: RolesForm
) -> ResponseReturnValue:
    form.offer(_offered(partner, colleague, held))
    page = render_template(
        "neighbourhood/partners/member.html",
        partner=partner,
        colleague=colleague,
        form=form,
        read=request.form.get("read") or versions.carried_by(_read(held)),
    )
    return page, 422 if form.errors else 200


def _before_remove(partner: Partner, resident_id: int) -> Ending:
    colleague, _ = staff_queries.colleague(partner, resident_id)
    name = colleague.full_name
    here = url_for("partners.member", partner_id=partner.id, resident_id=resident_id)
    return Ending(
        title=gettext("Retirer %(name)s de l’équipe ?", name=name),
        happens=(
            gettext("%(name)s perd tous ses rôles et n’ouvre plus ce bureau.", name=name),
            gettext("Nous prévenons cette personne. Vous pourrez l’inviter de nouveau."),
        ),
        word=gettext("Retirer de l’équipe"),
        back=(here, name),
    )


@bp.route("/partenaires/<int:partner_id>/equipe/<int:resident_id>/retirer", methods=["GET", "POST"])
@staff(StaffRole.MANAGE)
@_password_first
@asks_first(_before_remove)
def remove(partner: Partner, resident_id: int) -> ResponseReturnValue:
    """Take a colleague off the staff."""
    staff_queries.colleague(partner, resident_id)
    with transaction():
        colleague, here = (
            db.session.get_one(Resident, resident_id),
            holding.hold(Partner, partner.id),
        )
        _compare(here, resident_id)
        staffing.remove(current_actor(), here, colleague)
    flash(gettext("Cette personne ne fait plus partie de l’équipe."))
    return redirect(url_for("partners.index"), 303) if _left(resident_id) else _to_team(partner)


def _known(partner: Partner, held: Iterable[StaffRole]) -> tuple[StaffRole, ...]:
    known = {*held, *roles_in(partner.kind)}
    return tuple(role for role in StaffRole if role in known)


def _offered(
    partner: Partner, colleague: Resident, held: Iterable[StaffRole]
) -> tuple[StaffRole, ...]:
    """Return the roles on the page: nobody finds more there than they may give."""
    known, mine = _known(partner, held), set(held)
    return tuple(
        role
        for role in known
        if role in mine or may_widen(current_user.id, colleague, partner, {role})
    )


def _read(held: Iterable[StaffRole]) -> dict[str, list[str]]:
    return {"roles": sorted(role.value for role in held)}


def _compare(partner: Partner, resident_id: int, *, unsaid: str | None = None) -> None:
    carried = request.form.get(versions.FIELD, unsaid)
    if carried is not None:
        _colleague, held = staff_queries.colleague(partner, resident_id)
        versions.compare(READ_OF_COLLEAGUE, carried, _read(held))


def _left(resident_id: int) -> bool:
    return bool(current_user.id == resident_id)


def _to_team(partner: Partner) -> ResponseReturnValue:
    # Who has just handed the staff over to somebody else sees the desk, no longer the staff.
    manages = StaffRole.MANAGE in staff_queries.roles(current_user, partner)
    page = "partners.team" if manages else "partners.desk"
    return redirect(url_for(page, partner_id=partner.id), 303)
