"""QR codes as images."""

import struct

import segno

from circular.exports import qr

ADDRESS = "otpauth://totp/Circular:claire%40exemple.fr?secret=JBSWY3DPEHPK3PXP&issuer=Circular"


def test_the_code_is_a_square_image_with_its_quiet_zone() -> None:
    image = qr.png(ADDRESS)
    width, height = struct.unpack(">II", image[16:24])
    modules = segno.make(ADDRESS, error="m", micro=False).symbol_size(border=0)[0]

    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    assert width == height == (modules + 2 * qr.QUIET_ZONE) * qr.SCALE


def test_another_text_gives_another_code() -> None:
    assert qr.png(ADDRESS) != qr.png(ADDRESS + "x")
