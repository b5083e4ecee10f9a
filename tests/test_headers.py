"""What the pages of the demonstration town tell a browser, and what they are made of."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from app import create_app
from neighbourhood.foundation.storing.database import db
from tests.support.town import ACCOUNTS, Visit, enter, token_in
from tests.support.unlinked import UNLINKED

# Parts of pages, fetched after them.
PIECES = {"feed.beside", "feed.extract", "feed.glimpse", "feed.soon"}
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@pytest.fixture(scope="module")
def pages(visits) -> list[Visit]:
    return [visit for visit in visits if visit.mimetype == "text/html"]


def test_the_walk_sees_every_kind_of_page(one_app, visits):
    readable = {rule.endpoint for rule in one_app.url_map.iter_rules() if "GET" in rule.methods}
    unseen = readable - {visit.endpoint for visit in visits} - UNLINKED
    assert not unseen, f"no link of the demonstration town leads to: {sorted(unseen)}"
    assert readable >= UNLINKED, "these pages are gone: take them out"
    assert {visit.account for visit in visits} == set(ACCOUNTS)
    assert len(visits) > 250


def test_no_link_is_dead(visits):
    # A newcomer may press what is for neighbours, and reads what to do first.
    told = [visit for visit in visits if visit.account == "nouveau" and visit.status == 403]
    assert all("Prouver mon adresse" in visit.html for visit in told)
    lost = [visit for visit in visits if visit.status not in {200, 422} and visit not in told]
    assert [f"{visit.status} {visit}" for visit in lost] == []


def test_no_link_leads_nowhere(pages):
    # An address that cannot be built becomes "#": nobody would notice.
    lost = [str(page) for page in pages if {"href": "#"} in page.markup.all("a")]
    lost += [str(page) for page in pages if 'action="#"' in page.html or 'href="#"' in page.html]
    assert lost == []


def test_every_answer_carries_the_strict_policy(visits):
    for visit in visits:
        rules = visit.headers["Content-Security-Policy"].split("; ")
        said = {name: value for name, _, value in (rule.partition(" ") for rule in rules)}
        # The one page that other sites may show within theirs differs in that alone.
        # What members keep is no page: it opens nothing, wherever it is opened.
        kept = visit.endpoint == "groups.file_content" and visit.status == 200
        framed = visit.endpoint == "campaigns.embed" and visit.status == 200
        asked = POLICY | {"frame-ancestors": "*", "form-action": "'none'"} if framed else POLICY
        asked = {"default-src": "'none'", "sandbox": ""} if kept else asked
        assert asked.items() <= said.items(), visit
        assert ("X-Frame-Options" in visit.headers) is not framed, visit
        assert "unsafe" not in visit.headers["Content-Security-Policy"]
        assert visit.headers["X-Content-Type-Options"] == "nosniff"
        assert visit.headers["Referrer-Policy"] == "same-origin"


def test_every_text_says_its_charset(visits):
    texts = [visit for visit in visits if visit.mimetype.startswith("text/")]
    assert texts
    for visit in texts:
        assert "charset=utf-8" in visit.headers["Content-Type"], visit


def test_no_page_holds_code_or_styles(pages):
    for page in pages:
        markup = page.markup
        assert "".join(markup.code).strip() == "", page
        for tag, attrs in markup.tags:
            assert "style" not in attrs, f"{page}: <{tag} style>"
            assert not [name for name in attrs if name.startswith("on")], f"{page}: <{tag} on…>"
            address = attrs.get("href", "") + attrs.get("action", "") + attrs.get("src", "")
            assert not address.lower().startswith("javascript:"), f"{page}: {address}"


def test_no_page_fetches_from_elsewhere(pages):
    for page in pages:
        for tag in ("script", "link", "img", "iframe", "use", "source", "form"):
            for attrs in page.markup.all(tag):
                if attrs.get("rel") == "canonical":
                    continue  # a name, which nothing fetches
                named = [attrs.get(name, "") for name in ("src", "href", "action", "srcset")]
                foreign = [link for link in named if link.startswith(("http", "//"))]
                assert not foreign, f"{page}: {foreign}"


def test_every_form_that_writes_carries_the_token(pages):
    for page in pages:
        written = page.html.split("<form")[1:]
        for form in written:
            opening, _, inside = form.partition(">")
            if 'method="post"' in opening.lower():
                assert 'name="csrf_token"' in inside.partition("</form>")[0], f"{page}: {opening}"


def test_no_two_elements_share_an_id(pages):
    for page in pages:
        ids = [attrs["id"] for _tag, attrs in page.markup.tags if "id" in attrs]
        twice = {one for one in ids if ids.count(one) > 1}
        assert not twice, f"{page}: {twice}"


def test_no_browser_keeps_what_a_neighbour_saw(pages):
    for page in pages:
        kept = page.headers["Cache-Control"]
        if page.account:
            assert "no-store" in kept, page
        else:
            assert "public" not in kept, page


def test_every_page_has_a_title_a_language_and_one_heading(pages):
    for page in pages:
        if page.endpoint in PIECES:
            continue
        markup = page.markup
        assert markup.all("html")[0]["lang"] == "fr", page
        assert len(markup.all("h1")) == 1, page
        assert len(markup.all("title")) >= 1, page
        assert "<title> ·" not in page.html, page


def test_no_write_passes_without_the_token(town_app):
    karima = town_app.test_client()
    enter(karima, "karima")
    writing = [
        rule
        for rule in town_app.url_map.iter_rules()
        if "POST" in rule.methods and rule.endpoint != "payments.webhook"
    ]
    assert len(writing) > 40
    with town_app.app_context():
        address = db.engine.url.database
    # The number counts what others write, and is that of one connection: this one is kept.
    with closing(sqlite3.connect(address)) as watching:
        before = watching.execute("PRAGMA data_version").fetchone()
        for rule in writing:
            _, path = rule.build(_parts(rule))
            answer = karima.post(path, data={"csrf_token": "forged"})
            assert answer.status_code == 400, f"{rule}: {answer.status}"
            assert "formulaire a expiré" in answer.text
        assert watching.execute("PRAGMA data_version").fetchone() == before


def _parts(rule) -> dict:
    ways = {"direction": "ask", "side": "host", "deed": "retirer", "way": "monter", "year": 1}
    return {name: ways.get(name, 1 if name.endswith("_id") else "x") for name in rule.arguments}


def test_a_token_of_another_browser_is_refused(town_app):
    karima, marcel = town_app.test_client(), town_app.test_client()
    enter(karima, "karima")
    enter(marcel, "marcel")
    stolen = token_in(marcel.get("/moi/profil").text)
    said = {"csrf_token": stolen, "full_name": "Karima Autre"}
    assert karima.post("/moi/profil", data=said).status_code == 400
    assert karima.post("/moi/profil", data={"full_name": "Karima Autre"}).status_code == 400


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80", ""])
def test_a_forged_host_is_refused(town_app, host):
    client = town_app.test_client()
    for path in ("/", "/connexion", "/inscription", "/healthz"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 400, f"{path} on {host!r}"
        assert "evil" not in answer.text


def test_mails_name_our_own_host(town_app, settings):
    client = town_app.test_client()
    token = token_in(client.get("/inscription").text)
    said = {
        "csrf_token": token,
        "full_name": "Nora Petit",
        "email": "nora@example.org",
        "password": "une petite phrase",
        "agrees": "y",
    }
    forged = client.post("/inscription", data=said, headers={"Host": "evil.example"})
    assert forged.status_code == 400
    ours = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    assert client.post("/inscription", data=said, headers=ours).status_code == 303
    folder = town_app.extensions["palier.settings"].instance / "mail"
    newest = max(folder.glob("*.eml")).read_text()
    assert "http://localhost/inscription/confirmer/" in newest
    assert "evil" not in newest


def test_the_cookie_of_a_served_town_is_out_of_reach(settings, tmp_path):
    real = replace(
        settings,
        instance=tmp_path,
        base_url="https://palier.example",
        trusted_hosts=("palier.example",),
        database_url=f"sqlite:///{tmp_path / 'palier.db'}",
    )
    app = create_app(real)
    with app.app_context():
        db.create_all()
    answer = app.test_client().get("/connexion", base_url="https://palier.example")
    cookie = answer.headers["Set-Cookie"]
    name, *flags = cookie.split("; ")
    assert name.startswith("__Host-palier=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(flags)
    assert not [flag for flag in flags if flag.startswith("Domain")]
    assert "Strict-Transport-Security" in answer.headers


def test_the_session_is_a_new_one_after_signing_in(town_app):
    client = town_app.test_client()
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    enter(client, "karima")
    with client.session_transaction() as session:
        assert "planted" not in session
        token = session["sign_in"]
    enter(client, "karima")
    with client.session_transaction() as session:
        assert session["sign_in"] != token


def test_every_template_can_be_read(one_app):
    for name in one_app.jinja_env.list_templates():
        one_app.jinja_env.get_template(name)
