"""Opening every page and record that a role may reach, and keeping all that reaches the browser."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import PERMISSIONS, Role
from circular.exports.tables import Format, Table, written
from circular.ui import exports, navigation
from circular.ui.session import reading
from tests.pages_runner import open_page

RECORDS = {
    "agreement.py": "SELECT id FROM agreement ORDER BY id",
    "stream.py": "SELECT id FROM waste_stream ORDER BY id",
    "facility.py": "SELECT id FROM facility ORDER BY id",
}
"""Pages of records that those who may not see people can open, and where their records are."""

READ = (Format.CSV, Format.GEOJSON)
"""The formats of the files that are read whole: the others hold the same cells."""

MORE: Mapping[str, Sequence[Mapping[str, str]]] = {
    "projects.py": ({"vue": "Liste"},),
    "unmatched.py": (
        {},
        {"liste": "Besoins sans gisement"},
        {"liste": "Pistes à explorer"},
    ),
}
"""What the addresses of a page ask for, so that its lists are drawn with their files."""


@dataclass
class Reached:
    """What a role was sent: the bytes of every page, the files offered, and what these hold."""

    pages: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    offered: set[str] = field(default_factory=set)

    @property
    def everything(self) -> Iterator[tuple[str, bytes]]:
        """Every page and every file, with its name."""
        yield from self.pages.items()
        yield from self.files.items()


def crawl(monkeypatch: pytest.MonkeyPatch, role: Role, *, records: bool) -> Reached:
    """Open every page of a role, and every record that it may reach when `records` is asked."""
    reached = Reached()
    builds: list[tuple[Format, Callable[[], Table]]] = []

    def keep(visitor: object, form: Format, build: Callable[[], Table]) -> Callable[[], bytes]:
        del visitor
        if form in READ:
            builds.append((form, build))
        return lambda: b""

    monkeypatch.setattr(exports, "exporter", keep)
    for entry in navigation.entries():
        builds.clear()
        for address in MORE.get(entry.file, ({},)):
            app = open_page(monkeypatch, role, entry.file, **address)
            _keep_page(reached, "?".join([entry.file, *address.values()]), app)
        may_open = records and entry.permission in PERMISSIONS[role]
        for position, record in enumerate(_records(entry.file) if may_open else ()):
            if position == 0:
                app = open_page(monkeypatch, role, entry.file, id=str(record))
            else:
                app.query_params["id"] = str(record)
                app.run()
            _keep_page(reached, f"{entry.file}?id={record}", app)
        for position, (form, build) in enumerate(builds):
            reached.files[f"{entry.file} {position} {form}"] = written(build(), form)
    return reached


def _keep_page(reached: Reached, name: str, app: AppTest) -> None:
    assert not app.exception, (name, app.exception)
    reached.pages[name] = sent(app)
    reached.offered |= {
        re.sub(r"_(csv|xlsx|ods|geojson)$", "", str(each.key))
        for each in app.get("download_button")
    }


def _records(file: str) -> list[int]:
    """Return the records that a page can open."""
    if file not in RECORDS:
        return []
    with reading() as db:
        return [row[0] for row in db.conn.execute(RECORDS[file])]


def sent(app: AppTest) -> bytes:
    """Return all that a page sends to the browser: every element and every container."""
    found: list[bytes] = []

    def walk(node: object) -> None:
        proto = getattr(node, "proto", None)
        if proto is not None:
            found.append(proto.SerializeToString())
        for child in getattr(node, "children", {}).values():
            walk(child)

    walk(app._tree)
    return b"\n".join(found)
