"""A spreadsheet file is a zip of XML parts; here one part receives its rows as they are written."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filling:
    """What a part receives: rows, just after the first marker in it.

    ``instead`` gives a piece of what stands before the marker and what to write in its place.
    """

    after: bytes
    rows: Iterable[str]
    instead: tuple[bytes, bytes] = (b"", b"")


def filled(
    container: bytes,
    part: str,
    *,
    after: bytes,
    rows: Iterable[str],
    instead: tuple[bytes, bytes] = (b"", b""),
) -> bytes:
    """Return the container with rows written in one part, as ``filled_parts`` does in several."""
    return filled_parts(container, {part: Filling(after, rows, instead)})


def filled_parts(container: bytes, fillings: Mapping[str, Filling]) -> bytes:
    """Return the container with rows written in some of its parts, one by one.

    The library that made the container keeps the say on everything else: styles, settings,
    relations. Raises ValueError when the marker is not there. See docs/decisions/0004-ods.md.
    """
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(container)) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            filling = fillings.get(entry.filename)
            if filling is None:
                target.writestr(entry, content, compress_type=entry.compress_type)
                continue
            head, marker, tail = content.partition(filling.after)
            if not marker:
                raise ValueError(f"{entry.filename} does not hold {filling.after!r}.")
            with target.open(entry, "w") as stream:
                stream.write(head.replace(*filling.instead, 1) + marker)
                for row in filling.rows:
                    stream.write(row.encode())
                stream.write(tail)
    return output.getvalue()
