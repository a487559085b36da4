"""Writing a picture anew, upright and without all that a camera writes beside the picture."""

import threading
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

# What browsers show; nothing else is opened, whatever Pillow can read.
READ = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
# The largest that is decoded: 40 megapixels take 120 MB for a moment. Larger is kept as a file.
MOST_PIXELS = 40_000_000
QUALITY = 90
# One at a time in a process, for the same reason.
_ONE = threading.Lock()


def picture_type(source: Path, target: Path) -> str:
    """Write the picture in `source` anew to `target` and return its type, as "image/jpeg".

    Returns "" and makes no `target` where it is no picture that can safely be read. Only the
    first picture of a moving one is kept. Raises OSError where there is no room to write it.
    """
    with _ONE:
        try:
            picture, kind = _read(source)
        except Exception:
            # Whatever the decoder stumbles over in bytes from outside: it is no picture to show.
            return ""
        # What is read along with the pixels would be written along with them.
        picture.info = {}
        picture.save(target, kind, quality=QUALITY, progressive=True)
    return f"image/{kind.lower()}"


def _read(source: Path) -> tuple[Image.Image, str]:
    """Return the picture upright, and the kind of file it becomes; raises what Pillow raises."""
    with Image.open(source, formats=READ) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError
        lossless = opened.format in ("PNG", "GIF")
        picture = _plain(ImageOps.exif_transpose(opened), lossless)
    return picture, "PNG" if lossless else "JPEG"


def _plain(picture: Image.Image, lossless: bool) -> Image.Image:
    """Return the picture in red, green and blue as every screen shows them (sRGB)."""
    profile = picture.info.get("icc_profile")
    see_through = picture.has_transparency_data
    plain = picture.convert("RGBA" if see_through else "RGB")
    if profile and picture.mode in ("RGB", "RGBA"):
        plain = _in_srgb(plain, profile)
    if see_through and not lossless:
        return _on_white(plain)
    return plain


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return the picture with its own colours told in sRGB; as it is where that cannot be done."""
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        told = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return told or picture


def _on_white(picture: Image.Image) -> Image.Image:
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
