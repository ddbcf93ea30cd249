"""The audit of the dependencies: what it finds, what it accepts, and what it says when alone."""

import importlib.util
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from circular.config import ROOT

NOTICE = "GHSA-aaaa-bbbb-cccc"
LIST = 'streamlit==1.67.0 \\\n    --hash=sha256:00\ncolorama==0.4.6 ; sys_platform == "win32" \\\n'
ACCEPTED = f'[[ignored]]\nid = "{NOTICE}"\nreason = "Pas notre usage."\nuntil = 2026-12-31\n'
NOWHERE = "http://127.0.0.1:9/"


@pytest.fixture
def audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the script, on a list of two packages and nothing accepted."""
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(__import__("sys").modules, "audit", module)
    spec.loader.exec_module(module)
    (tmp_path / "run.txt").write_text(LIST)
    (tmp_path / "ignored.toml").write_text("")
    monkeypatch.setattr(module, "PINNED", (tmp_path / "run.txt",))
    monkeypatch.setattr(module, "IGNORED", tmp_path / "ignored.toml")
    return module


@contextmanager
def service(answer: object) -> Iterator[str]:
    """Run a list of vulnerabilities that always answers the same, and return its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            del format, args

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_every_pinned_version_is_looked_up() -> None:
    text = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")

    assert text.count("==") >= 20
    assert (ROOT / ".ci" / "audit.py").name in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_nothing_published_is_said_in_one_line(
    audit: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.pins(audit.PINNED) == {"streamlit": "1.67.0", "colorama": "0.4.6"}
    with service({"results": [{}, {"vulns": []}]}) as address:
        assert audit.main(address) == 0
    assert capsys.readouterr().out == (
        "Audit des dépendances : 2 versions, aucune faille à traiter.\n"
    )


def test_a_published_vulnerability_fails_until_it_is_accepted_and_again_after_its_day(
    audit: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with service({"results": [{"vulns": [{"id": NOTICE}]}, {}]}) as address:
        assert audit.main(address) == 1
        assert f"streamlit 1.67.0, {NOTICE}" in capsys.readouterr().out
        audit.IGNORED.write_text(ACCEPTED.replace("2026", "2999"))
        assert audit.main(address) == 0

    assert audit.accepted(ACCEPTED, today=date(2026, 12, 31)) == {NOTICE}
    assert audit.accepted(ACCEPTED, today=date(2027, 1, 1)) == frozenset()


@pytest.mark.parametrize("answer", [{}, [], {"results": []}, "non"])
def test_an_answer_that_makes_no_sense_is_no_audit(audit: Any, answer: object) -> None:
    with service(answer) as address:
        assert audit.vulnerabilities({"streamlit": "1.67.0"}, service=address) is None


def test_without_an_answer_the_registry_alone_is_asked_and_nothing_fails(
    audit: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        audit, "registry_says", lambda pinned: [f"Le registre a répondu ({len(pinned)})."]
    )

    assert audit.main(NOWHERE) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Audit des dépendances non fait : la liste des failles publiées ne répond pas.",
        "Le registre a répondu (2).",
    ]


def test_the_registry_tells_withdrawn_and_outdated_versions(audit: Any) -> None:
    versions = {"a": ["2.0", "1.9"], "b": ["3.1", "3.0"], "c": ["1.0"], "d": None}

    said = audit.registry_says(
        {"a": "1.0", "b": "3.0", "c": "1.0", "d": "4"}, lambda name, _: versions[name]
    )

    assert said == [
        "Le registre a répondu pour 3 dépendances sur 4.",
        "Versions retirées par leur auteur : a 1.0.",
        "Versions dépassées : b 3.0 (dernière : 3.1).",
    ]
