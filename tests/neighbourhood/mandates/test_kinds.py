"""What mandates may allow is declared by the slices that do it: once, and before it is used."""

import ast

import pytest
from flask_babel import lazy_gettext as _l

from neighbourhood.mandates import kinds
from neighbourhood.residents import acting
from tests.support.mandates import ALL, DEEDS
from tests.support.palier import ROOT


@pytest.fixture(autouse=True)
def _as_it_was():
    """Forget what a test declares."""
    known = set(kinds.SCOPES)
    yield
    for code in set(kinds.SCOPES) - known:
        del kinds.SCOPES[code]


def declare_scope(code="lend", rank=70):
    return kinds.declare_scope(code, _l("Prêter"), _l("des objets"), icon="drill", rank=rank)


def test_scopes_are_offered_by_their_rank_whoever_declares_them_first():
    assert list(kinds.known_scopes()) == [
        *("post", "reply", "loans", "invitations", "gatherings", "words", "chat")
    ]
    declare_scope("lend", rank=15)
    assert list(kinds.known_scopes())[:3] == ["post", "lend", "reply"]


def test_two_scopes_of_one_code_fail_at_start():
    with pytest.raises(ValueError, match="declared twice"):
        declare_scope("chat", rank=75)


def test_two_scopes_do_not_share_a_rank():
    with pytest.raises(ValueError, match="rank of another"):
        declare_scope(rank=10)


def test_two_deeds_of_one_code_fail_at_start():
    with pytest.raises(ValueError, match="declared twice"):
        kinds.declare_deed("posted", _l("a publié"), scopes={"post"})


@pytest.mark.parametrize("scopes", [set(), {"nothing known"}, {"post", "nothing known"}])
def test_a_deed_names_scopes_that_are_declared(scopes):
    with pytest.raises(ValueError, match="scopes"):
        kinds.declare_deed("lent", _l("a prêté"), scopes=scopes)


def test_who_finds_in_whose_name_one_acts_is_one():
    with pytest.raises(ValueError, match="twice"):
        acting.finds_actor(acting.Actor.of)


def test_every_page_asks_for_scopes_that_are_declared(one_app):
    asked = [getattr(view, "scopes", None) or () for view in one_app.view_functions.values()]
    used = set().union(*asked)
    assert used
    assert used <= ALL


def calls(name):
    """Find what is given to every call of `name` in the code of the three houses."""
    for house in ("neighbourhood", "messaging", "verification"):
        for path in (ROOT / house).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                called = getattr(node, "func", None)
                if name in {getattr(called, "attr", None), getattr(called, "id", None)}:
                    yield path.relative_to(ROOT), node.args


@pytest.mark.parametrize("name", ["represented", "lets"])
def test_a_scope_is_asked_for_by_its_declared_name(name):
    found = [(path, arg) for path, args in calls(name) for arg in args]
    assert found
    spelled = [(str(path), arg.value) for path, arg in found if isinstance(arg, ast.Constant)]
    assert [(path, code) for path, code in spelled if code not in ALL] == []


def test_what_older_journals_say_is_still_known():
    assert {deed.code for deed in DEEDS} >= {
        *("posted", "edited", "renewed", "finished", "withdrew", "accepted", "declined"),
        *("thanked", "replied", "took back", "invited", "cancelled", "asked seat"),
        *("accepted seat", "declined seat", "gave up seat", "wrote"),
    }
