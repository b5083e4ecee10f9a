"""The file of everything held about an account: JSON with its schema, a page to read, the files."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask import render_template
from flask_babel import force_locale

from neighbourhood.foundation.outside.jobs import job
from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.residents.models.residents import Resident
from neighbourhood.rights import actions
from neighbourhood.rights.fields import reading as fields
from neighbourhood.rights.kinds import BASIS_WORDS
from neighbourhood.rights.models import Archive

VERSION = 1
SCHEMA = "https://json-schema.org/draft/2020-12/schema"


@job
def prepare(archive_id: int) -> None:
    """Write the file of an account; done twice it writes the same file again."""
    archive = db.session.get(Archive, archive_id)
    if archive is None or not archive.is_preparing:
        return
    resident, key = db.session.get_one(Resident, archive.resident_id), archive.file
    storage().put(key, archive_of(resident), "application/zip")
    with transaction():
        replaced = actions.finish_archive(archive_id)
    for old in replaced:
        storage().delete(old)


def held_about(resident_id: int) -> list[tuple[Holding, list[Mapping[str, Any]]]]:
    """Return every declaration with what it holds about an account."""
    return [(holding, list(holding.read(resident_id))) for holding in HOLDINGS.values()]


def archive_of(resident: Resident) -> bytes:
    """Return the ZIP file of everything held about `resident`, in their language."""
    with force_locale(resident.language):
        held, made_at = held_about(resident.id), now()
        names, files = _files_of(resident.id)
        data = as_json(held, made_at, names)
        page = render_template(
            "neighbourhood/rights/archive.html",
            held=held,
            made_at=made_at,
            files=names,
            lines=fields.lines,
            said=fields.said,
            basis=BASIS_WORDS,
            language=resident.language,
        )
    inside = {
        "donnees.json": _dumped(data),
        "schema.json": _dumped(schema()),
        "donnees.html": page.encode(),
        **files,
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as bundle:
        for name, content in inside.items():
            bundle.writestr(name, content)
    return out.getvalue()


def _files_of(resident_id: int) -> tuple[list[str], dict[str, bytes]]:
    found: dict[str, bytes] = {}
    for holding in HOLDINGS.values():
        for key in holding.files(resident_id):
            # Files of one’s data hold the rest of the files: none holds itself.
            if key.startswith("archives/"):
                continue
            try:
                found[f"fichiers/{key}"] = storage().get(key)
            except NothingStored:
                continue
    return list(found), found


def as_json(
    held: list[tuple[Holding, list[Mapping[str, Any]]]], made_at: datetime, files: list[str]
) -> dict[str, Any]:
    """Return what the schema describes."""
    return {
        "version": VERSION,
        "made_at": made_at.isoformat(),
        "files": files,
        "holdings": {
            holding.code: {
                "title": str(holding.title),
                "purpose": str(holding.purpose),
                "basis": holding.basis.value,
                "kept": str(holding.kept),
                "entries": [plain(entry) for entry in entries],
            }
            for holding, entries in held
        },
    }


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner) for inner in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the file, from the declarations."""
    text = {"type": "string"}
    values = {"type": ["string", "number", "boolean", "null", "array", "object"]}
    entry = {
        "type": "object",
        "properties": {"table": text},
        "required": ["table"],
        "additionalProperties": values,
    }
    told = {
        "title": text,
        "purpose": text,
        "basis": {"enum": [basis.value for basis in Basis]},
        "kept": text,
        "entries": {"type": "array", "items": {"$ref": "#/$defs/entry"}},
    }
    return {
        "$schema": SCHEMA,
        "$id": f"urn:palier:donnees:{VERSION}",
        "$defs": {"entry": entry, "holding": _object(told)},
        **_object(
            {
                "version": {"const": VERSION},
                "made_at": {"type": "string", "format": "date-time"},
                "files": {"type": "array", "items": text},
                "holdings": _object({code: {"$ref": "#/$defs/holding"} for code in HOLDINGS}),
            }
        ),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _dumped(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
