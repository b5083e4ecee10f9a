"""The files of the demonstration town."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = [
    "neighbourhood/residents/demo.toml",
    "neighbourhood/exchanges/demo.toml",
    "neighbourhood/needs/demo.toml",
    "neighbourhood/partners/demo.toml",
    "neighbourhood/mandates/demo.toml",
    "neighbourhood/invitations/demo.toml",
    "neighbourhood/bulletins/demo.toml",
    "neighbourhood/gatherings/demo.toml",
    "neighbourhood/loans/demo.toml",
]


def read(path):
    return tomllib.loads((ROOT / path).read_text("utf-8"))
