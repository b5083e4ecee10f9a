import email
import email.policy
import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from neighbourhood.foundation import jobs, mail
from neighbourhood.foundation.database import transaction


class Postman(Message):
    def __init__(self):
        super().__init__()
        self.bag = []

    def prepare_message(self, session, envelope):
        self.bag.append((list(envelope.rcpt_tos), envelope.original_content or envelope.content))
        return super().prepare_message(session, envelope)

    def handle_message(self, message):
        pass


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def post_office():
    postman = Postman()
    controller = Controller(postman, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller, postman.bag
    controller.stop()


@pytest.fixture
def bind(make_app):
    def bind(**environ):
        app = make_app(**environ)
        jobs.bind(app)
        mail.bind(app)
        return app

    return bind


def read(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)


def test_a_mail_becomes_a_file_after_the_commit(bind, tmp_path):
    folder = tmp_path / "instance" / "mail"
    with bind().app_context(), transaction():
        mail.send_later("karima@example.org", "Votre réponse", "Bonjour Karima,\nà bientôt.")
        assert not folder.exists()
    (file,) = folder.iterdir()
    assert file.suffix == ".eml"
    message = read(file.read_bytes())
    assert message["To"] == "karima@example.org"
    assert message["Subject"] == "Votre réponse"
    assert message["From"] == "Palier <ne-pas-repondre@127.0.0.1>"
    assert message.get_content().strip() == "Bonjour Karima,\nà bientôt."


def test_a_mail_reaches_a_real_server(bind, post_office):
    controller, bag = post_office
    with bind(MAIL_URL=f"smtp://127.0.0.1:{controller.port}").app_context():
        mail.send_later("karima@example.org", "Œufs d’Anaïs", "Déjà prêts.")
    ((recipients, raw),) = bag
    assert recipients == ["karima@example.org"]
    assert read(raw)["Subject"] == "Œufs d’Anaïs"
    assert read(raw).get_content().strip() == "Déjà prêts."


def test_a_subject_cannot_add_headers(bind, post_office):
    controller, bag = post_office
    with bind(MAIL_URL=f"smtp://127.0.0.1:{controller.port}").app_context():
        mail.send_later("karima@example.org", "Léa\r\nBcc: all@example.org\u2028X: y", "Bonjour")
    ((recipients, raw),) = bag
    message = read(raw)
    assert recipients == ["karima@example.org"]
    assert "Bcc" not in message
    assert "X" not in message
    assert message["Subject"] == "Léa Bcc: all@example.org X: y"


@pytest.mark.parametrize(
    "to",
    ["a@b.fr\nBcc: c@d.fr", "a@b.fr, c@d.fr", "a@b.fr\r", "nobody", "a@b@c.fr"],
)
def test_only_one_address_is_written_to(bind, to):
    with bind().app_context(), pytest.raises(ValueError, match="not one mail address"):
        mail.send_later(to, "Bonjour", "Bonjour")


def test_a_mail_is_tried_again_when_the_server_is_away(bind):
    app = bind(JOBS="embedded", MAIL_URL=f"smtp://127.0.0.1:{free_port()}")
    huey = app.extensions[jobs.EXTENSION].huey
    with app.app_context():
        mail.send_later("karima@example.org", "Bonjour", "Bonjour")
    huey.execute(huey.dequeue())
    assert huey.scheduled_count() == 1
    huey.storage.close()


def test_a_server_without_a_known_certificate_is_not_trusted(bind, tmp_path):
    app = bind(MAIL_URL="smtp://mail.example?tls=starttls")
    with app.app_context():
        connection = app.extensions["mailman"].backend(mailman=app.extensions["mailman"])
        assert connection.connection_class is mail._CheckedConnection
    implicit = bind(MAIL_URL="smtps://mail.example")
    with implicit.app_context():
        backend = implicit.extensions["mailman"].backend(mailman=implicit.extensions["mailman"])
        assert backend.connection_class.__name__ == "SMTP_SSL"
