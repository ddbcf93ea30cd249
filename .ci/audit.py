"""Look up the pinned dependencies in the public list of known vulnerabilities (osv.dev).

One request for all of them, three seconds at most. A vulnerability that `.ci/audit-ignored.toml`
does not accept fails the check. Without an answer nothing fails: one line says that the audit was
not done, and pip then tells, within seven seconds, what the registry alone knows (what was
withdrawn, what is old). Only the standard library: the audit must not add to what is audited.
"""

import json
import re
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PINNED = tuple(ROOT / "requirements" / f"{name}.txt" for name in ("run", "dev"))
IGNORED = ROOT / ".ci" / "audit-ignored.toml"
SERVICE = "https://api.osv.dev/v1/querybatch"
PATIENCE = 3.0  # seconds
FALLBACK_PATIENCE = 7.0
AT_ONCE = 2
FIRST = ("streamlit", "starlette", "uvicorn", "pydantic", "joserfc", "httpx2")
"""What speaks to the network, asked about first when there is no time for all."""

Pins = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A published vulnerability of a pinned version."""

    package: str
    version: str
    notice: str


def pins(files: Iterable[Path]) -> dict[str, str]:
    """Return the pinned version of each package of some requirements files."""
    lines = (line for path in files for line in path.read_text(encoding="utf-8").splitlines())
    found = (re.match(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", line) for line in lines)
    return {each[1]: each[2] for each in found if each}


def accepted(text: str, *, today: date) -> frozenset[str]:
    """Return the notices that are accepted until a day that has not passed yet."""
    entries = tomllib.loads(text).get("ignored", [])
    return frozenset(each["id"] for each in entries if each["reason"] and each["until"] >= today)


def vulnerabilities(pinned: Pins, *, service: str = SERVICE) -> list[Found] | None:
    """Return what is published about the pinned versions, None when nobody answered."""
    queries = [
        {"package": {"name": name, "ecosystem": "PyPI"}, "version": version}
        for name, version in pinned.items()
    ]
    request = urllib.request.Request(  # noqa: S310  # an address of ours, never a person's
        service,
        data=json.dumps({"queries": queries}).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            results = json.load(answer)["results"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return _read(pinned, results) if len(results) == len(queries) else None


def _read(pinned: Pins, results: list[Mapping[str, Any]]) -> list[Found]:
    return [
        Found(name, version, notice["id"])
        for (name, version), result in zip(pinned.items(), results, strict=True)
        for notice in result.get("vulns") or ()
    ]


def released(name: str, seconds: float) -> list[str] | None:
    """Ask pip for the versions of a package, the newest first, without those withdrawn."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "index", "versions"]
    try:
        done = subprocess.run(  # noqa: S603
            [*command, name, "--json"],
            capture_output=True,
            check=True,
            timeout=seconds,
        )
        return list(json.loads(done.stdout)["versions"])
    except (subprocess.SubprocessError, ValueError, KeyError):
        return None


def registry_says(
    pinned: Pins, ask: Callable[[str, float], list[str] | None] = released
) -> list[str]:
    """Return what the registry alone tells, as sentences, within a few seconds."""
    deadline = monotonic() + FALLBACK_PATIENCE
    names = sorted(pinned, key=lambda name: (name not in FIRST, name))

    def in_time(name: str) -> list[str] | None:
        left = deadline - monotonic()
        return ask(name, left) if left > 0 else None

    with ThreadPoolExecutor(AT_ONCE) as asking:
        known = {
            n: found for n, found in zip(names, asking.map(in_time, names), strict=True) if found
        }
    gone = [f"{n} {pinned[n]}" for n in known if pinned[n] not in known[n]]
    behind = [
        f"{n} {pinned[n]} (dernière : {known[n][0]})" for n in known if _is_old(n, pinned, known)
    ]
    lines = [f"Le registre a répondu pour {len(known)} dépendances sur {len(names)}."]
    lines += [f"Versions retirées par leur auteur : {', '.join(gone)}."] if gone else []
    lines += [f"Versions dépassées : {', '.join(behind)}."] if behind else []
    return lines


def _is_old(name: str, pinned: Pins, known: Mapping[str, list[str]]) -> bool:
    return pinned[name] in known[name] and known[name][0] != pinned[name]


def main(service: str = SERVICE) -> int:
    """Print the result in French; 1 when a vulnerability is neither mended nor accepted."""
    pinned = pins(PINNED)
    found = vulnerabilities(pinned, service=service)
    if found is None:
        print("Audit des dépendances non fait : la liste des failles publiées ne répond pas.")
        print("\n".join(registry_says(pinned)))
        return 0
    allowed = accepted(IGNORED.read_text(encoding="utf-8"), today=date.today())
    left = [each for each in found if each.notice not in allowed]
    for each in left:
        print(f"Faille publiée : {each.package} {each.version}, {each.notice}.")
    if left:
        print("Montez la version dans requirements/, ou acceptez-la dans .ci/audit-ignored.toml.")
        return 1
    print(f"Audit des dépendances : {len(pinned)} versions, aucune faille à traiter.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
