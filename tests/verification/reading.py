"""Reading pages as somebody reads them, and answering them."""

import re
from html import unescape


def text(answer):
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def choose(client, **fields):
    return client.post("/mon-adresse/choisir", data=fields)


def ids_on(client):
    return re.findall(r'name="letter" value="(\d+)"', text(client.get("/accueil/courriers")))


def unescaped(answer):
    return unescape(answer.text).replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\xa0", " ")
