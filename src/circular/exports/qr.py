"""QR codes, as images."""

import io

import segno

SCALE = 6
QUIET_ZONE = 4
"""White modules around the code, as readers want them on a dark ground too."""


def png(text: str) -> bytes:
    """Return the QR code of a text as a PNG image, black on white."""
    image = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        image, kind="png", scale=SCALE, border=QUIET_ZONE, dark="black", light="white"
    )
    return image.getvalue()
