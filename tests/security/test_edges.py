"""What an attacker tries first at the edges of the site."""

import re
from dataclasses import replace
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser

from app import create_app
from neighbourhood.foundation.outside.paper import hand_out
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.passwords import hash_password
from neighbourhood.foundation.web.headers import content_security_policy
from tests.support.markup import Markup

ROOT = Path(__file__).parents[2]
HTTPS = "https://palier.example"
PASSWORD = "une petite phrase"
HIDDEN = ("/.git/config", "/.env", "/app.py", "/instance/secret.key", "/uploads/", "/static/dist/",
          "/static/../app.py", "/static/%2e%2e/app.py", "/static/")  # fmt: skip


@pytest.fixture(scope="module")
def served(settings, tmp_path_factory):
    """A site over https, as a town serves it."""
    folder = tmp_path_factory.mktemp("served")
    real = replace(
        settings,
        instance=folder,
        base_url=HTTPS,
        trusted_hosts=("palier.example",),
        origins=(HTTPS,),
        database_url=f"sqlite:///{folder / 'palier.db'}",
    )
    app = create_app(real)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        db.create_all()
    return app


def cookies_of(answer) -> dict:
    read = SimpleCookie()
    for line in answer.headers.getlist("Set-Cookie"):
        read.load(line)
    return {name: morsel for name, morsel in read.items() if morsel.value}


def test_every_cookie_of_a_served_town_has_its_prefix(served, make):
    with served.app_context():
        digest = hash_password(PASSWORD)
    browser = served.test_client()
    type(make)(served).resident("Karima Benali", email="k@example.org", password_hash=digest)
    browser.set_cookie("__Host-sending", "0123456789", domain="palier.example", secure=True)
    said = {"email": "k@example.org", "password": PASSWORD}
    told = [
        browser.post("/moi/profil", base_url=HTTPS, data={"about": "Je répare des vélos."}),
        browser.post("/connexion", base_url=HTTPS, data=said),
    ]
    given = {name: morsel for answer in told for name, morsel in cookies_of(answer).items()}
    assert {"__Host-palier", "__Host-unsent"} <= given.keys()
    assert len(given) >= 3
    for name, morsel in given.items():
        assert name.startswith("__Host-"), name
        assert morsel["secure"], name
        assert (morsel["path"], morsel["domain"]) == ("/", ""), name
        assert morsel["samesite"] == "Lax", name
        assert morsel["httponly"] or name == "__Host-taken", name


def test_no_other_origin_is_let_in(visitor):
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    for method in ("GET", "OPTIONS"):
        for path in ("/", "/connexion", "/adresses/suggestions", "/healthz"):
            answer = visitor.open(path, method=method, headers=asked)
            assert not [name for name, _ in answer.headers if name.startswith("Access-Control-Al")]


def test_over_https_sockets_are_encrypted(settings):
    policy = content_security_policy(replace(settings, base_url=HTTPS, origins=(HTTPS,)))
    assert "wss://palier.example" in policy
    assert "ws://" not in policy


@pytest.mark.parametrize("path", HIDDEN)
def test_nothing_beside_the_site_is_served(visitor, path):
    assert visitor.get(path).status_code in {404, 308}
    assert visitor.get(path, follow_redirects=True).status_code == 404


def test_what_was_uploaded_is_not_served_as_a_file(app, visitor):
    kept = app.extensions["palier.settings"].instance / "uploads" / "photos"
    kept.mkdir(parents=True, exist_ok=True)
    (kept / "a.html").write_text("<script>alert(1)</script>")
    for path in ("/uploads/photos/a.html", "/static/uploads/photos/a.html", "/photos/a.html"):
        assert visitor.get(path).status_code == 404
    assert not kept.is_relative_to(Path(app.static_folder))


def test_nobody_traces(visitor):
    for path in ("/", "/connexion", "/healthz"):
        answer = visitor.open(path, method="TRACE", headers={"X-Secret": "told back"})
        assert answer.status_code == 405
        assert "told back" not in answer.text


def test_a_crash_says_one_sentence(app, visitor, monkeypatch):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.view_functions, "residents.sign_in", lambda: 1 / 0)
    answer = visitor.get("/connexion")
    assert answer.status_code == 500
    assert "Une erreur est survenue chez nous" in answer.text
    assert not re.search(r"ZeroDivision|Traceback|\.py|sqlite", answer.text)
    assert not app.debug


def test_a_served_town_has_no_account_of_ours():
    there = {
        "BASE_URL": HTTPS,
        "SECRET_KEY": "Zk3vQ9-long-enough-and-of-many-signs-7Hx",
        "PAYMENTS": "pretend",
    }
    assert not Settings.from_environment(there).demo


def test_no_setting_holds_a_password_by_default():
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    values = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    assert values == {}
    secret = [line for line in lines if re.match(r"#(?!\w*_FILE=)(\w*SECRET\w*|\w*KEY)=", line)]
    assert secret
    assert all(line.endswith("=") for line in secret)


def test_passwords_are_typed_masked_and_may_be_pasted(visitor):
    for path, complete in (("/connexion", "current-password"), ("/inscription", "new-password")):
        fields = Markup(visitor.get(path).text).all("input")
        (field,) = [attrs for attrs in fields if attrs.get("name") == "password"]
        assert field["type"] == "password"
        assert field["autocomplete"] == complete
    scripts = [path.read_text("utf-8") for path in (ROOT / "static/behaviours").glob("*.js")]
    assert scripts
    assert not [text for text in scripts if re.search(r"[\"']paste[\"']|onpaste", text)]


def test_no_script_writes_into_what_it_was_sent():
    scripts = {p.name: p.read_text("utf-8") for p in (ROOT / "static/behaviours").glob("*.js")}
    # Nothing copies every key of an answer into an object, nor reads code from one.
    deep = re.compile(r"__proto__|\.prototype\b|\beval\(|new Function|Object\.assign\(window")
    assert not [name for name, text in scripts.items() if deep.search(text)]


def test_every_library_is_locked_by_its_hash():
    for name in ("run", "dev", "installer"):
        text = (ROOT / "requirements" / f"{name}.lock").read_text("utf-8")
        named = re.findall(r"^[\w.-]+(?:\[[\w,]+\])?==\S+(.*(?:\n    .*)*)", text, re.MULTILINE)
        assert named
        assert all("--hash=sha256:" in after for after in named), name
    assert '"integrity"' in (ROOT / "package-lock.json").read_text("utf-8")


def test_one_signs_out_from_moi(make, signed_in):
    page = Markup(signed_in(make.resident()).get("/moi").text)
    assert "/deconnexion" in [form.get("action") for form in page.all("form")]


def test_fields_nobody_asked_for_change_nothing(app, make, signed_in, visitor):
    said = {"full_name": "Nora Petit", "email": "nora@example.org", "password": PASSWORD}
    forged = {
        "is_administrator": "1",
        "verified_at": "2020-01-01",
        "email_confirmed_at": "2020-01-01",
    }
    assert visitor.post("/inscription", data=said | forged).status_code == 303
    with make.writing() as session:
        row = session.execute(
            db.text("SELECT is_administrator, verified_at, email_confirmed_at FROM resident")
        ).one()
    assert not any(row)


def test_a_field_sent_twice_counts_once(visitor, make):
    said = {"full_name": "Nora Petit", "email": ["nora@example.org", "evil@example.org"]}
    answer = visitor.post(
        "/inscription?email=third@example.org", data=said | {"password": PASSWORD}
    )
    assert answer.status_code == 303
    with make.writing() as session:
        assert session.scalars(db.text("SELECT email FROM resident")).all() == ["nora@example.org"]


@pytest.mark.parametrize("ends", ["Content-Length: 4\r\nContent-Length: 5", "Content-Length: +4"])
def test_a_request_with_two_ends_is_refused(ends):
    read_request("Content-Length: 4")
    with pytest.raises(ParseException):
        read_request(ends)


def test_a_request_with_a_length_and_in_pieces_is_refused():
    with pytest.raises(ParseException):
        read_request("Content-Length: 4\r\nTransfer-Encoding: chunked")


def read_request(header: str):
    sent = f"POST / HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\nabcd".encode()
    return next(RequestParser(Config(), iter([sent]), ("127.0.0.1", 1)))


def test_a_paper_is_named_by_us(app):
    with app.test_request_context():
        said = hand_out(b"%PDF-1.7", "lettres.pdf").headers
    assert re.fullmatch(r"(inline|attachment); filename=lettres\.pdf", said["Content-Disposition"])
    assert said["Cache-Control"] == "private, no-store"
