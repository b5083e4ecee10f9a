from io import BytesIO

import pytest
from PIL import Image

from neighbourhood.foundation.web.uploads import PhotoRefused, photo_to_webp

pytestmark = pytest.mark.real_data
GPS = 0x8825


def test_a_photo_forgets_where_it_was_taken(real_data):
    data = (real_data / "photos" / "DSCN0010.jpg").read_bytes()
    assert Image.open(BytesIO(data)).getexif().get_ifd(GPS)
    picture = Image.open(BytesIO(photo_to_webp(data)))
    assert not picture.getexif().get_ifd(GPS)
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(picture.info)


def test_a_heif_becomes_webp(real_data):
    data = (real_data / "photos" / "samplefilehub.heif").read_bytes()
    assert Image.open(BytesIO(photo_to_webp(data))).format == "WEBP"


def test_a_damaged_photo_that_can_be_seen_is_taken_and_one_cut_short_is_refused(real_data):
    data = (real_data / "photos" / "corrupted.jpg").read_bytes()
    assert not Image.open(BytesIO(photo_to_webp(data))).getexif()
    with pytest.raises(PhotoRefused):
        photo_to_webp(data[: len(data) // 2])


def test_every_photo_is_made_plain_and_small(real_data):
    for path in sorted((real_data / "photos").iterdir()):
        assert max(Image.open(BytesIO(photo_to_webp(path.read_bytes()))).size) <= 1600
