"""Heavy work for one neighbour keeps no other one waiting: pictures and papers are made aside."""

import threading
import time
from contextlib import closing
from http.client import HTTPConnection
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image

from tests.support import people

PARTS = 20


@pytest.fixture
def site(embedded_site):
    return embedded_site


class Pulse:
    """Somebody who asks all the time whether the site answers."""

    def __init__(self, address: str) -> None:
        self._place = urlsplit(address)
        self._over = threading.Event()
        self.answers: list[float] = []
        self._asking = threading.Thread(target=self._ask)

    def __enter__(self):
        self._asking.start()
        return self

    def __exit__(self, *_failure):
        self._over.set()
        self._asking.join()

    def _ask(self):
        with closing(HTTPConnection(self._place.hostname, self._place.port)) as line:
            while not self._over.is_set():
                line.request("GET", "/healthz")
                line.getresponse().read()
                self.answers.append(time.monotonic())

    def parts_heard(self, began, ended):
        """In how many of as many equal parts of that time it answered: slower if all is slower."""
        within = (moment for moment in self.answers if began < moment < ended)
        return len({int(PARTS * (moment - began) / (ended - began)) for moment in within})


def large_picture():
    noise = Image.effect_noise((900, 900), 90).convert("RGB")
    noise = noise.resize((6800, 6800), Image.Resampling.NEAREST)
    file = BytesIO()
    noise.save(file, "PNG", compress_level=1)
    return file.getvalue()


def test_a_large_photo_keeps_nobody_waiting(visitor, site):
    page = visitor()
    # Two cores at work on the picture and on whoever asks: this page may take its time.
    page.set_default_timeout(120_000)
    people.sign_in(page, "karima", "/entraide/demander")
    picture = large_picture()
    with Pulse(site.base_url) as pulse:
        began = time.monotonic()
        people.ask_for_help(page, "Poser une étagère lourde", picture=picture)
        ended = time.monotonic()
    assert len(pulse.answers) > 20
    # Made in the loop, it is silent for a quarter of the journey: five parts in a row.
    assert pulse.parts_heard(began, ended) >= PARTS - 3
