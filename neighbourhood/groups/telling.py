"""Where groups are shown, and what is told of them."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.actions import Showing, show
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership, Role
from neighbourhood.groups.queries import members
from neighbourhood.groups.subjects import Rest
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Importance, Kind, declare
from neighbourhood.notifications.queries import has_unread
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import called

JOINED = declare(
    "groups.joined",
    _l("%(name)s a rejoint le groupe « %(title)s »"),
    importance=Importance.TELLS,
    general=_l("Une personne est entrée dans un de vos groupes"),
)
ASKED = declare(
    "groups.asked",
    _l("%(name)s demande à entrer dans « %(title)s »"),
    importance=Importance.WAITS,
    general=_l("Une personne demande à entrer dans un de vos groupes"),
)
WELCOMED = declare(
    "groups.welcomed",
    _l("Bienvenue dans le groupe « %(title)s »"),
    importance=Importance.COUNTS,
    general=_l("Un groupe vous dit oui"),
)
DECLINED = declare(
    "groups.declined",
    _l("Le groupe « %(title)s » répond à votre demande"),
    importance=Importance.BINDS,
    general=_l("Un groupe répond à votre demande"),
)
INVITED = declare(
    "groups.invited",
    _l("%(name)s vous invite dans le groupe « %(title)s »"),
    importance=Importance.WAITS,
    general=_l("Une personne vous invite dans un groupe"),
)
REMOVED = declare(
    "groups.removed",
    _l("Vous n’êtes plus dans le groupe « %(title)s ». Lisez pourquoi"),
    importance=Importance.BINDS,
    headline=_l("Vous n’êtes plus dans le groupe « %(title)s »"),
    general=_l("Vous n’êtes plus dans un groupe"),
)
TRUSTED = declare(
    "groups.trusted",
    _l("On vous fait confiance dans le groupe « %(title)s » : vous en êtes membre"),
    importance=Importance.TELLS,
    variants={
        Role.EDITOR.value: _l("On vous fait confiance : vous vous occupez du groupe « %(title)s »")
    },
    general=_l("On vous fait confiance dans un groupe"),
)
SILENT = declare(
    "groups.silent",
    _l("Le groupe « %(title)s » s’endort dans deux semaines. Un mot suffit à le garder éveillé"),
    importance=Importance.COUNTS,
    headline=_l("Le groupe « %(title)s » s’endort bientôt"),
    general=_l("Un de vos groupes s’endort bientôt"),
)
HANDED = declare(
    "groups.handed",
    _l("On vous propose de vous occuper du groupe « %(title)s »"),
    importance=Importance.WAITS,
    general=_l("On vous propose de vous occuper d’un groupe"),
)
RESTED = declare(
    "groups.rested",
    _l("La commune met en sommeil le groupe « %(title)s ». Un membre peut le réveiller"),
    importance=Importance.COUNTS,
    headline=_l("Le groupe « %(title)s » est mis en sommeil"),
    general=_l("Un de vos groupes est mis en sommeil"),
    variants={
        Rest.UNKEPT.value: _l(
            "La commune met en sommeil le groupe « %(title)s » : personne n’y répond plus aux "
            "demandes d’entrée. Un membre peut le réveiller"
        ),
        Rest.DOUBLE.value: _l(
            "La commune met en sommeil le groupe « %(title)s » : un autre groupe fait la même "
            "chose au même endroit. Un membre peut le réveiller"
        ),
        Rest.PAST.value: _l(
            "La commune met en sommeil le groupe « %(title)s » : ce qui réunissait ses membres "
            "est passé. Un membre peut le réveiller"
        ),
    },
)
ROUSED = declare(
    "groups.roused",
    _l("La commune revient sur sa décision : le groupe « %(title)s » n’est plus en sommeil"),
    importance=Importance.TELLS,
    headline=_l("Le groupe « %(title)s » n’est plus en sommeil"),
    general=_l("Un de vos groupes n’est plus en sommeil"),
)


def show_card(group: Group) -> None:
    """Write or rewrite the card of a group."""
    show(Showing.of(group, kind=group.kind, category=None, nature=group.nature.value))


def tell(resident_id: int, kind: Kind, group: Group, *, by: int | None = None) -> None:
    """Tell one of something that happened between them and a group."""
    notify(resident_id, kind, path=group.place, by=by, title=group.title)


def tell_editors(group: Group, kind: Kind, *, by: Actor) -> None:
    """Tell those who look after a group of somebody: once, until they look."""
    for editor in members.seated(group.id):
        place = group.door if kind is ASKED else group.path
        if editor.is_editor and editor.resident_id != by.id:
            _tell_editor(editor.resident, kind, group, place, by)


def _tell_editor(editor: Resident, kind: Kind, group: Group, place: str, by: Actor) -> None:
    if kind is JOINED and has_unread(editor.id, place):
        return
    name = called(by.resident, editor)
    notify(editor.id, kind, path=place, by=by.id, name=name, title=group.title)


def tell_invited(membership: Membership, *, by: Actor) -> None:
    """Tell somebody who asks them to come."""
    group, invited = membership.group, membership.resident
    name = called(by.resident, invited)
    notify(invited.id, INVITED, path=group.path, by=by.id, name=name, title=group.title)


def tell_trusted(membership: Membership) -> None:
    """Tell somebody what others trust them with; not who does."""
    group, variant = membership.group, membership.role.value
    whose = membership.resident_id
    notify(whose, TRUSTED, path=group.path, title=group.title, variant=variant)


def tell_members(group: Group, kind: Kind, *, but: int, variant: str = "") -> None:
    """Tell everybody in a group, `but` whoever did it, of what an office does with it."""
    for one in members.seated(group.id):
        if one.resident_id != but:
            notify(one.resident_id, kind, path=group.path, title=group.title, variant=variant)
