"""What is examined around this machine: queue, storage, antivirus, mail."""

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation import settings
from neighbourhood.foundation.doctor.findings import CHECKS, Check
from neighbourhood.foundation.extensions import mail
from neighbourhood.foundation.outside import jobs, scanning
from neighbourhood.foundation.outside.storage import NothingStored, new_key, storage

_WORD = b"palier"


def queue_faults() -> Iterator[str]:
    """Say whether the queue answers, and whether anything in it failed for good."""
    jobs.count_waiting()  # raises where nothing answers
    failed = jobs.count_failed()
    if failed:
        yield gettext(
            "%(count)d tâches ont échoué : relancez-les dans « Administration », « Tâches ».",
            count=failed,
        )


def storage_faults() -> Iterator[str]:
    """Write a small file, read it, forget it."""
    key = new_key("doctor", "txt")
    storage().put(key, _WORD, "text/plain")
    read = storage().get(key)
    storage().delete(key)
    if read != _WORD:
        yield gettext("ce qui est écrit n’est pas ce qui est relu : vérifiez le disque.")
    try:
        storage().get(key)
    except NothingStored:
        return
    yield gettext("ce qui est effacé reste lisible : vérifiez les droits du stockage.")


def mail_faults() -> Iterator[str]:
    """Speak to the mail server without sending anything."""
    if settings.current().mail_server is None:
        if not settings.current().demo:
            yield gettext("aucun serveur d’e-mail : personne ne reçoit rien. Donnez MAIL_URL.")
        return
    connection = mail.get_connection()
    try:
        connection.open()
    except Exception as failure:  # noqa: BLE001 - whatever it is, no mail leaves
        yield gettext(
            "le serveur d’e-mail ne répond pas (%(kind)s) : vérifiez son adresse, son compte et "
            "son certificat.",
            kind=type(failure).__name__,
        )
    finally:
        connection.close()


def antivirus_faults() -> Iterator[str]:
    """Ask the scanner for a sign of life, where the settings name one."""
    looks = scanning.scanner()
    if isinstance(looks, scanning.Pretend) and not settings.current().demo:
        yield gettext("ANTIVIRUS=pretend ne connaît qu’un fichier d’essai : donnez clamd://….")
    try:
        answers = looks is None or looks.answers()
    except OSError:
        answers = False
    if not answers:
        yield gettext(
            "il ne répond pas, et aucun fichier n’est pris : vérifiez ANTIVIRUS, et que clamd est "
            "en marche."
        )


CHECKS.declare(
    Check(
        code="antivirus",
        title=_l("Antivirus"),
        well=_l("il répond, ou les réglages n’en demandent pas."),
        faults=antivirus_faults,
    )
)
CHECKS.declare(
    Check(
        code="queue",
        title=_l("File des tâches"),
        well=_l("elle répond, et rien n’a échoué."),
        faults=queue_faults,
    )
)
CHECKS.declare(
    Check(
        code="storage",
        title=_l("Stockage des fichiers"),
        well=_l("il écrit, relit et efface."),
        faults=storage_faults,
    )
)
CHECKS.declare(
    Check(code="mail", title=_l("E-mail"), well=_l("le courrier peut partir."), faults=mail_faults)
)
