"""A logo is really an SVG or a PNG, small, and goes nowhere."""

import struct
import zlib

import pytest

from circular.domain.logos import LARGEST_BYTES, is_logo, parse_logo, png_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


PIXELS = zlib.compress((b"\x00" + b"\x1e\x8a\x70" * 2) * 2)


def png(*, width: int = 2, height: int = 2, pixels: bytes = PIXELS, more: bytes = b"") -> bytes:
    """Return a small real PNG, with other chunks if need be."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + more + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_a_png_is_kept_byte_for_byte() -> None:
    logo = parse_logo(png())
    assert logo.startswith("data:image/png;base64,")
    assert png_of(logo) == png()
    assert is_logo(logo)


@pytest.mark.parametrize(
    "svg",
    [
        SVG.format('<path d="M0 0h9v9z" fill="#0E6753"/>'),
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {"é" * 3} -->\n'
        + SVG.format('<g style="fill:url(#a)"><circle r="3"/></g>'),
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"'
        ' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + SVG.format("<title>A</title>"),
        (
            '<svg xmlns="http://www.w3.org/2000/svg"'
            ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
            ' xmlns:xlink="http://www.w3.org/1999/xlink">'
            '<inkscape:path inkscape:export="C:\\logo.png"/>'
            '<defs><path id="a" d="M0 0"/></defs><use xlink:href="#a"/></svg>'
        ),
    ],
)
def test_a_drawing_is_kept(svg: str) -> None:
    logo = parse_logo(svg.encode())
    assert logo.startswith("data:image/svg+xml;base64,")
    assert png_of(logo) is None


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path d="M0 0" onload="alert(1)"/>',
        '<image href="https://exemple.fr/a.png"/>',
        '<use href="https://exemple.fr/a.svg#b"/>',
        '<use xmlns:x="http://www.w3.org/1999/xlink" x:href="//exemple.fr/a.svg#b"/>',
        "<style>@import 'https://exemple.fr/a.css';</style>",
        "<style>@im<!-- -->port 'a.css';</style>",
        '<rect style="fill:url(https://exemple.fr/a)"/>',
        "<rect style=\"fill:url( '//exemple.fr/a' )\"/>",
        '<rect style="fill:u\\72l(//exemple.fr)"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>',
        '<p xmlns="http://www.w3.org/1999/xhtml">a</p>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        "<?xml-stylesheet href='a.css'?>",
    ],
)
def test_what_is_not_for_drawing_is_refused(inside: str) -> None:
    with pytest.raises(ValueError, match="Ce SVG"):
        parse_logo(SVG.format(inside).encode())


def test_entities_of_its_own_are_refused_before_they_grow() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("<text>&a;</text>")
    with pytest.raises(ValueError, match="ses propres entités"):
        parse_logo(bomb.encode())


@pytest.mark.parametrize("content", [b"", b"GIF89a...", b"%PDF-1.7", b"\xff\xd8\xff\xe0JFIF"])
def test_any_other_file_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="ni un SVG ni un PNG"):
        parse_logo(content)


def test_html_dressed_as_a_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="ni un SVG ni un PNG"):
        parse_logo(b"<html><body><svg></svg></body></html>")


@pytest.mark.parametrize(
    "broken", [png()[:-3], png()[:20], png().replace(b"\x1e", b"\x1f"), b"\x89PNG\r\n\x1a\n"]
)
def test_a_damaged_png_is_refused(broken: bytes) -> None:
    spoiled = broken if broken != png() else broken[:-5] + b"\x00" * 5
    with pytest.raises(ValueError, match="abîmé"):
        parse_logo(spoiled)


def test_a_damaged_svg_is_refused() -> None:
    with pytest.raises(ValueError, match="abîmé"):
        parse_logo(SVG.format("<g>").encode())


@pytest.mark.parametrize(
    "bomb",
    [
        png(pixels=zlib.compress(bytes(9_000_000))),
        png(more=chunk(b"zTXt", b"note\0\0" + zlib.compress(bytes(9_000_000)))),
        png(more=chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(9_000_000)))),
        png(more=chunk(b"iTXt", b"note\0\1\0fr\0note\0" + zlib.compress(bytes(9_000_000)))),
    ],
)
def test_a_png_that_swells_beyond_its_picture_is_refused(bomb: bytes) -> None:
    assert len(bomb) < LARGEST_BYTES
    with pytest.raises(ValueError, match="bien plus que l’image"):
        parse_logo(bomb)


def test_a_profile_and_notes_of_a_fair_size_are_kept() -> None:
    notes = chunk(b"zTXt", b"note\0\0" + zlib.compress(b"dessin")) + chunk(b"tEXt", b"auteur\0A")

    assert png_of(parse_logo(png(more=notes))) == png(more=notes)


@pytest.mark.parametrize("pixels", [b"", b"MZ", zlib.compress(b"0")[:-2]])
def test_pixels_that_cannot_be_read_are_refused(pixels: bytes) -> None:
    with pytest.raises(ValueError, match="abîmé"):
        parse_logo(png(pixels=pixels))


@pytest.mark.parametrize(("width", "height"), [(0, 9), (4001, 9), (9, 2**31 - 1)])
def test_a_picture_too_large_or_empty_is_refused(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="trop grand"):
        parse_logo(png(width=width, height=height))


def test_a_heavy_file_is_refused_with_its_weight() -> None:
    with pytest.raises(ValueError, match="pèse 101\u00a0ko"):
        parse_logo(b"<svg" + b" " * LARGEST_BYTES)


def test_only_a_checked_logo_is_one() -> None:
    assert is_logo("")
    assert not is_logo("https://exemple.fr/logo.png")
    assert not is_logo("data:text/html;base64,AAAA")
    assert png_of("data:image/png;base64,pas du base64") is None
