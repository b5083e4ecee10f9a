"""The file itself."""

from flask_babel import force_locale

from neighbourhood.exports import actions
from neighbourhood.exports.kinds import EXPORTS
from neighbourhood.exports.models import Export
from neighbourhood.foundation.outside.jobs import job
from neighbourhood.foundation.outside.sheets import CONTENT_TYPE, sheet
from neighbourhood.foundation.outside.storage import delete_for_sure, storage
from neighbourhood.foundation.storing.database import db, transaction


@job
def write(export_id: int) -> None:
    """Write the file that was agreed to; done twice it writes the same file again."""
    export = db.session.get(Export, export_id)
    if export is None or not export.is_preparing or export.code not in EXPORTS:
        return
    kind, key = EXPORTS[export.code], export.file
    language = export.asked_by.language if export.asked_by else "fr"
    with force_locale(language):
        lines = list(kind.lines(export.municipality_id))
        data = sheet(kind.columns, [cells for _whose, cells in lines])
    storage().put(key, data, CONTENT_TYPE)
    with transaction():
        there = actions.finish(export_id, [whose for whose, _cells in lines if whose is not None])
    if not there:
        delete_for_sure(key)
