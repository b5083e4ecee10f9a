"""A text is looked through once its length is known to be right, and never on the loop if long."""

import pytest

from neighbourhood.foundation.web import offloading
from neighbourhood.foundation.web.forms import Form
from neighbourhood.foundation.web.public import Public
from neighbourhood.foundation.words.giveaways import scan
from neighbourhood.invitations.models import Invitation, Side
from neighbourhood.needs.forms.texts import Anonymous

TOO_LONG = "Martin, 12 rue des Lilas. " * 1600


def letters_read(monkeypatch):
    """Count the letters that are looked through: no clock, the same on every machine."""
    read = []
    whole = scan.Reading

    def counting(text, here):
        read.append(len(text))
        return whole(text, here)

    monkeypatch.setattr(scan, "Reading", counting)
    return read


def kinds_of(form):
    return {form} | {each for kind in form.__subclasses__() for each in kinds_of(kind)}


GIVEN = {
    "AnswerForm": {"sentences": ()},
    "WordsForm": {"sentences": ()},
    "ShortWordsForm": {"sentences": ()},
    "SeatForm": {"invitation": Invitation(side=Side.GUEST, seats=2, taken=0)},
}
SCANNED = sorted(
    (
        (kind, name)
        for base, names in ((Anonymous, "texts"), (Public, "public"))
        for kind in kinds_of(base)
        for name in getattr(kind, names)
    ),
    key=lambda pair: (pair[0].__name__, pair[1]),
)


@pytest.mark.parametrize(
    ("kind", "name"), SCANNED, ids=[f"{kind.__name__}-{name}" for kind, name in SCANNED]
)
def test_no_letter_of_a_text_that_is_too_long_is_looked_through(app, monkeypatch, kind, name):
    assert issubclass(kind, Form)
    assert len(TOO_LONG) >= 40_000
    read = letters_read(monkeypatch)
    with app.test_request_context(method="POST", data={name: TOO_LONG}):
        form = kind(**GIVEN.get(kind.__name__, {}))
        for field in form:
            if getattr(field, "choices", ()) is None:
                field.choices = []
        assert not form.validate()
        assert form[name].errors
    assert read == []


def test_a_text_of_the_right_length_is_looked_through_once(office, signed_in, monkeypatch):
    read = letters_read(monkeypatch)
    page = f"/partenaires/{office.partner.id}/besoins/nouveau"
    author = signed_in(office.author)
    author.post(page, data={"kind": "heating"})
    author.post(f"{page}/texte", data={"title": "Un lit", "covers": "Un lit et un matelas."})
    assert len(read) == 1
    author.post(f"{page}/texte", data={"title": "Un lit", "covers": TOO_LONG})
    assert len(read) == 1, "refused unread"


def test_however_long_a_text_no_more_is_read_than_a_form_takes(monkeypatch):
    read = letters_read(monkeypatch)
    scan.giveaways(TOO_LONG)
    assert read == [scan.LONGEST_READ]


@pytest.mark.parametrize(("letters", "is_elsewhere"), [(500, False), (5000, True)])
def test_long_texts_are_read_beside_the_loop(monkeypatch, letters, is_elsewhere):
    elsewhere = []

    def beside(work, *args, **kwargs):
        elsewhere.append(work)
        return work(*args, **kwargs)

    monkeypatch.setattr(offloading, "off_the_loop", beside)
    assert offloading.reading(len, ["a" * letters, None]) == 2
    assert bool(elsewhere) is is_elsewhere
