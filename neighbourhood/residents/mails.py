"""The mails about an account, each in the language of who reads it."""

from flask import render_template
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.outside.jobs import job
from neighbourhood.foundation.outside.mail import send_later
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.foundation.web.links import link
from neighbourhood.residents.models.closings import Closing
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import MailboxChange
from neighbourhood.residents.queries import accounts, closings

# What each signed link is for; a link for one opens nothing else.
CONFIRM = "confirm-email"
RESET = "reset-password"
NEW_MAILBOX = "new-mailbox"
NOT_ME = "not-me"
LET_IN = "let-in"


def confirm_account(resident: Resident, *, asked_by: str) -> None:
    """Ask a new account’s mailbox to answer; `asked_by` is the mark of the browser that waits."""
    token = sign(CONFIRM, [resident.id, resident.credentials_mark, asked_by])
    url = link("residents.confirm_email", token=token)
    _write(resident, _l("Confirmez votre adresse e-mail"), "confirm_email", url=url)


def already_here(email: str, language: str) -> None:
    """Tell a mailbox that it has an account, when somebody tries to give it another."""
    holder = accounts.by_email(email)
    words = {"url": link("residents.sign_in"), "forgot": link("residents.forgotten")}
    subject = _l("Vous avez déjà un compte Palier")
    _send(email, language, subject, "already_here", whose=holder, **words)


@job
def confirm_again(email: str, language: str, asked_by: str) -> None:
    """Send the link of a new account once more; a mailbox whose account is open is told so.

    A job, so that the page takes as long for a mailbox that we do not know.
    """
    resident = accounts.by_email(email)
    if resident is None or not resident.is_active:
        return
    if resident.email_confirmed_at is None:
        confirm_account(resident, asked_by=asked_by)
    else:
        already_here(email, language)


@job
def help_back_in(email: str, where: str | None = None) -> None:
    """Send the link to a new password, if there is such an account; then one goes on to `where`.

    A job, so that the page takes as long for a mailbox that we know as for any other.
    """
    resident = accounts.by_email(email)
    if resident is None or not closings.may_enter(resident):
        return
    token = sign(RESET, [resident.id, resident.credentials_mark])
    url = link("residents.new_password", token=token, next=where)
    _write(resident, _l("Choisissez un nouveau mot de passe"), "reset_password", url=url)


def entering(resident: Resident) -> list[str | int]:
    """Return what a link to enter is signed with: it dies with the password, and once used."""
    return [resident.id, resident.credentials_mark, accounts.count_sign_ins(resident)]


@job
def let_in(email: str, is_right: bool, where: str) -> None:
    """Send a link that lets in, if the password was right; it leads to `where`.

    A job in either case, so that the page takes as long.
    """
    resident = accounts.by_email(email) if is_right else None
    if resident is not None:
        token = sign(LET_IN, entering(resident))
        url = link("residents.let_in", token=token, next=where)
        _write(resident, _l("Votre lien pour entrer sur Palier"), "let_in", url=url)


@job
def ask_new_mailbox(change_id: int) -> None:
    """Ask the new mailbox to answer; one that has an account already is told so instead."""
    change = db.session.get(MailboxChange, change_id)
    if change is None:
        return
    resident = change.resident
    if accounts.is_taken(change.new_email, but=resident):
        already_here(change.new_email, resident.language)
        return
    token = sign(NEW_MAILBOX, [change.id, resident.credentials_mark])
    url = link("residents.confirm_mailbox", token=token)
    _write(
        resident,
        _l("Confirmez votre nouvelle adresse e-mail"),
        "new_mailbox",
        to=change.new_email,
        url=url,
    )


def mailbox_moved(change: MailboxChange) -> None:
    """Tell the old mailbox, and let it undo the change for a week."""
    url = link("residents.not_me", token=sign(NOT_ME, change.id))
    subject = _l("Votre adresse e-mail a changé sur Palier")
    _write(change.resident, subject, "mailbox_moved", to=change.old_email, url=url)


def closed(closing: Closing) -> None:
    """Tell the owner of an account that it is closed, until when they may come back, and how."""
    url, forgot = link("residents.sign_in"), link("residents.forgotten")
    subject = _l("Votre compte Palier est fermé")
    _write(closing.resident, subject, "closed", due=closing.due_at, url=url, forgot=forgot)


def erased(email: str, language: str) -> None:
    """Tell somebody whose account is erased, by an address that is kept nowhere."""
    url = link("residents.sign_up")
    _send(email, language, _l("Votre compte Palier est effacé"), "erased", url=url)


def tell(resident: Resident, sentence: object) -> None:
    """Tell the owner of an account that the ways of entering it changed."""
    url = link("residents.forgotten")
    subject = _l("La sécurité de votre compte Palier a changé")
    _write(resident, subject, "security_notice", sentence=sentence, url=url)


def _write(
    resident: Resident, subject: object, template: str, *, to: str = "", **values: object
) -> None:
    mailbox = to or resident.email
    if mailbox:
        values["resident"] = resident
        _send(mailbox, resident.language, subject, template, whose=resident, **values)


def _send(
    to: str,
    language: str,
    subject: object,
    template: str,
    *,
    whose: Resident | None = None,
    **values: object,
) -> None:
    with force_locale(language):
        body = render_template(f"neighbourhood/residents/{template}.txt", **values)
        # Of an account that is erased, nothing is kept, not even that it was told.
        kept = {"kind": template, "resident_id": whose.id} if whose else {"kind": None}
        send_later(to, str(subject), body, **kept)
