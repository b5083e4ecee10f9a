"""Photos that say where they were taken."""

from io import BytesIO

from PIL import Image


def taken_somewhere(width: int, height: int, **more: bytes) -> bytes:
    """Return a JPEG with the maker of the camera and a place in it."""
    picture = Image.new("RGB", (width, height), "teal")
    exif = Image.Exif()
    exif[0x010F] = "Maker of cameras"
    exif.get_ifd(0x8825)[1] = "N"
    file = BytesIO()
    picture.save(file, "JPEG", exif=exif, **more)
    return file.getvalue()
