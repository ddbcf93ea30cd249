"""The association's logo: a small SVG or PNG, checked to be really that before it is kept.

The content decides, never the name of the file. It is kept as a data URI, which a browser shows as
an image: nothing in it may run or be fetched, and what could try to is refused anyway.
"""

import base64
import binascii
import re
import struct
import zlib
from collections.abc import Iterable
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from circular.domain import french
from circular.domain.file_structures import PNG_SIGNATURE, png_chunks

LARGEST_BYTES = 100_000
LARGEST_SIDE = 4_000
SVG_PREFIX = "data:image/svg+xml;base64,"
PNG_PREFIX = "data:image/png;base64,"

_PNG_LENGTHS = struct.Struct(">II")
_PNG_HEADER_LENGTH = 13
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # colour type -> values in a pixel (PNG, section 11.2.2)
_DEPTHS = frozenset({1, 2, 4, 8, 16})
_LARGEST_NOTE = 1_000_000  # bytes; what shows the logo gives up beyond
_STEP = 65_536
_SVG = "http://www.w3.org/2000/svg"
_SVG_ELEMENTS = frozenset(
    """
    svg g defs symbol use title desc metadata style path rect circle ellipse line polyline polygon
    text tspan textPath linearGradient radialGradient stop clipPath mask pattern marker filter
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
    feSpotLight feTile feTurbulence
    """.split()  # noqa: SIM905  # a list of words reads better as prose
)
_INERT = (  # what drawing programs and catalogues add: names, licences, guides
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
)
_REACHES_OUT = re.compile(
    r"@import|\\|(?:java|vb)script\s*:|url\(\s*['\"]?\s*[^\s'\"#]", re.IGNORECASE
)
_NEITHER = (
    "Ce fichier n\u2019est ni un SVG ni un PNG. Exportez votre logo dans l\u2019un de ces formats."
)
_OUTSIDE = "Ce SVG va chercher quelque chose ailleurs\u00a0: exportez-le sans lien ni image liée."
_PLAIN = "exportez-le en «\u00a0SVG simple\u00a0»."
_SVG_TYPES = "http://www.w3.org/Graphics/SVG/"
_DAMAGED = "Ce fichier PNG est abîmé\u00a0: enregistrez-le de nouveau."
_SWELLS = (
    "Ce PNG contient bien plus que l\u2019image qu\u2019il annonce\u00a0: "
    "enregistrez-le de nouveau, sans note ni profil."
)


def parse_logo(content: bytes) -> str:
    """Return a logo as a data URI; ValueError says what is wrong, in French.

    An SVG keeps to drawing: no script, no link outside itself, no declaration of its own entities.
    A PNG has intact chunks, at most 4 000 pixels a side, and nothing in it that swells beyond them.
    Either weighs at most 100 kB.
    """
    if len(content) > LARGEST_BYTES:
        weight = french.number(-(-len(content) // 1000))
        raise ValueError(f"Ce fichier pèse {weight}\u00a0ko\u202f; la limite est de 100\u00a0ko.")
    if content.startswith(PNG_SIGNATURE):
        _check_png(content)
        return PNG_PREFIX + base64.b64encode(content).decode()
    if b"<svg" in content or b"<" in content[:64]:
        _check_svg(content)
        return SVG_PREFIX + base64.b64encode(content).decode()
    raise ValueError(_NEITHER)


def is_logo(text: str) -> bool:
    """Tell whether a text is a logo as it is kept: nothing, or the data URI of an SVG or a PNG."""
    return not text or text.startswith((SVG_PREFIX, PNG_PREFIX))


def png_of(logo: str) -> bytes | None:
    """Return the bytes of a logo that is a PNG, None for an SVG or no logo."""
    if not logo.startswith(PNG_PREFIX):
        return None
    try:
        return base64.b64decode(logo.removeprefix(PNG_PREFIX), validate=True)
    except binascii.Error:
        return None


def _check_png(content: bytes) -> None:
    """Refuse a PNG whose chunks are damaged, or that is too large to be a logo."""
    try:
        chunks = list(png_chunks(content))
    except ValueError:
        raise ValueError(_DAMAGED) from None
    names = [name for name, _ in chunks]
    if not chunks or names[0] != b"IHDR" or names[-1] != b"IEND" or b"IDAT" not in names:
        raise ValueError(_DAMAGED)
    header = chunks[0][1]
    if len(header) != _PNG_HEADER_LENGTH:
        raise ValueError(_DAMAGED)
    width, height = _PNG_LENGTHS.unpack(header[:8])
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        limit = french.number(LARGEST_SIDE)
        raise ValueError(f"Ce PNG est trop grand\u00a0: {limit}\u00a0pixels de côté au plus.")
    depth, colour = header[8], header[9]
    if depth not in _DEPTHS or colour not in _CHANNELS:
        raise ValueError(_DAMAGED)
    row = width * depth * _CHANNELS[colour] // 8 + 2
    _check_inflated([body for name, body in chunks if name == b"IDAT"], most=2 * row * (height + 8))
    for name, body in chunks:
        note = _compressed_note(name, body)
        if note is not None:
            _check_inflated([note], most=_LARGEST_NOTE)


def _compressed_note(name: bytes, body: bytes) -> bytes | None:
    """Return the compressed part of a colour profile or a note, None for any other chunk."""
    _, _, rest = body.partition(b"\0")
    if name in {b"zTXt", b"iCCP"}:
        return rest[1:]
    if name == b"iTXt" and rest[:1] == b"\1":
        return b"".join(rest[2:].split(b"\0", 2)[2:])
    return None


def _check_inflated(parts: Iterable[bytes], *, most: int) -> None:
    """Refuse compressed bytes that are damaged or cut, or that swell beyond `most` bytes."""
    reader, size = zlib.decompressobj(), 0
    try:
        for part in parts:
            rest = part
            while rest and not reader.eof:
                size += len(reader.decompress(rest, _STEP))
                rest = reader.unconsumed_tail
                if size > most:
                    raise ValueError(_SWELLS)
    except zlib.error:
        raise ValueError(_DAMAGED) from None
    if not reader.eof:
        raise ValueError(_DAMAGED)


def _check_svg(content: bytes) -> None:
    """Refuse what is not a drawing: other XML, scripts, links outside, entities of its own."""
    reader = _SvgReader()
    try:
        reader.parser.Parse(content, True)
    except ExpatError:
        raise ValueError("Ce fichier SVG est abîmé\u00a0: enregistrez-le de nouveau.") from None


class _SvgReader:
    """Follow the elements of an SVG and refuse the first that is not for drawing."""

    def __init__(self) -> None:
        self.parser: XMLParserType = ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._element
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.EndElementHandler = self._close
        self.parser.buffer_text = True
        self._depth = 0
        self._style = 0
        self._rules = ""

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if self._depth == 0 and (space not in {_SVG, ""} or local != "svg"):
            raise ValueError(_NEITHER)
        self._depth += 1
        is_drawing = space in {_SVG, ""} and local in _SVG_ELEMENTS
        if not is_drawing and not space.startswith(_INERT):
            raise ValueError(
                f"Ce SVG contient autre chose qu\u2019un dessin ({local[:40]})\u00a0: "
                "exportez-le sans script, ni image, ni lien."
            )
        self._style += local == "style"
        for attribute, value in attributes.items():
            origin, _, short = attribute.rpartition(" ")
            if not origin.startswith(_INERT):
                self._attribute(short.lower(), value)

    def _attribute(self, name: str, value: str) -> None:
        if name.startswith("on"):
            raise ValueError("Ce SVG contient un script\u00a0: exportez-le sans script.")
        if (name == "href" and not value.strip().startswith("#")) or _REACHES_OUT.search(value):
            raise ValueError(_OUTSIDE)

    def _text(self, text: str) -> None:
        """Read a style sheet whole: a comment may cut a word in two."""
        if self._style:
            self._rules += text
            if _REACHES_OUT.search(self._rules):
                raise ValueError(_OUTSIDE)

    def _close(self, name: str) -> None:
        self._style -= name.rpartition(" ")[2] == "style"

    def _doctype(self, _: str, system: str | None, __: str | None, has_own: int) -> None:
        """Accept the usual declaration of SVG 1.1, which no browser reads; refuse any entity."""
        if has_own or not (system or _SVG_TYPES).startswith(_SVG_TYPES):
            raise ValueError(f"Ce SVG déclare ses propres entités\u00a0: {_PLAIN}")

    def _instruction(self, target: str, _: str) -> None:
        raise ValueError(f"Ce SVG contient une instruction ({target[:40]})\u00a0: {_PLAIN}")
