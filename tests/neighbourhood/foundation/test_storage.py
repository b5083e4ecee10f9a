import os
import re
import subprocess
import sys
from contextlib import suppress

import pytest

from neighbourhood.foundation.backends import Bucket
from neighbourhood.foundation.outside import storage


@pytest.fixture(scope="module")
def s3_address():
    """A real S3-like server, as its own process; it prints the port it was given."""
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
    )
    for line in server.stderr:
        if found := re.search(r"Running on (http://127\.0\.0\.1:\d+)", line):
            break
    yield found.group(1)
    server.terminate()
    server.wait(10)
    server.stderr.close()


@pytest.fixture
def bucket(s3_address, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    kept = storage.S3Storage(Bucket("photos", s3_address, "eu-west-3"))
    with suppress(kept.client.exceptions.BucketAlreadyOwnedByYou):
        kept.client.create_bucket(
            Bucket="photos", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"}
        )
    yield kept
    kept.client.close()


@pytest.fixture
def folder(tmp_path):
    return storage.FolderStorage(tmp_path / "uploads")


@pytest.fixture(params=["folder", "bucket"])
def kept(request):
    return request.getfixturevalue(request.param)


def test_what_is_put_comes_back_until_it_is_deleted(kept):
    kept.put("photos/other.webp", b"noise", "image/webp")
    kept.put("photos/a.webp", b"first", "image/webp")
    kept.put("photos/a.webp", b"second", "image/webp")
    assert kept.get("photos/a.webp") == b"second"
    kept.delete("photos/a.webp")
    kept.delete("photos/a.webp")
    with pytest.raises(storage.NothingStored):
        kept.get("photos/a.webp")
    assert kept.get("photos/other.webp") == b"noise"
    kept.delete("photos/other.webp")


@pytest.mark.parametrize(
    "key",
    [
        "../secret.key",
        "photos/../../secret.key",
        "/etc/passwd",
        "photos//a.webp",
        "photos/.hidden",
        "photos/a\x00.webp",
        "photos\\a.webp",
        "photos/a.webp\n",
        "PHOTOS/a",
        "",
        "a" * 301,
    ],
)
def test_no_key_leaves_its_place(folder, key):
    for use in (folder.get, folder.delete, lambda key: folder.put(key, b"x", "text/plain")):
        with pytest.raises(ValueError, match="storage key"):
            use(key)
    assert not folder.root.exists()


def test_a_folder_keeps_whole_files_only(folder):
    folder.put("photos/a.webp", b"data", "image/webp")
    assert [path.name for path in (folder.root / "photos").iterdir()] == ["a.webp"]


def test_new_keys_cannot_be_guessed():
    first, second = (storage.new_key("photos", "webp") for _ in range(2))
    assert first != second
    assert re.fullmatch(r"photos/[0-9a-f]{32}\.webp", first)


def test_a_server_that_refuses_is_not_an_absent_object(bucket):
    bucket.bucket = "elsewhere"
    with pytest.raises(bucket.client.exceptions.ClientError):
        bucket.get("photos/a.webp")


def test_settings_choose_the_storage(make_app, tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    app = make_app()
    storage.bind(app)
    with app.app_context():
        assert storage.storage().root == tmp_path / "instance" / "uploads"
    storage.bind(bucketed := make_app(STORAGE_URL="s3://photos?endpoint=http://127.0.0.1:1"))
    with bucketed.app_context():
        assert storage.storage().bucket == "photos"
