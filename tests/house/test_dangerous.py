"""What opens doors in a program stands in few files, each named here with its reason."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSES = ("neighbourhood", "messaging", "verification")

# What may be asked for by name, and by which files. An empty set: by none.
WHERE = {
    # Programs: the command is a list of words, none of them anybody's.
    "subprocess": {
        "neighbourhood/openings/trials.py",
        "neighbourhood/places/building.py",
        "neighbourhood/places/keeping.py",
    },
    "os.system": set(),
    "os.popen": set(),
    # Files that people send: through the field that weighs them and has them looked at.
    "flask_wtf.file.FileField": {"neighbourhood/foundation/web/fields.py"},
    "flask_wtf.file.MultipleFileField": set(),
    "wtforms.FileField": set(),
    "wtforms.MultipleFileField": set(),
    # Their names, never what is in them.
    "request.files": {
        "neighbourhood/foundation/web/pressing.py",
        "neighbourhood/foundation/web/versions.py",
    },
    # Code made of data.
    "eval": set(),
    "exec": set(),
    "compile": set(),
    "__import__": set(),
    "from_string": set(),
    "render_template_string": set(),
    # Data that becomes objects, and documents that fetch others.
    "pickle": set(),
    "marshal": set(),
    "shelve": set(),
    "yaml": set(),
    # The name of a type; what reads is defusedxml, which refuses DTD, entities and the outside.
    "xml": {"neighbourhood/funding/statements/camt.py"},
    "defusedxml": {"neighbourhood/funding/statements/camt.py"},
    "lxml": set(),
    "ldap": set(),
    # Who speaks to the outside: each with an address that settings name.
    "urllib.request": {
        "neighbourhood/foundation/outside/calling.py",
        "neighbourhood/places/communes.py",
        "neighbourhood/places/gazetteer.py",
    },
    "http.client": {"neighbourhood/foundation/outside/calling.py"},
    "requests": {"neighbourhood/funding/gateways/stripe_checkout.py"},
    "httpx": set(),
    "smtplib": {"neighbourhood/foundation/outside/mail.py"},
    "boto3": {"neighbourhood/foundation/outside/storage.py"},
    "stripe": {
        "neighbourhood/funding/gateways/stripe_again.py",
        "neighbourhood/funding/gateways/stripe_checkout.py",
    },
    "geopy": {"neighbourhood/places/gazetteer.py", "neighbourhood/places/matching.py"},
    # Chance that can be foretold: for the demonstration.
    "random": {"*/demo.py", "*/demo_donors.py", "*/demo/*.py"},
    # Weak or bare cryptography; sealing has the one cipher, with its authentication.
    "md5": set(),
    "sha1": set(),
    "cryptography": {"neighbourhood/foundation/storing/sealing.py"},
    "Crypto": set(),
    # Tables for spreadsheets, where a cell that begins with = is a formula (docs/security).
    "csv.writer": {"neighbourhood/foundation/outside/sheets.py"},
    "csv.DictWriter": {"neighbourhood/foundation/outside/sheets.py"},
    "openpyxl": set(),
    "xlsxwriter": set(),
}
LOADED = {"lazily", "sparingly", "import_module"}


def asked_for(source: str) -> Iterator[str]:
    """Yield what a file names: modules, functions, and what it loads later by a string."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield module
                yield from (f"{module}.{alias.name}" for alias in names)
                yield from (f".{alias.name}" for alias in names)
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(said))]) if (
                name in LOADED
            ):
                yield said
            case ast.Call(func=ast.Name(id=name)):
                yield name
            case ast.Attribute(attr=attr):
                yield ast.unparse(node)
                yield f".{attr}"


def found_in(source: str) -> set[str]:
    """Return what is dangerous in a file."""
    # A file is taken apart only for what its letters hold.
    perhaps = [danger for danger in WHERE if danger.rpartition(".")[2] in source]
    named = set(asked_for(source)) if perhaps else set()
    return {danger for danger in perhaps if any(_is(danger, name) for name in named)}


def _is(danger: str, name: str) -> bool:
    if name == f".{danger}":
        # Methods of everything bear these names: only as a function are they what is meant.
        return danger in {"md5", "sha1", "from_string", "render_template_string"}
    return name == danger or name.startswith(f"{danger}.")


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    paths = [ROOT / "app.py", *(path for house in HOUSES for path in (ROOT / house).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}


@pytest.fixture(scope="module")
def dangers(sources) -> set[tuple[str, str]]:
    return {(danger, path) for path, text in sources.items() for danger in found_in(text)}


def test_what_is_dangerous_stands_only_where_it_is_named(dangers):
    stray = [
        f"{path}: {danger}"
        for danger, path in sorted(dangers)
        if not any(fnmatch(path, allowed) for allowed in WHERE[danger])
    ]
    assert not stray, f"do without, or say here why this file may: {stray}"


def test_no_command_goes_through_a_shell(sources):
    through = [
        f"{path}:{node.lineno}"
        for path, text in sources.items()
        if "subprocess" in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.keyword) and node.arg == "shell"
    ]
    assert not through, f"give the command as a list of words: {through}"


def test_no_spreadsheet_is_written_but_by_one_writer(sources):
    writing = {path for path, text in sources.items() if "text/csv" in text}
    assert writing <= WHERE["csv.writer"], "let sheets.py write it: cells may be formulas"


@pytest.mark.parametrize(
    ("source", "danger"),
    [
        ("import pickle", "pickle"),
        ("from flask_wtf.file import FileField", "flask_wtf.file.FileField"),
        ("from flask import request\nrequest.files['photo'].read()", "request.files"),
        ("from xml.etree import ElementTree", "xml"),
        ("import csv\ncsv.writer(file)", "csv.writer"),
        ("from csv import DictWriter", "csv.DictWriter"),
        ("eval(said)", "eval"),
        ("from hashlib import md5", "md5"),
        ("import hashlib\nhashlib.sha1(said)", "sha1"),
        ("from urllib import request", "urllib.request"),
        ("stripe = lazily('stripe')", "stripe"),
        ("app.jinja_env.from_string(said)", "from_string"),
    ],
)
def test_each_would_be_found(source, danger):
    assert danger in found_in(source)


def test_its_namesakes_are_left_alone():
    harmless = "import re\nre.compile('a')\nimport csv\ncsv.DictReader(file)\nmodel.eval()"
    assert found_in(harmless) == set()
