"""Words are never lost, whatever the form: this walks all that the demonstration town shows."""

import pytest
from flask.testing import FlaskClient

from neighbourhood.foundation.demo import PASSWORD
from neighbourhood.foundation.web.access import ANYONE
from tests.support.town import enter, token_in
from tests.support.written_forms import Written, each_once, stands_filled

WORDS = "Mots é « gardés » <b> & 'entiers'"
SEEN = "Mots é « gardés » &lt;b&gt; &amp; &#x27;entiers&#x27;"
SAID = "relisez, puis envoyez"
# What is typed there comes back without a word.
OF_A_PERSON = {"full_name", "email", "opening_number", "fewest", "dominance"} | {
    *("hour", "crisis", "concerned", "party"),
    *(f"quartier-{number}" for number in range(1, 10)),
}


@pytest.fixture(scope="module")
def forms(town_app, visits) -> list[Written]:
    # A visitor is shown the sign-in page in place of what is closed.
    views = town_app.view_functions
    # Whoever is signed in is led on from the page of visitors to their own.
    # A line of a conversation is changed for a quarter of an hour: its form may be gone by now.
    gone = ("funding.give_as_visitor", "messaging.edit")
    shown = [
        v
        for v in visits
        if (v.account and v.endpoint not in gone)
        or (not v.account and getattr(views.get(v.endpoint), "access", "") == ANYONE)
    ]
    found = each_once(shown)
    assert len(found) > 30, [str(form) for form in found]
    return found


@pytest.fixture(scope="module")
def theirs(forms) -> list[Written]:
    """Those of people with an account."""
    return [form for form in forms if form.visit.account]


@pytest.fixture(scope="module")
def browsers(town_app, forms) -> dict[str | None, FlaskClient]:
    """One browser for each account, signed in."""
    made: dict[str | None, FlaskClient] = {}
    for account in {form.visit.account for form in forms}:
        made[account] = town_app.test_client()
        if account:
            enter(made[account], account)
    return made


def write(client: FlaskClient, form: Written, **more: str):
    """Send the words with what the page holds now, changed by what is given."""
    sent = form.filled(WORDS) | more
    left_out = {name: value for name, value in sent.items() if value is not None}
    referer = {"Referer": f"http://localhost{form.visit.path}"}
    return client.post(form.path, data=left_out, headers=referer)


def sign_in_again(client: FlaskClient, form: Written, where: str):
    """Follow the way through sign-in, and return the page at its end."""
    said = {
        "csrf_token": token_in(client.get(where).text),
        "email": f"{form.visit.account}@valbourg.example",
        "password": PASSWORD,
    }
    return client.get(client.post(where, data=said).location, follow_redirects=True)


def is_there(page, form: Written) -> bool:
    is_told = SAID in page.text or set(form.texts) <= OF_A_PERSON
    return is_told and stands_filled(page.text, form, SEEN)


def test_a_form_whose_session_has_ended_stands_filled_after_signing_in(town_app, theirs, browsers):
    lost = []
    for form in theirs:
        token = token_in(
            browsers[form.visit.account].get(form.visit.path, follow_redirects=True).text
        )
        client = town_app.test_client()  # the cookie of the session is gone, the page still open
        answer = write(client, form, csrf_token=token)
        assert answer.status_code == 302, form
        if not is_there(sign_in_again(client, form, answer.location), form):
            lost.append(str(form))
    assert lost == []


def test_a_form_without_a_good_token_is_refused_and_stands_filled_again(town_app, forms, browsers):
    lost = []
    for form in forms:
        client = browsers[form.visit.account]
        answer = write(client, form, csrf_token=None)
        assert (answer.status_code, "Retrouver mes mots" in answer.text) == (400, True), form
        if not is_there(client.get(form.visit.path, follow_redirects=True), form):
            lost.append(str(form))
    assert lost == []


def test_another_person_on_the_same_browser_is_shown_nothing(town_app, theirs, browsers):
    shown = []
    for form in theirs:
        token = token_in(
            browsers[form.visit.account].get(form.visit.path, follow_redirects=True).text
        )
        client = town_app.test_client()
        write(client, form, csrf_token=token)
        enter(client, "marcel" if form.visit.account != "marcel" else "karima")
        if SEEN in client.get(form.visit.path, follow_redirects=True).text:
            shown.append(str(form))
    assert shown == []
