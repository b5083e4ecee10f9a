"""Writing and publishing the charter of a town, or of the instance."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.moderation.forms.charters import CharterForm
from neighbourhood.moderation.views.blueprint import bp
from neighbourhood.partners.access import administrator, town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.actions import charters as actions
from neighbourhood.residents.kinds import READ_CHARTER
from neighbourhood.residents.models.charters import Charter
from neighbourhood.residents.policies import NothingToPublish
from neighbourhood.residents.queries import charters


@bp.route("/administration/charte", methods=["GET", "POST"])
@administrator
def write_charter() -> ResponseReturnValue:
    """Write the next charter of the instance."""
    return _write(None)


@bp.route("/administration/communes/<int:municipality_id>/charte", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def write_town_charter(town: Municipality) -> ResponseReturnValue:
    """Write the next charter of a town."""
    return _write(town)


def _write(town: Municipality | None) -> ResponseReturnValue:
    town_id = town.id if town else None
    charter = charters.to_write(town_id)
    form, read = CharterForm(obj=charter), READ_CHARTER.first_drawn(charter)
    if form.validate_on_submit():
        words = {name: form[name].data or "" for name in charters.WORDS}
        with transaction():
            actions.write_draft(READ_CHARTER.unchanged(actions.begin_draft(town_id)), **words)
        flash(gettext("Le brouillon est gardé. Personne d’autre que l’équipe ne le lit."))
        return redirect(_page("write", town), 303)
    page = render_template(
        "neighbourhood/moderation/write_charter.html",
        form=form,
        read=read,
        charter=charter,
        stands=charters.current(town_id),
        differs=charters.differs,
        town=town,
        publish=_page("publish", town),
    )
    return page, 422 if form.errors else 200


def _page(what: str, town: Municipality | None) -> str:
    if town is None:
        return url_for(f"moderation.{what}_charter")
    return url_for(f"moderation.{what}_town_charter", municipality_id=town.id)


def _before_publishing(town: Municipality | None = None) -> Ending:
    town_id = town.id if town else None
    require(charters.may_publish(_draft(town_id)), NothingToPublish)
    many = charters.how_many_read(town_id)
    return Ending(
        title=gettext("Publier cette charte ?"),
        happens=(
            ngettext(
                "%(num)s personne la lira à sa prochaine visite, et devra l’accepter pour écrire.",
                "%(num)s personnes la liront à leur prochaine visite, et devront l’accepter pour "
                "écrire.",
                many,
            ),
            gettext(
                "Une charte publiée ne change plus : pour la corriger, on en publie une autre."
            ),
        ),
        word=gettext("Publier la charte"),
        harmless=True,
        back=(_page("write", town), gettext("Le brouillon")),
        of=(READ_CHARTER, _draft(town_id)),
    )


def _draft(town_id: int | None) -> Charter:
    found = charters.draft(town_id)
    if found is None:
        raise Missing
    return found


@bp.route("/administration/charte/publier", methods=["GET", "POST"])
@administrator
@asks_first(_before_publishing)
def publish_charter() -> ResponseReturnValue:
    """Publish the draft of the instance."""
    return _publish(None)


@bp.route("/administration/communes/<int:municipality_id>/charte/publier", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
@asks_first(_before_publishing)
def publish_town_charter(town: Municipality) -> ResponseReturnValue:
    """Publish the draft of a town."""
    return _publish(town)


def _publish(town: Municipality | None) -> ResponseReturnValue:
    with transaction():
        actions.publish(READ_CHARTER.unchanged(_draft(town.id if town else None)))
    flash(gettext("La charte est publiée."))
    here = town and url_for("moderation.town_charter", insee=town.insee)
    return redirect(here or url_for("moderation.charter"), 303)
