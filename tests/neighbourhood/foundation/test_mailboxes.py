"""One form of a mailbox address, however it is typed, in every form and every command."""

import pkgutil
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

import messaging
import neighbourhood
import verification
from neighbourhood.foundation.web.forms import EmailField, Form
from neighbourhood.foundation.words.mailboxes import likely, tidy

PLAIN = "anna@ecole.fr"
ACCENTED = "anna@école.fr"


@pytest.mark.parametrize(
    "typed",
    [
        PLAIN,
        " Anna@Ecole.FR ",
        "anna\u200b@ecole.fr",
        "\ufeffanna@ecole.fr\u2060",
        "\xa0anna@ecole.fr\u202f",
        "an\xadna@ecole.fr",
        "anna @ ecole.fr",
        "anna@ecole.fr.",
        "anna@ecole.fr\n",
        "ａｎｎａ＠ｅｃｏｌｅ．ｆｒ",
        "anna@ecole\u3002fr",
        "mailto:anna@ecole.fr",
        "<anna@ecole.fr>",
        "« anna@ecole.fr »",
        "\u202aanna@ecole.fr\u202c",
    ],
)
def test_what_surrounds_and_hides_in_an_address_is_dropped(typed):
    assert tidy(typed) == PLAIN


@pytest.mark.parametrize(
    "typed", [ACCENTED, "Anna@ÉCOLE.fr", "anna@e\u0301cole.fr", "anna@xn--cole-9oa.fr"]
)
def test_an_accented_domain_has_one_spelling(typed):
    assert tidy(typed) == ACCENTED


@pytest.mark.parametrize("typed", ["anna", "", None, "anna@", "a b@example.org", "\ud800@x"])
def test_what_is_no_address_is_tidied_without_a_fall(typed):
    assert tidy(tidy(typed)) == tidy(typed)


@given(st.text(max_size=40), st.sampled_from(["", "@ecole.fr", "@École.fr"]))
def test_tidying_twice_changes_nothing_more(name, domain):
    once = tidy(name + domain)
    assert tidy(once) == once


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("marcel@gmial.com", "marcel@gmail.com"),
        ("marcel@gmail.con", "marcel@gmail.com"),
        ("marcel@gmail.fr", "marcel@gmail.com"),
        ("marcel@orange.f", "marcel@orange.fr"),
        ("marcel@wandoo.fr", "marcel@wanadoo.fr"),
        ("marcel@hotmial.fr", "marcel@hotmail.fr"),
        ("marcel@laposte.fr", "marcel@laposte.net"),
        ("marcel@gmail.com", None),
        ("marcel@hotmail.de", None),
        ("marcel@gmx.fr", None),
        ("marcel@valbourg.example", None),
        ("marcel@ville-lyon.fr", None),
        ("marcel", None),
        ("", None),
    ],
)
def test_a_misspelt_provider_is_guessed_and_any_other_is_left_alone(typed, meant):
    assert likely(typed) == meant


def forms():
    for package in (neighbourhood, messaging, verification):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".forms" in module.name:
                import_module(module.name)
    waiting, found = [Form], []
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found.append(kind)
    return found


def test_every_field_for_a_mailbox_tidies_it():
    asked = [
        (kind, name)
        for kind in forms()
        for name, field in vars(kind).items()
        if "mail" in name and hasattr(field, "field_class")
    ]
    assert len(asked) > 4
    for kind, name in asked:
        assert vars(kind)[name].field_class is EmailField, (kind, name)
