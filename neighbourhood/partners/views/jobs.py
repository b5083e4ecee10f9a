"""Slow work that failed, and the health of the site, for those who run the instance."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.doctor.findings import examine
from neighbourhood.foundation.doctor.work import LONGEST_WAIT
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside import jobs
from neighbourhood.foundation.storing import failed_jobs
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.failed_jobs import FailedJob
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.partners.access import administrator
from neighbourhood.partners.views.blueprint import bp


@bp.get("/administration/sante")
@administrator
def health() -> ResponseReturnValue:
    """Say what the doctor finds, the same as `flask doctor`."""
    return render_template("neighbourhood/partners/health.html", found=examine())


@bp.get("/administration/taches")
@administrator
def failed() -> ResponseReturnValue:
    """List the work that failed after all its tries, and say how much waits."""
    return render_template(
        "neighbourhood/partners/failed_jobs.html",
        waiting=jobs.count_waiting(),
        since=jobs.waiting_since(),
        untaken=jobs.untaken_since(LONGEST_WAIT),
        failed=failed_jobs.failed_jobs(),
    )


@bp.post("/administration/taches/<int:job_id>/relancer")
@administrator
def run_again(job_id: int) -> ResponseReturnValue:
    """Queue one of them once more."""
    with transaction():
        held = hold(FailedJob, job_id)
        name = held.name
        jobs.run_again(held)
    flash(
        gettext(
            "La tâche %(code)s est relancée. Si elle échoue encore, elle reviendra ici.", code=name
        )
    )
    return redirect(url_for("partners.failed"), 303)


def _before_giving_up(job_id: int) -> Ending:
    found = db.session.get(FailedJob, job_id)
    if found is None:
        raise Missing
    return Ending(
        title=gettext("Abandonner cette tâche ?"),
        happens=(
            gettext("Ce qu’elle devait faire ne sera pas fait : un e-mail ne partira pas."),
            gettext("Elle quitte la liste. On ne pourra plus la relancer."),
        ),
        word=gettext("Abandonner"),
        back=(url_for("partners.failed"), gettext("Tâches")),
    )


@bp.route("/administration/taches/<int:job_id>/abandonner", methods=["GET", "POST"])
@administrator
@asks_first(_before_giving_up)
def give_up(job_id: int) -> ResponseReturnValue:
    """Forget one of them."""
    with transaction():
        held = hold(FailedJob, job_id)
        name = held.name
        failed_jobs.drop(held)
    flash(gettext("La tâche %(code)s est abandonnée.", code=name))
    return redirect(url_for("partners.failed"), 303)
