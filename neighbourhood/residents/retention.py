"""How long what serves an account is kept, by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.outside.storage import storage
from neighbourhood.foundation.personal import RETENTIONS, Retention, at_once
from neighbourhood.foundation.storing import drafts, failed_jobs, presses, undoing, unsent
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.residents.actions import mailboxes, sign_ins
from neighbourhood.residents.models.sign_ins import REGRET_FOR, SIGNED_IN_FOR


def forget_drafts(before: datetime) -> None:
    """Drop what was begun and never sent: it may name others, and their doors."""
    with transaction():
        dropped = drafts.forget(before)
    for answers in dropped:
        for key in drafts.files_of(answers):
            storage().delete(key)


for _retention in (
    Retention(
        code="ways-back",
        of=_l("De quoi annuler ce que vous venez de faire"),
        keep_for=undoing.LASTS,
        forget=at_once(undoing.forget_old),
    ),
    Retention(
        code="unsent",
        of=_l("Un formulaire que votre session finie n’a pas laissé partir"),
        keep_for=unsent.KEPT_FOR,
        forget=at_once(unsent.forget_old),
    ),
    Retention(
        code="presses",
        of=_l("Les boutons appuyés, pour qu’ils n’agissent qu’une fois"),
        keep_for=presses.KEPT_FOR,
        forget=at_once(presses.forget),
    ),
    Retention(
        code="mailbox-changes",
        of=_l("Un changement d’adresse e-mail"),
        keep_for=2 * REGRET_FOR,
        forget=at_once(mailboxes.forget_changes),
    ),
    Retention(
        code="sign-ins",
        of=_l("Un appareil qui ne sert plus"),
        keep_for=SIGNED_IN_FOR,
        forget=at_once(sign_ins.forget_sign_ins),
    ),
    Retention(
        code="drafts",
        of=_l("Un brouillon auquel vous ne touchez plus"),
        keep_for=drafts.KEPT_FOR,
        forget=forget_drafts,
    ),
    Retention(
        code="failed-jobs",
        of=_l("Un travail du site qui a échoué"),
        keep_for=failed_jobs.KEPT_FOR,
        forget=at_once(failed_jobs.forget),
    ),
):
    RETENTIONS.declare(_retention)
