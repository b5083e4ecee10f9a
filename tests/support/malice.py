"""Texts that are meant to keep a server busy, by what they are made of."""

MALICE = {
    "nested": "<div>" * 8_000,
    "angles": "<" * 40_000,
    "schemes": "http://" * 6_000,
    "dots": "http://a.fr/" + "." * 40_000,
    "entities": "&amp;" * 8_000,
    "marks": "\u0301" * 40_000,
    "joiners": "\u200d" * 40_000,
    "lines": " \n" * 20_000,
    "at": "a@" * 20_000,
}
