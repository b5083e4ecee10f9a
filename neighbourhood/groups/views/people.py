"""Who is in a group, who asks to be, trust, and taking a place away."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.pages import back_or
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.groups.actions import answering, trusting
from neighbourhood.groups.forms.entering import DeclineForm, RemoveForm
from neighbourhood.groups.kinds import MAY_JOIN, READ_SEAT
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership
from neighbourhood.groups.policies import answering as may_answer
from neighbourhood.groups.policies import groups as policies
from neighbourhood.groups.policies import trust as may_trust
from neighbourhood.groups.queries import groups, members, trusts
from neighbourhood.groups.subjects import ROLES
from neighbourhood.groups.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for


def _inside(group_id: int) -> tuple[Group, Membership]:
    group = groups.get_visible(current_user, group_id)
    own = members.membership_of(current_user, group)
    if own is None or not policies.may_read(current_actor(), own):
        raise Missing
    return group, own


def _editing(group_id: int, membership_id: int) -> tuple[Group, Membership]:
    group, own = _inside(group_id)
    if not policies.may_edit(current_actor(), own):
        raise Missing
    return group, members.get_member(current_user, group, membership_id)


@bp.get("/<int:group_id>/membres")
@represented(MAY_JOIN)
@verified
def people(group_id: int) -> ResponseReturnValue:
    """List who is in the group, to those who are in it."""
    group, own = _inside(group_id)
    after = Cursor.parse(request.args.get("after"))
    return render_template(
        "neighbourhood/groups/people.html",
        group=group,
        own=own,
        page=members.members(current_user, group, after),
        trusted=trusts.given_by(own),
        roles=ROLES,
        name_for=name_for,
        may=policies,
        may_trust=may_trust,
        may_answer=may_answer,
    )


@bp.get("/<int:group_id>/demandes")
@represented(MAY_JOIN)
@verified
def door(group_id: int) -> ResponseReturnValue:
    """List who asks to come in, to those who answer."""
    group, own = _inside(group_id)
    if not policies.may_edit(current_actor(), own):
        raise Missing
    return render_template(
        "neighbourhood/groups/door.html",
        group=group,
        asking=members.asking(current_user, group),
        answered=members.answered_by(current_user, group),
        name_for=name_for,
        may_answer=may_answer,
        own=own,
        read=READ_SEAT.drawn,
    )


@bp.post("/<int:group_id>/demandes/<int:membership_id>/accepter")
@represented(MAY_JOIN)
@verified
def accept(group_id: int, membership_id: int) -> ResponseReturnValue:
    """Say yes."""
    with transaction():
        group, other = _editing(group_id, membership_id)
        answering.accept(current_actor(), group, READ_SEAT.unchanged(other))
    name = name_for(other.resident, current_user)
    flash(gettext("%(name)s a rejoint le groupe.", name=name))
    return redirect(back_or(group.door), 303)


@bp.route("/<int:group_id>/demandes/<int:membership_id>/decliner", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@undone_by("groups.go_back")
def decline(group_id: int, membership_id: int) -> ResponseReturnValue:
    """Say no, gently."""
    group, other = _editing(group_id, membership_id)
    form = DeclineForm()
    if not other.is_asking:
        return redirect(group.door, 303)
    if not form.validate_on_submit() or form.gives_pause(current_user, form.text):
        return _page("decline", group, other, form)
    with transaction():
        group, other = _editing(group_id, membership_id)
        answering.decline(current_actor(), group, READ_SEAT.unchanged(other), words=form.text)
    flash(gettext("Votre réponse est partie."))
    return redirect(group.door, 303)


@bp.route("/<int:group_id>/membres/<int:membership_id>/retirer", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@undone_by("groups.go_back")
@limit("20 per hour")
def remove(group_id: int, membership_id: int) -> ResponseReturnValue:
    """Take somebody’s place away, with words."""
    group, other = _editing(group_id, membership_id)
    form, own = RemoveForm(), members.membership_of(current_user, group)
    if not may_answer.may_remove(current_actor(), own, other):
        return redirect(group.path, 303)
    words = form.own.data or ""
    if not form.validate_on_submit() or form.gives_pause(current_user, words):
        return _page("remove", group, other, form)
    with transaction():
        group, other = _editing(group_id, membership_id)
        answering.remove(current_actor(), group, READ_SEAT.unchanged(other), words=words)
    flash(gettext("C’est fait, et vos mots sont partis."))
    return redirect(group.door, 303)


def _page(
    name: str, group: Group, other: Membership, form: DeclineForm | RemoveForm
) -> ResponseReturnValue:
    page = render_template(
        f"neighbourhood/groups/{name}.html",
        group=group,
        form=form,
        name=name_for(other.resident, current_user),
        words=other.words if other.is_asking else "",
        read=READ_SEAT.first_drawn(other),
    )
    return page, 422 if form.errors else 200


@bp.post("/<int:group_id>/membres/<int:membership_id>/revenir-sur")
@represented(MAY_JOIN)
@verified
def go_back(group_id: int, membership_id: int) -> ResponseReturnValue:
    """Go back on a no, or on having removed somebody."""
    with transaction():
        group, other = _editing(group_id, membership_id)
        answering.go_back(current_actor(), group, other)
    flash(gettext("C’est comme avant."))
    return redirect(group.door, 303)


@bp.post("/<int:group_id>/membres/<int:membership_id>/confiance")
@verified
@undone_by("groups.trust_no_more")
def trust(group_id: int, membership_id: int) -> ResponseReturnValue:
    """Trust somebody with the next step."""
    with transaction():
        group, _own = _inside(group_id)
        other = members.get_member(current_user, group, membership_id)
        trusting.trust(current_actor(), group, other)
    flash(gettext("C’est noté. Personne ne voit qui fait confiance à qui."))
    return redirect(back_or(f"{group.path}/membres"), 303)


@bp.post("/<int:group_id>/membres/<int:membership_id>/plus-confiance")
@verified
@undone_by("groups.trust")
def trust_no_more(group_id: int, membership_id: int) -> ResponseReturnValue:
    """Take one’s trust back."""
    with transaction():
        group, _own = _inside(group_id)
        other = members.get_member(current_user, group, membership_id)
        trusting.take_back(current_actor(), group, other)
    flash(gettext("C’est repris. Personne n’est prévenu."))
    return redirect(back_or(f"{group.path}/membres"), 303)
