"""Whom a file is told of: who may read it, then who had it written."""

from neighbourhood.needs import news
from neighbourhood.needs.batches import NeedFile
from neighbourhood.needs.intake import found
from neighbourhood.notifications.actions import notify, settle
from neighbourhood.notifications.kinds import Kind


def page_of_file(file: NeedFile) -> str:
    """Return the address of the page of a file."""
    return f"/partenaires/{file.partner_id}/besoins/fichiers/{file.id}"


def tell_readers(file: NeedFile, waits: int) -> None:
    """Ask those who may read it."""
    for colleague in found.readers_of(file):
        notify(colleague.id, news.FILE_TO_READ, path=page_of_file(file), number=waits)


def tell_author(file: NeedFile, kind: Kind) -> None:
    """Tell what became of the file; nobody is asked to read it any more."""
    settle(page_of_file(file), news.FILE_TO_READ)
    notify(file.author_id, kind, path=page_of_file(file), number=file.total)
