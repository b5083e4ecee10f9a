import struct
import subprocess
import sys
import threading
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from neighbourhood.foundation.web import uploads
from neighbourhood.foundation.web.uploads import PhotoRefused, PhotoTooLarge, photo_to_webp

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def encode(picture, kind, **options):
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def two_halves(size=(40, 20), left="red", right="blue"):
    picture = Image.new("RGB", size, left)
    picture.paste(Image.new("RGB", (size[0] // 2, size[1]), right), (size[0] // 2, 0))
    return picture


def telling_exif(orientation=1):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKER] = "CANARY-MAKER"
    exif.get_ifd(GPS).update({1: "N", 2: (43.0, 28.0, 2.8), 3: "E", 4: (11.0, 53.0, 6.4)})
    return exif


def reopen(data):
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_the_usual_formats_become_webp(kind):
    picture = reopen(photo_to_webp(encode(two_halves((64, 32)), kind)))
    assert picture.format == "WEBP"
    assert picture.size == (64, 32)


def test_nothing_remains_but_the_picture():
    data = encode(
        two_halves(), "JPEG", exif=telling_exif(), comment=b"CANARY-COMMENT", xmp=b"<x>CANARY</x>"
    )
    assert b"CANARY" in data
    cleaned = photo_to_webp(data)
    picture = reopen(cleaned)
    assert b"CANARY" not in cleaned
    assert not picture.getexif()
    assert set(picture.info) <= {"loop", "background", "timestamp", "duration"}


def test_a_png_text_does_not_survive():
    text = PngInfo()
    text.add_text("Author", "CANARY")
    assert b"CANARY" not in photo_to_webp(encode(two_halves(), "PNG", pnginfo=text))


def test_a_rotated_photo_stands_upright():
    data = encode(two_halves(), "JPEG", exif=telling_exif(orientation=6), quality=95)
    picture = reopen(photo_to_webp(data)).convert("RGB")
    assert picture.size == (20, 40)
    assert picture.getpixel((10, 4))[0] > 200
    assert picture.getpixel((10, 36))[2] > 200


def test_a_large_photo_is_made_smaller():
    assert reopen(photo_to_webp(encode(two_halves((4000, 1000)), "JPEG"))).size == (1600, 400)


def test_transparency_is_kept():
    picture = reopen(photo_to_webp(encode(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG")))
    assert picture.getpixel((4, 4))[3] == 0


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "I;16"])
def test_unusual_colours_are_understood(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert reopen(photo_to_webp(encode(Image.new(mode, (8, 8)), kind))).size == (8, 8)


def test_colours_of_a_profile_move_into_the_pixels():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = reopen(photo_to_webp(encode(two_halves(), "PNG", icc_profile=profile)))
    assert picture.getpixel((2, 2))[0] > 240
    assert "icc_profile" not in picture.info


def test_a_broken_profile_does_not_spoil_the_photo():
    data = encode(two_halves(), "PNG", icc_profile=b"broken")
    assert reopen(photo_to_webp(data)).size == (40, 20)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a photo",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        encode(two_halves(), "GIF"),
        encode(two_halves((400, 400)), "JPEG")[:600],
        encode(two_halves((400, 400)), "PNG")[:-40],
    ],
    ids=["empty", "text", "svg", "gif", "cut jpeg", "cut png"],
)
def test_what_is_no_readable_photo_is_refused_with_a_remedy(small_app, data):
    with pytest.raises(PhotoRefused) as refusal, small_app.test_request_context():
        photo_to_webp(data)
    assert refusal.value.status == 422
    assert "Choisissez une autre image" in str(refusal.value.sentence._args[0])


def png_that_claims(width, height):
    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = (
        chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("size", [(60_000, 60_000), (8_000, 8_000)])
def test_a_decompression_bomb_is_refused_before_it_is_opened(size):
    with pytest.raises(PhotoTooLarge):
        photo_to_webp(png_that_claims(*size))


def test_a_file_that_is_too_heavy_is_not_even_looked_at():
    with pytest.raises(PhotoTooLarge):
        photo_to_webp(b"x" * (uploads.MOST_BYTES + 1))


def test_outside_gevent_heavy_work_runs_right_here():
    assert uploads.off_the_loop(threading.get_ident) == threading.get_ident()


GREEN = """
from gevent import monkey; monkey.patch_all()
import gevent, hashlib
from neighbourhood.foundation.web.offloading import off_the_loop
ticks = []
def tick():
    while True:
        ticks.append(1); gevent.sleep(0.001)
ticker = gevent.spawn(tick)
def heavy(password, *, rounds):
    # As long as the others need to be heard, and no longer than a minute when they never are.
    for _more in range(300):
        kept = hashlib.pbkdf2_hmac("sha256", password, b"salt", rounds)
        if len(ticks) > 5: break
    return kept
assert off_the_loop(heavy, b"x", rounds=50_000) == heavy(b"x", rounds=50_000)
assert len(ticks) > 5, ticks
def fail(): raise LookupError("said so")
try: off_the_loop(fail)
except LookupError: pass
else: raise SystemExit("the failure was lost")
"""


def test_under_gevent_heavy_work_leaves_the_loop_free():
    subprocess.run([sys.executable, "-c", GREEN], check=True, timeout=60)
