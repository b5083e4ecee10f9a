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
            "Tâches qui ont échoué, un e-mail par exemple : %(count)d. Relancez-les dans "
            "« Administration », « Tâches ».",
            count=failed,
        )


def storage_faults() -> Iterator[str]:
    """Write a small file, read it, forget it."""
    key = new_key("doctor", "txt")
    storage().put(key, _WORD, "text/plain")
    read = storage().get(key)
    storage().delete(key)
    if read != _WORD:
        yield gettext(
            "Les photos et les documents envoyés s’abîment : ce qui est relu n’est pas ce qui "
            "est écrit. Faites vérifier le disque."
        )
    try:
        storage().get(key)
    except NothingStored:
        return
    yield gettext(
        "Une photo ou un document effacé reste lisible. Faites vérifier les droits du stockage "
        "des fichiers."
    )


def mail_faults() -> Iterator[str]:
    """Speak to the mail server without sending anything."""
    if settings.current().mail_server is None:
        if not settings.current().demo:
            yield gettext(
                "Aucun e-mail ne part : personne ne peut confirmer son compte. Donnez un serveur "
                "d’e-mail (MAIL_URL)."
            )
        return
    connection = mail.get_connection()
    try:
        connection.open()
    except Exception as failure:  # noqa: BLE001 - whatever it is, no mail leaves
        yield gettext(
            "Aucun e-mail ne part : le serveur d’e-mail ne répond pas. Faites vérifier son "
            "adresse, son compte et son certificat (%(kind)s).",
            kind=type(failure).__name__,
        )
    finally:
        connection.close()


def antivirus_faults() -> Iterator[str]:
    """Ask the scanner for a sign of life, where the settings name one."""
    looks = scanning.scanner()
    if isinstance(looks, scanning.Pretend) and not settings.current().demo:
        yield gettext(
            "Les fichiers envoyés ne sont pas vraiment vérifiés : cet antivirus est un essai. "
            "Donnez-en un vrai (ANTIVIRUS=clamd://…)."
        )
    try:
        answers = looks is None or looks.answers()
    except OSError:
        answers = False
    if not answers:
        yield gettext(
            "Personne ne peut envoyer de photo ni de document : l’antivirus ne répond pas. Faites "
            "vérifier qu’il est en marche (ANTIVIRUS, clamd)."
        )


CHECKS.declare(
    Check(
        code="antivirus",
        title=_l("Antivirus"),
        well=_l("Il répond, ou le site n’en a pas."),
        faults=antivirus_faults,
    )
)
CHECKS.declare(
    Check(
        code="queue",
        title=_l("Tâches à faire"),
        well=_l("La liste répond, et aucune tâche n’a échoué."),
        faults=queue_faults,
    )
)
CHECKS.declare(
    Check(
        code="storage",
        title=_l("Photos et documents"),
        well=_l("Ils s’enregistrent, se relisent et s’effacent."),
        faults=storage_faults,
    )
)
CHECKS.declare(
    Check(
        code="mail", title=_l("E-mail"), well=_l("Les e-mails peuvent partir."), faults=mail_faults
    )
)
