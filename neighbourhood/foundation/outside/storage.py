"""Where photos and documents are kept: a folder, or a bucket that speaks S3."""

import logging
import os
import re
import secrets
from pathlib import Path
from typing import Any, Protocol, cast

from flask import Flask, current_app

from neighbourhood.foundation import settings
from neighbourhood.foundation.backends import Bucket
from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.outside.jobs import enqueue, job
from neighbourhood.foundation.settings import Settings

boto3 = lazily("boto3")
botocore_config = lazily("botocore.config")
botocore_exceptions = lazily("botocore.exceptions")

log = logging.getLogger(__name__)

EXTENSION = "palier.storage"
_PART = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}(\.[a-z0-9]{1,10})?")


class NothingStored(LookupError):
    """No object has this key."""


class Storage(Protocol):
    """Bytes under a key such as "photos/3f…a1.webp"."""

    def put(self, key: str, data: bytes, content_type: str) -> None:
        """Keep `data`, replacing what was there."""

    def get(self, key: str) -> bytes:
        """Return what is kept, or raise `NothingStored`."""

    def delete(self, key: str) -> None:
        """Forget; forgetting twice is fine."""


def new_key(folder: str, ending: str) -> str:
    """Return a key that nobody can guess: `new_key("photos", "webp")`."""
    return checked(f"{folder}/{secrets.token_hex(16)}.{ending}")


def checked(key: str) -> str:
    """Return `key` if it is made of plain lower-case names: it can never leave its place."""
    if len(key) > 300 or not all(_PART.fullmatch(part) for part in key.split("/")):
        raise ValueError("a storage key is made of a-z, 0-9, - and _, with / between names")
    return key


class FolderStorage:
    """Files under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, data: bytes, content_type: str) -> None:
        """Write whole or not at all; the type is told by the ending of the key."""
        del content_type
        path = self.root / checked(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{secrets.token_hex(8)}")
        try:
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def get(self, key: str) -> bytes:
        """Read the file."""
        try:
            return (self.root / checked(key)).read_bytes()
        except FileNotFoundError:
            raise NothingStored(key) from None

    def delete(self, key: str) -> None:
        """Remove the file."""
        (self.root / checked(key)).unlink(missing_ok=True)


class S3Storage:
    """Objects of one bucket; credentials come from the usual AWS_… variables."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket.name
        self.client: Any = boto3.client(
            "s3",
            endpoint_url=bucket.endpoint,
            region_name=bucket.region,
            config=botocore_config.Config(
                connect_timeout=5,
                read_timeout=20,
                retries={"max_attempts": 3},
                # AWS_ENDPOINT_URL would name another place than the settings do.
                ignore_configured_endpoint_urls=True,
            ),
        )
        self.client.meta.events.register("before-call.s3", _stay_here)

    def put(self, key: str, data: bytes, content_type: str) -> None:
        """Upload."""
        self.client.put_object(
            Bucket=self.bucket,
            Key=checked(key),
            Body=data,
            ContentType=content_type,
        )

    def get(self, key: str) -> bytes:
        """Download."""
        try:
            found = self.client.get_object(Bucket=self.bucket, Key=checked(key))
        except botocore_exceptions.ClientError as failure:
            if failure.response["Error"]["Code"] in ("NoSuchKey", "404"):
                raise NothingStored(key) from None
            raise
        with found["Body"] as body:
            return cast("bytes", body.read())

    def delete(self, key: str) -> None:
        """Remove the object."""
        self.client.delete_object(Bucket=self.bucket, Key=checked(key))


def _stay_here(context: dict[str, dict[str, object]], **_more: object) -> None:
    # A bucket that answers "elsewhere" is not looked for in other regions: the settings say where.
    # (botocore, which looks for it by asking the same server, may ask without end.)
    context["s3_redirect"]["redirected"] = True


def delete_for_sure(key: str) -> None:
    """Forget what is kept under `key`; where that fails now, it is tried again."""
    try:
        storage().delete(key)
    except Exception:
        log.exception("a file could not be deleted; it is tried again")
        enqueue(_delete, key)


@job
def _delete(key: str) -> None:
    storage().delete(key)


def bind(app: Flask) -> None:
    """Choose where `app` keeps things."""
    chosen: Settings = app.extensions[settings.EXTENSION]
    app.extensions[EXTENSION] = (
        S3Storage(chosen.bucket) if chosen.bucket else FolderStorage(chosen.instance / "uploads")
    )


def storage() -> Storage:
    """Return the storage of the application at work."""
    return cast("Storage", current_app.extensions[EXTENSION])
