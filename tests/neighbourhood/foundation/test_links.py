"""A redirect leads where a browser will read it to lead: on this site, or home."""

import ast

import pytest

from neighbourhood.foundation.web.links import local_path
from tests.support.palier import ROOT

SLICES = ("neighbourhood", "messaging", "verification")


@pytest.fixture(autouse=True)
def _asked(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/moi/profil",
        "/entraide?q=gar%C3%A7on+%2F%2F&page=2",
        "/entraide?q=deux%0Alignes",
        "/messages/3#bottom",
        "/connexion/code?next=%2Fmoi",
        "/moi/profil?",
    ],
)
def test_what_stays_here_is_followed(path):
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "moi",
        "https://evil.example",
        "javascript:alert(1)",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/%09/evil.example",
        "/%2509/evil.example",
        "/%2F/evil.example",
        "/%2f%2fevil.example",
        "/%5Cevil.example",
        "/%255Cevil.example",
        "/.//evil.example",
        "/moi//evil.example",
        "/\x00/evil.example",
        "/\x7f/evil.example",
        "/\u200b/evil.example",
        "/\u2028/evil.example",
        "/moi?x=\r\nSet-Cookie: a=b",
        "/%25252525252525255Cevil.example",
    ],
)
def test_what_might_lead_elsewhere_leads_home(path):
    assert local_path(path) == "/"


@pytest.mark.parametrize(
    "path",
    [
        "/deconnexion",
        "/deconnexion?x=1",
        "/moi/connexions/fermer",
        "/rien/de/tel",
        "/quartiers/Les",
    ],
)
def test_what_nobody_may_open_leads_home(path):
    assert local_path(path) == "/"


def given_by_the_visitor(node: ast.AST) -> bool:
    named = (part for part in ast.walk(node) if isinstance(part, ast.Attribute))
    return any(part.attr in {"args", "form", "referrer", "headers", "url"} for part in named)


def unchecked(source: str) -> list[int]:
    """Return the lines that redirect to what a visitor gave, unless it is made sure of."""
    found = []
    for call in ast.walk(ast.parse(source)):
        if not (isinstance(call, ast.Call) and getattr(call.func, "id", "") == "redirect"):
            continue
        target = call.args[0]
        made = getattr(getattr(target, "func", None), "id", "")
        if made not in {"local_path", "url_for", "way_to"} and given_by_the_visitor(target):
            found.append(call.lineno)
    return found


def test_no_view_redirects_to_what_a_visitor_gave_without_asking():
    modules = [path for name in SLICES for path in (ROOT / name).rglob("*.py")]
    assert len(modules) > 100
    assert not [path.name for path in modules if unchecked(path.read_text())]


def test_such_a_redirect_would_be_found():
    assert unchecked("redirect(request.args.get('next'))") == [1]
    assert unchecked("redirect(local_path(request.args.get('next')))") == []
