"""Receiving mail elsewhere, and undoing it."""

import secrets
from datetime import timedelta

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.outside.jobs import enqueue_after_commit
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.passwords import hash_password
from neighbourhood.foundation.storing.tokens import sign, unsign
from neighbourhood.foundation.web.access import anyone, even_suspended, signed_in
from neighbourhood.foundation.web.ending import asked_on
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.words.mailboxes import likely
from neighbourhood.residents import mails
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.actions import mailboxes
from neighbourhood.residents.forms.accounts import MailboxForm
from neighbourhood.residents.models.sign_ins import REGRET_FOR, MailboxChange
from neighbourhood.residents.queries import accounts
from neighbourhood.residents.views.blueprint import bp, gives_password, page_of, too_old

_CONFIRM_FOR = timedelta(days=1)
_MEANT = "meant_mailbox"


@bp.route("/moi/email", methods=["GET", "POST"])
@signed_in
@limit("10 per hour")
def mailbox() -> ResponseReturnValue:
    """Ask to receive mail elsewhere; the answer is the same when the mailbox is somebody’s."""
    form = MailboxForm()
    if request.method == "GET":
        form.email.data = session.pop(_MEANT, None)
    if not form.validate_on_submit() or not _may_ask(form):
        return page_of("mailbox", form)
    with transaction():
        change = mailboxes.ask_new_mailbox(current_actor(), email=form.email.data)
        enqueue_after_commit(mails.ask_new_mailbox, change.id)
    flash(
        gettext(
            "Nous avons écrit à %(email)s. Ouvrez le lien, valable un jour, pour finir.",
            email=form.email.data,
        )
    )
    return _was_meant(form.email.data) or redirect(url_for("residents.security"), 303)


def _was_meant(typed: str) -> ResponseReturnValue | None:
    """Propose, filled in, the address that was probably meant by a misspelt one."""
    meant = likely(typed)
    if meant is None:
        return None
    session[_MEANT] = meant
    flash(
        gettext("Vouliez-vous dire %(meant)s ? Alors envoyez encore, ci-dessous.", meant=meant),
        "info",
    )
    return redirect(url_for("residents.mailbox"), 303)


def _may_ask(form: MailboxForm) -> bool:
    if form.email.data == current_user.email:
        form.email.errors = [gettext("C’est déjà votre adresse e-mail. Écrivez la nouvelle.")]
        return False
    return gives_password(current_user, form.present)


@bp.route("/moi/email/confirmer/<token>", methods=["GET", "POST"])
@anyone
@limit("30 per hour")
def confirm_mailbox(token: str) -> ResponseReturnValue:
    """Finish in the new mailbox, by a button."""
    change = _asked(token)
    if change is None:
        return _expired()
    if request.method == "GET":
        return render_template("neighbourhood/residents/confirm_mailbox.html", change=change)
    with transaction():
        change = _asked(token)
        moved = change is not None and mailboxes.confirm_mailbox(change)
        if change is not None and moved:
            mails.mailbox_moved(change)
    if not moved:
        return _expired()
    flash(gettext("Votre nouvelle adresse e-mail est en place."))
    return redirect(url_for("residents.security"), 303)


def _asked(token: str) -> MailboxChange | None:
    said = unsign(mails.NEW_MAILBOX, token, _CONFIRM_FOR)
    change = db.session.get(MailboxChange, said[0]) if isinstance(said, list) else None
    if change is None or change.undone_at is not None:
        return None
    resident = accounts.locked(change.resident_id)
    return change if resident and said == [change.id, resident.credentials_mark] else None


def _expired() -> ResponseReturnValue:
    return too_old(url_for("residents.mailbox"), gettext("Recommencer"))


@bp.route("/moi/email/pas-moi/<token>", methods=["GET", "POST"])
@even_suspended
@anyone
@limit("30 per hour")
@asked_on("residents.not_me")
def not_me(token: str) -> ResponseReturnValue:
    """Give the account back to its old mailbox, sign everyone out, and ask for a new password."""
    if _regretted(token) is None:
        return too_old(url_for("residents.forgotten"), gettext("Retrouver mon compte"))
    if request.method == "GET":
        return render_template("neighbourhood/residents/not_me.html")
    nobodys = hash_password(secrets.token_urlsafe(32))
    with transaction():
        change = _regretted(token)
        if change is not None:
            mailboxes.undo_mailbox(change, password_hash=nobodys)
            resident = change.resident
            back = sign(mails.RESET, [resident.id, resident.credentials_mark])
    if change is None:
        return too_old(url_for("residents.forgotten"), gettext("Retrouver mon compte"))
    flash(
        gettext("C’est annulé : votre adresse e-mail est rétablie, tous les appareils déconnectés.")
    )
    return redirect(url_for("residents.new_password", token=back), 303)


def _regretted(token: str) -> MailboxChange | None:
    change_id = unsign(mails.NOT_ME, token, REGRET_FOR)
    change = db.session.get(MailboxChange, change_id) if change_id is not None else None
    if change is None or accounts.locked(change.resident_id) is None:
        return None
    db.session.refresh(change)
    done = change.confirmed_at is not None
    return change if done and change.undone_at is None else None
