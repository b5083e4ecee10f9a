"""Photos that neighbours send: opened with care, re-encoded, told from where and when no more."""

from io import BytesIO
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, Wrong
from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.web.offloading import off_the_loop

if TYPE_CHECKING:
    import pillow_heif
    from PIL import Image, ImageCms, ImageOps
else:
    Image, ImageCms, ImageOps = map(lazily, ("PIL.Image", "PIL.ImageCms", "PIL.ImageOps"))
    pillow_heif = lazily("pillow_heif")

__all__ = ["PhotoRefused", "PhotoTooLarge", "off_the_loop", "photo_to_webp"]

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
LONGEST_SIDE = 1600
MOST_PIXELS = 50_000_000
MOST_BYTES = 12 * 1024 * 1024
QUALITY = 80


class PhotoRefused(Wrong):
    """The file is no photo we can read."""

    sentence = _l(
        "Nous n’arrivons pas à ouvrir cette photo. "
        "Choisissez une autre image (JPEG, PNG, WebP ou HEIC), ou continuez sans photo.",
    )


class PhotoTooLarge(PhotoRefused):
    """The photo holds more pixels or bytes than we open."""

    sentence = _l(
        "Cette photo est trop grande. Choisissez une image de moins de 12 Mo, "
        "ou faites-en une capture d’écran et envoyez la capture.",
    )


def photo_to_webp(data: bytes) -> bytes:
    """Return the picture alone: upright, at most 1600 pixels wide or high, without metadata."""
    if len(data) > MOST_BYTES:
        raise PhotoTooLarge
    try:
        return _re_encode(data)
    except Image.DecompressionBombError:
        raise PhotoTooLarge from None
    except DomainError:
        raise
    except Exception as failure:
        # Decoders of broken files raise about anything; the neighbour needs one sentence.
        raise PhotoRefused from failure


def _re_encode(data: bytes) -> bytes:
    pillow_heif.register_heif_opener(thumbnails=False)
    with Image.open(BytesIO(data), formats=FORMATS) as source:
        # The header tells the size: nothing is decoded before it is known to be bearable.
        if source.width * source.height > MOST_PIXELS:
            raise PhotoTooLarge
        source.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        source.load()
        upright = ImageOps.exif_transpose(source)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    picture = _in_plain_colours(upright)
    picture.info = {}
    out = BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()


def _in_plain_colours(picture: "Image.Image") -> "Image.Image":
    # The colour profile goes with the rest of the metadata, so its meaning moves into the pixels.
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        try:
            converted = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode=mode if picture.mode != "CMYK" else "RGB",
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None
        picture = converted or picture
    return picture.convert(mode)
