import email
import email.policy
import smtplib
import socket
import ssl
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from neighbourhood.foundation.outside import jobs, mail
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction


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


@pytest.fixture
def unknown_certificate(tmp_path):
    """A certificate for 127.0.0.1 that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    pem = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
        + certificate.public_bytes(pem)
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return context


def test_a_server_whose_certificate_nobody_knows_gets_no_mail(bind, unknown_certificate):
    postman = Postman()
    controller = Controller(
        postman, hostname="127.0.0.1", port=free_port(), tls_context=unknown_certificate
    )
    controller.start()
    app = bind(MAIL_URL=f"smtp://127.0.0.1:{controller.port}?tls=starttls")
    with app.app_context(), pytest.raises(ssl.SSLCertVerificationError):
        mail.send_later("karima@example.org", "Bonjour", "Bonjour")
    controller.stop()
    assert postman.bag == []


def test_an_encrypted_port_is_checked_as_well(bind):
    app = bind(MAIL_URL="smtps://mail.example")
    with app.app_context():
        state = app.extensions["mailman"]
        assert state.backend(mailman=state).connection_class is smtplib.SMTP_SSL
