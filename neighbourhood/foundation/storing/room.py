"""Room on the disk: whether some is left, and whether a failure means that none is."""

import errno
import shutil
import sqlite3
from tempfile import TemporaryFile

from sqlalchemy.exc import DBAPIError

from neighbourhood.foundation import settings

# Below this the site says that it is not ready, while everything still works.
LEAST_BYTES = 32 * 1024 * 1024
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
_NO_ROOM_IN_SQLITE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR_WRITE}

_DISK_FULL_IN_POSTGRESQL = "53100"


def is_left() -> bool:
    """Tell whether the folder of the instance takes a file, and the next ones too."""
    folder = settings.current().instance
    if shutil.disk_usage(folder).free < LEAST_BYTES:
        return False
    with TemporaryFile(dir=folder, buffering=0) as file:
        file.write(b"room")
    return True


def is_lacking(failure: BaseException | None) -> bool:
    """Tell whether `failure` comes from a disk that takes nothing more."""
    while failure is not None:
        if _says_so(failure):
            return True
        failure = failure.orig if isinstance(failure, DBAPIError) else failure.__cause__
    return False


def _says_so(failure: BaseException) -> bool:
    if isinstance(failure, sqlite3.Error):
        return getattr(failure, "sqlite_errorcode", None) in _NO_ROOM_IN_SQLITE
    if isinstance(failure, OSError):
        return failure.errno in _NO_ROOM
    return getattr(failure, "sqlstate", None) == _DISK_FULL_IN_POSTGRESQL
