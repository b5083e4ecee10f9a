"""Accounts with real passwords, their mail, and a pretend device that keeps passkeys."""

import json
import re
from hashlib import sha256
from quopri import decodestring
from urllib.parse import urlsplit

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select
from webauthn.helpers import bytes_to_base64url

from neighbourhood.foundation.storing import clock
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.passwords import hash_password
from neighbourhood.residents import codes
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import second_factors
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import SignIn
from neighbourhood.residents.queries import second_factors as second_factors_queries
from tests.support.settings import limited, with_settings

__all__ = ["limited", "with_settings"]

PASSWORD = "une petite phrase"
FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:142.0) Gecko/142.0 Firefox/142.0"


@pytest.fixture(scope="session")
def digest(one_app):
    with one_app.app_context():
        return hash_password(PASSWORD)


@pytest.fixture
def karima(make, digest):
    make.resident("Paul Noise", email="noise@example.org")
    return make.resident("Karima Benali", email="karima@example.org", password_hash=digest)


@pytest.fixture
def enter(app):
    """Sign in as people do: `enter(karima)` returns the browser, whatever page it is on."""

    def enter(resident, password=PASSWORD, agent=FIREFOX):
        browser = app.test_client()
        browser.environ_base["HTTP_USER_AGENT"] = agent
        data = {"email": resident.email, "password": password}
        browser.first = browser.post("/connexion", data=data)
        return browser

    return enter


@pytest.fixture
def reread(app):
    def reread(resident):
        with app.app_context():
            return db.session.get_one(Resident, resident.id)

    return reread


@pytest.fixture
def links(outbox):
    """The links in the mails so far, as paths of this site, each with the mailbox it went to."""

    def links():
        found = []
        for mail in outbox():
            text = decodestring(mail.encode()).decode()
            to = re.search(r"^To: (.+)$", text, re.MULTILINE)[1]
            urls = map(urlsplit, re.findall(r"https?://\S+", text))
            found += [(to, url._replace(scheme="", netloc="").geturl()) for url in urls]
        return found

    return links


@pytest.fixture
def application_of(make):
    """Enrol an application, half an hour ago; returns its secret."""

    def enrol(resident):
        secret = codes.new_secret()
        with make.writing() as session:
            row = session.get_one(Resident, resident.id)
            assert second_factors.enrol_authenticator(
                Actor.of(row), secret=secret, code=codes.code_at(secret, clock.now())
            )
            second_factors_queries.authenticator(row).last_step -= 60
        return secret

    return enrol


class Device:
    """What a telephone does with passkeys: one key, which a finger has opened."""

    def __init__(self, site="localhost", origin="http://localhost", verified=True):
        self.site, self.origin, self.verified = site, origin, verified
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = sha256(str(id(self)).encode()).digest()
        self.handle = None
        self.count = 0

    def make(self, options):
        self.handle = options["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        credential = bytes(16) + len(self.id).to_bytes(2) + self.id + cbor2.dumps(cose)
        data = self._data(0x40) + credential
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            clientDataJSON=self._client("webauthn.create", options["challenge"]),
            attestationObject=statement,
        )

    def use(self, options):
        self.count += 1
        data = self._data(0)
        client = self._client("webauthn.get", options["challenge"])
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _data(self, flags):
        flags |= 0x05 if self.verified else 0x01
        return sha256(self.site.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, **parts):
        name = bytes_to_base64url(self.id)
        response = {key: bytes_to_base64url(value) for key, value in parts.items()}
        if "signature" in parts:
            response["userHandle"] = self.handle
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


@pytest.fixture
def device():
    return Device


@pytest.fixture
def key_of(enter):
    """Enrol a passkey through the pages; returns the device."""

    def key_of(resident, name="Mon téléphone"):
        telephone, browser = Device(), enter(resident)
        options = browser.post("/moi/securite/cles/demande").json
        data = {"name": name, "credential": telephone.make(options)}
        assert browser.post("/moi/securite/cles", data=data).status_code == 303
        return telephone

    return key_of


@pytest.fixture
def end_all(make):
    """Sign everybody out, as somebody does from another browser."""

    def end():
        with make.writing() as session:
            for sign_in in session.scalars(select(SignIn)):
                sign_in.ended_at = sign_in.last_seen_at

    return end


@pytest.fixture
def enter_again(signed_in):
    """Sign somebody in again in the same browser."""

    def enter_again(browser, person):
        with signed_in(person).session_transaction() as fresh:
            token = fresh["sign_in"]
        with browser.session_transaction() as session:
            session.clear()
            session["sign_in"] = token

    return enter_again
