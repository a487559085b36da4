"""A link as a picture that a phone's camera reads."""

import base64

import qrcode
from qrcode.image.svg import SvgPathImage


def qr_code(text: str) -> str:
    """Return the QR code of a text as a data: address of an SVG picture."""
    picture = qrcode.make(text, image_factory=SvgPathImage, border=2)
    return "data:image/svg+xml;base64," + base64.b64encode(picture.to_string()).decode()
