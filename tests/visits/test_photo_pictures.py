"""What is stored is the picture and nothing else: no place, no camera, no words beside it."""

import io
import zlib

import pytest
from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo

from tests.visits.taking_photos import (
    SECRET,
    a_picture,
    expected,
    file_of,
    put_photo,
    written,
)
from visits import pictures
from visits.pictures import picture_type


@pytest.fixture
def stored(cast, signed_in):
    """Return a function that sends a photo and gives its row and what is stored of it."""
    phone = signed_in(cast.observer)

    def send(body):
        photo = expected(cast, body)
        assert put_photo(phone, photo, body).json()["complete"] is True
        return photo, file_of(photo)

    return send


def marked_exif(orientation=1):
    """What a phone writes beside a photo: the place, the camera, its owner, a small picture."""
    exif = Image.Exif()
    exif[Base.Orientation], exif[Base.Make], exif[Base.Artist] = orientation, SECRET, SECRET
    exif[Base.ImageDescription] = SECRET
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "N", (51.0, 10.0, 9.8)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "E", (71.0, 26.0, 56.0)
    place[GPS.GPSMapDatum] = SECRET
    exif.get_ifd(IFD.Exif)[Base.UserComment] = SECRET.encode()
    return exif


def with_segments(jpeg):
    """A JPEG with what other programs write into it: IPTC, a comment, bytes after its end."""
    secret = SECRET.encode()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(secret).to_bytes(4, "big") + secret
    segments = b"".join(
        b"\xff" + marker + (len(told) + 2).to_bytes(2, "big") + told
        for marker, told in ((b"\xed", iptc), (b"\xfe", secret), (b"\xe5", secret))
    )
    return jpeg[:2] + segments + jpeg[2:] + secret


XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{SECRET}</a></x:xmpmeta>'.encode()


def test_nothing_of_what_a_camera_writes_is_stored(stored):
    jpeg = with_segments(a_picture(exif=marked_exif(), xmp=XMP, comment=SECRET))
    assert jpeg.count(SECRET.encode()) >= 8
    with Image.open(io.BytesIO(jpeg)) as sent:
        assert sent.getexif().get_ifd(IFD.GPSInfo)
    photo, bytes_stored = stored(jpeg)
    assert photo.stored_type == "image/jpeg"
    assert SECRET.encode() not in bytes_stored
    with Image.open(io.BytesIO(bytes_stored)) as picture:
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }
        assert [name for name, _told in picture.applist] == ["APP0"]


def png_with_everything():
    words = PngInfo()
    words.add_text("Author", SECRET)
    words.add_text("Comment", SECRET, zip=True)
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    picture = Image.new("RGBA", (60, 40), (255, 0, 0, 128))
    return written(picture, format="PNG", pnginfo=words, exif=marked_exif())


def test_a_png_keeps_its_pixels_and_loses_its_words(stored):
    photo, bytes_stored = stored(png_with_everything())
    assert photo.stored_type == "image/png"
    with Image.open(io.BytesIO(bytes_stored)) as picture:
        picture.load()
        assert picture.convert("RGBA").getpixel((5, 5)) == (255, 0, 0, 128)
        assert (dict(picture.info), dict(picture.getexif())) == ({}, {})
    kinds = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"iCCP", b"tIME"}
    assert not [kind for kind in kinds if kind in bytes_stored]


@pytest.mark.parametrize("format", ["WEBP", "AVIF"])
def test_other_pictures_of_phones_are_stored_as_jpeg(stored, format):
    picture = Image.new("RGB", (60, 40), "red")
    photo, bytes_stored = stored(written(picture, format=format, exif=marked_exif(), xmp=XMP))
    assert photo.stored_type == "image/jpeg"
    assert SECRET.encode() not in bytes_stored


def test_what_is_seen_through_stands_on_white(stored):
    _photo, bytes_stored = stored(written(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), format="WEBP"))
    with Image.open(io.BytesIO(bytes_stored)) as picture:
        assert picture.getpixel((10, 10)) == (255, 255, 255)


def test_of_a_moving_picture_the_first_is_kept(stored):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    gif = written(frames[0], format="GIF", save_all=True, append_images=frames[1:], comment=SECRET)
    photo, bytes_stored = stored(gif)
    assert (photo.stored_type, SECRET.encode() in bytes_stored) == ("image/png", False)
    with Image.open(io.BytesIO(bytes_stored)) as picture:
        assert (picture.n_frames, picture.convert("RGB").getpixel((5, 5))) == (1, (255, 0, 0))


# Where the red left side of the picture is after turning it as each number says.
UPRIGHT = {
    1: "left",
    2: "right",
    3: "right",
    4: "left",
    5: "top",
    6: "top",
    7: "bottom",
    8: "bottom",
}


@pytest.mark.parametrize(("orientation", "side"), UPRIGHT.items())
def test_a_photo_is_stored_upright(stored, orientation, side):
    _photo, bytes_stored = stored(a_picture((120, 80), exif=marked_exif(orientation)))
    with Image.open(io.BytesIO(bytes_stored)) as picture:
        width, height = picture.size
        assert picture.size == ((120, 80) if side in ("left", "right") else (80, 120))
        at = {
            "left": (5, height // 2),
            "right": (width - 5, height // 2),
            "top": (width // 2, 5),
            "bottom": (width // 2, height - 5),
        }[side]
        red, _green, blue = picture.getpixel(at)
        assert red > 200 > 60 > blue


def test_colours_of_another_profile_are_told_in_the_screens_own(stored):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo, bytes_stored = stored(a_picture(icc_profile=lab))
    assert photo.stored_type == "image/jpeg"
    with Image.open(io.BytesIO(bytes_stored)) as picture:
        assert "icc_profile" not in picture.info
        assert picture.getpixel((5, 5))[0] > 240


def test_a_profile_that_cannot_be_read_is_left_out(stored):
    photo, bytes_stored = stored(a_picture(icc_profile=SECRET.encode()))
    assert (photo.stored_type, SECRET.encode() in bytes_stored) == ("image/jpeg", False)


def png_of(width, height):
    """The head of a PNG that says it has so many pixels, and little behind it."""

    def part(kind, told):
        sum_of_it = zlib.crc32(kind + told).to_bytes(4, "big")
        return len(told).to_bytes(4, "big") + kind + told + sum_of_it

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x01\0\0\0\0"
    pixels = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", size) + part(b"IDAT", pixels) + part(b"IEND", b"")


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7 no picture at all",
        b"\xff\xd8\xff",
        a_picture()[:-400],
        png_of(100_000, 100_000),
        png_of(6400, 6400),
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"P6 2 2 255 " + b"x" * 12,
        written(Image.new("RGB", (4, 4)), format="TIFF"),
        b"0",
    ],
    ids=["pdf", "head", "cut off", "bomb", "too many pixels", "svg", "ppm", "tiff", "byte"],
)
def test_what_is_no_picture_is_kept_as_it_came(stored, body):
    photo, bytes_stored = stored(body)
    assert (photo.stored_type, bytes_stored) == ("", body)
    assert photo.stored_sha256 == photo.sha256


def test_a_picture_with_too_many_pixels_is_not_decoded(tmp_path, monkeypatch):
    def decoded(*_what):
        raise AssertionError("it was decoded")

    monkeypatch.setattr(pictures, "_plain", decoded)
    monkeypatch.setattr(Image.Image, "load", decoded)
    source = tmp_path / "source"
    source.write_bytes(png_of(6400, 6400))
    assert picture_type(source, tmp_path / "target") == ""
    assert not (tmp_path / "target").exists()
