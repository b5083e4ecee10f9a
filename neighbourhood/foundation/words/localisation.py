"""Languages: which one a visitor reads, and how the catalogues are made.

French is the source: its catalogue is made from the extracted strings by `typography.space`, so
that nobody has to type no-break spaces. Every other language is translated by hand, in
`translations/<code>`.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from flask import Blueprint, Flask, current_app, has_request_context, request, session
from flask_babel import get_locale

from neighbourhood.foundation.extensions import babel
from neighbourhood.foundation.web.access import at_the_screen
from neighbourhood.foundation.words import typography

LANGUAGES = {"fr": "Français", "en": "English"}
# The English of Europe: days before months, hours of the same day as their neighbours’.
_REGIONS = {"fr": "fr_FR", "en": "en_GB"}
TRANSLATED = tuple(language for language in LANGUAGES if language != "fr")
SOURCES = ("neighbourhood", "messaging", "verification", "templates")
_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
}
_METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
_OPTIONS = {pattern: {"trimmed": "true", "silent": "false"} for pattern in ("**.html", "**.txt")}

bp = Blueprint("translations", __name__, cli_group="translations")


def bind(app: Flask) -> None:
    """Let `app` speak the visitor's language."""
    babel.init_app(app, locale_selector=lambda: _REGIONS[choose_language()])
    app.register_blueprint(bp)


def choose_language() -> str:
    """Return the account's language, else the one chosen on this device, else the browser's."""
    if not has_request_context():
        return "fr"  # a command or a job: nobody is visiting
    resident = at_the_screen()
    if resident.is_authenticated:
        return str(resident.language)
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or "fr"


def direction() -> str:
    """Return the writing direction of the page: ltr or rtl."""
    return str(get_locale().text_direction)


def _folder() -> Path:
    return Path(current_app.root_path) / "translations"


def _rows() -> Iterator[tuple[str, int, Any, list[str], str | None]]:
    root = Path(current_app.root_path)
    for source in SOURCES:
        rows = extract_from_dir(str(root / source), _METHODS, _OPTIONS, _KEYWORDS)
        for name, line, text, comments, context in rows:
            yield f"{source}/{name}", line, text, comments, context


def _extract() -> Catalog:
    found = Catalog(project="Palier", charset="utf-8")
    for where, line, text, comments, context in _rows():
        found.add(text, None, [(where, line)], auto_comments=comments, context=context)
    return found


def two_plurals() -> list[str]:
    """Return what stands with several plurals, of which a catalogue keeps the first alone."""
    plurals: dict[str, set[str]] = {}
    for _where, _line, text, *_more in _rows():
        if isinstance(text, tuple):
            plurals.setdefault(text[0], set()).add(text[1])
    return [one for one, many in plurals.items() if len(many) > 1]


def _french(found: Catalog) -> Catalog:
    french = Catalog(locale="fr", charset="utf-8")
    for message in _messages(found):
        ids: tuple[str, ...] = message.id if isinstance(message.id, tuple) else (str(message.id),)
        spaced = tuple(typography.space(text) for text in ids)
        french.add(
            message.id, spaced if message.pluralizable else spaced[0], context=message.context
        )
    return french


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _path(language: str) -> Path:
    return _folder() / language / "LC_MESSAGES" / "messages.po"


def _said_in(language: str) -> Catalog:
    if not _path(language).exists():
        return Catalog(locale=language, charset="utf-8")
    with _path(language).open("rb") as file:
        return read_po(file, locale=language)


def missing(found: Catalog, translated: Catalog) -> list[str]:
    """Return the source strings of `found` that `translated` does not say, or says doubtfully."""
    lacking = []
    for message in _messages(found):
        known = translated.get(message.id, message.context)
        said = known.string if known and not known.fuzzy else ""
        if not said or (isinstance(said, tuple) and not all(said)):
            lacking.append(str(message.id))
    return lacking


def _write(catalog: Catalog, language: str) -> None:
    path = _folder() / language / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    file = BytesIO()
    write_mo(file, catalog)
    path.write_bytes(file.getvalue())


@bp.cli.command("compile")
def compile_catalogues() -> None:
    """Make the catalogues that the site reads."""
    found = _extract()
    _write(_french(found), "fr")
    for language in TRANSLATED:
        _write(_said_in(language), language)
    click.echo(f"{len(found)} strings")


@bp.cli.command("update")
def update() -> None:
    """Bring the translated catalogues in line with the source strings."""
    found = _extract()
    for language in TRANSLATED:
        catalog = _said_in(language)
        catalog.update(found, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path = _path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=100, sort_output=True, no_location=True)
        lacking = len(missing(catalog, catalog))
        click.echo(f"{LANGUAGES[language]}: {len(catalog)} strings, {lacking} to translate")


@bp.cli.command("check")
def check() -> None:
    """Fail when a string lacks one of the translations."""
    found = _extract()
    lacking = [
        (language, text) for language in TRANSLATED for text in missing(found, _said_in(language))
    ]
    for language, text in lacking:
        click.echo(f"no {LANGUAGES[language]}: {text!r}", err=True)
    if lacking:
        raise click.ClickException(f"{len(lacking)} strings lack a translation.")
