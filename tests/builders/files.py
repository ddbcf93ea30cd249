"""Real files of each type, made by real libraries or, for a PDF, by its own rules."""

import io
import zipfile

from odf.opendocument import OpenDocumentText
from odf.text import P
from openpyxl import Workbook
from PIL import Image

DOCX_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def pdf(pages: int = 1) -> bytes:
    """Return a PDF of blank pages, with its table of objects."""
    kids = " ".join(f"{number + 3} 0 R" for number in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
        *(["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * pages),
    ]
    content, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    )
    return content + end.encode()


def image(form: str, *, side: int = 48) -> bytes:
    """Return an image as Pillow writes it: PNG, JPEG or GIF."""
    content = io.BytesIO()
    Image.effect_noise((side, side), 60).convert("RGB").save(content, form)
    return content.getvalue()


def docx(extra: dict[str, bytes] | None = None, *, main: str = DOCX_MAIN) -> bytes:
    """Return the smallest DOCX that a word processor opens, with other entries if asked for."""
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{main}"/></Types>'
    )
    return zipped(
        {"[Content_Types].xml": types.encode(), "word/document.xml": b"<w/>", **(extra or {})}
    )


def odt(extra: dict[str, bytes] | None = None) -> bytes:
    """Return an ODT as odfpy writes it, with other entries if asked for."""
    document = OpenDocumentText()
    document.text.addElement(P(text="Convention"))
    content = io.BytesIO()
    document.write(content)
    if extra:
        with zipfile.ZipFile(content, "a") as archive:
            for name, body in extra.items():
                archive.writestr(name, body)
    return content.getvalue()


def xlsx() -> bytes:
    """Return a workbook as openpyxl writes it."""
    content = io.BytesIO()
    Workbook().save(content)
    return content.getvalue()


def zipped(entries: dict[str, bytes]) -> bytes:
    """Return a zip of these entries."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return content.getvalue()
