"""The shared page: what it shows, what it never shows, and the same 404 for all the rest."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from circular import web
from circular.actions.share_addresses import revoke_address
from circular.actions.snapshots import freeze_situation, withdraw_situation
from circular.config import settings
from circular.domain.frozen_situations import FrozenSituation, FrozenWords
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Role
from circular.domain.snapshots import SnapshotDraft, WithdrawalDraft
from circular.domain.visitors import Visitor
from circular.queries.accounts import demonstration_visitor
from circular.store.connection import Database, open_for
from circular.store.rows import value
from circular.web import share_addresses
from circular.web.pace import Pace
from tests.architecture.test_nobody_is_named import MAKE_MORE_SECRETS, holds, secrets
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs
from tests.builders.snapshots import SITTING, TODAY, a_snapshot, an_address, read
from tests.builders.targets import a_revision, a_target
from tests.builders.territory import a_territory


@pytest.fixture
def client(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Return somebody without an account in front of the real routes."""
    del store_path
    monkeypatch.setattr(share_addresses, "PACE", Pace(share_addresses.PER_MINUTE))
    app = Starlette(routes=web.ROUTES, middleware=web.MIDDLEWARE)
    with TestClient(app, base_url="http://localhost:8501", follow_redirects=False) as opened:
        yield opened


def test_the_page_says_the_frozen_figures_and_nothing_of_today(
    client: TestClient, db: Database, administrator: Visitor, staff: Visitor
) -> None:
    a_territory(db, administrator)
    project = a_project(db, staff)
    some_jobs(db, staff, project)
    token = an_address(db, staff, a_snapshot(db, staff))
    before = client.get(f"/partage/{token}").text
    some_jobs(db, staff, project, full_time_equivalent="40", heads="40", starts_on="01/09/2026")

    after = client.get(f"/partage/{token}").text

    assert before == after
    assert "<b>1,5\u00a0emploi net créé</b> au 30/09/2026" in after
    assert "chiffres figés le" in after
    assert "moins de\u00a05\u00a0personnes" in after
    assert re.search(r"<svg[^>]*>.*Libournais 1,5", after, re.DOTALL)


def test_the_page_says_what_weighs_what_to_decide_and_how_many_cases(
    client: TestClient, db: Database, staff: Visitor
) -> None:
    some_jobs(db, staff, a_project(db, staff))
    a_revision(db, staff, a_target(db, staff))
    snapshot = a_snapshot(db, staff)
    db.conn.execute("UPDATE meta SET value = '0' WHERE key = 'demonstration'")
    db.conn.commit()

    text = client.get(f"/partage/{an_address(db, staff, snapshot)}").text

    assert "Ce qui pèse" in text
    assert re.search(r"<li><b>[\d,]+\u00a0emplois nets de moins</b> que la trajectoire", text)
    assert "À suivre par l’équipe" in text
    assert "100 au lieu de 120. Objectif" in text
    assert '<th scope="col" class="num">Cas</th>' in text
    assert "fictifs" not in text


def test_what_an_older_version_froze_says_nothing_of_what_it_did_not_keep(
    client: TestClient, db: Database, staff: Visitor
) -> None:
    a_target(db, staff)
    snapshot = freeze_situation(
        db, staff, SnapshotDraft(title="Ancien", as_of=SITTING), _as_before, today=TODAY
    )

    text = client.get(f"/partage/{an_address(db, staff, snapshot)}").text

    assert "Ce qui demande une décision" not in text
    assert "<ul>" not in text
    assert re.search(r'<td class="num">–</td></tr>', text)
    assert "objectif 120" in text
    assert "conventions sont fictifs" in text


def _as_before(db: Database, perimeter: Perimeter) -> FrozenSituation:
    """Read what is to be frozen, without what was added since."""
    found = read(db, perimeter)
    assert found.target
    return found.model_copy(
        update={
            "words": FrozenWords(lead=found.words.lead),
            "target": found.target.model_copy(update={"corners": None}),
            "stages": tuple(each.model_copy(update={"stays": None}) for each in found.stages),
        }
    )


def test_nothing_keeps_the_page_and_no_other_site_learns_of_it(
    client: TestClient, db: Database, staff: Visitor
) -> None:
    token = an_address(db, staff, a_snapshot(db, staff))

    for address, status in ((f"/partage/{token}", 200), (f"/partage/{'x' * 43}", 404)):
        answer = client.get(address)
        assert answer.status_code == status
        assert answer.headers["cache-control"] == "private, no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "noindex" in answer.headers["x-robots-tag"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "script-src" not in answer.headers["content-security-policy"]
        assert "<script" not in answer.text
        assert " style=" not in answer.text
        assert not re.findall(r'(?:src|href)="(?!/)', answer.text)
        assert '<html lang="fr">' in answer.text


def test_whatever_is_wrong_with_an_address_answers_the_same_404(
    client: TestClient, db: Database, staff: Visitor
) -> None:
    unknown = client.get(f"/partage/{'x' * 43}")
    assert unknown.status_code == 404

    revoked = an_address(db, staff, a_snapshot(db, staff))
    assert client.get(f"/partage/{revoked}").status_code == 200
    revoke_address(db, staff, 1)
    assert client.get(f"/partage/{revoked}").content == unknown.content

    other = a_snapshot(db, staff)
    withdrawn = an_address(db, staff, other)
    withdraw_situation(db, staff, other, WithdrawalDraft(reason="Erreur"))
    assert client.get(f"/partage/{withdrawn}").content == unknown.content

    expired = an_address(db, staff, a_snapshot(db, staff))
    db.conn.execute(
        "UPDATE share_address SET created_at = '2020-01-01',"
        " expires_at = '2020-02-01T00:00:00+00:00'"
    )
    db.conn.commit()
    assert client.get(f"/partage/{expired}").content == unknown.content


def test_who_reads_too_often_waits(client: TestClient, db: Database, staff: Visitor) -> None:
    token = an_address(db, staff, a_snapshot(db, staff))

    codes = [
        client.get(f"/partage/{token}").status_code for _ in range(share_addresses.PER_MINUTE + 1)
    ]

    assert codes == [200] * share_addresses.PER_MINUTE + [429]
    assert client.get(f"/partage/{token}").headers["retry-after"] == "60"


def test_readings_are_counted_but_not_who_reads(
    client: TestClient, db: Database, staff: Visitor
) -> None:
    token = an_address(db, staff, a_snapshot(db, staff))
    client.get(f"/partage/{token}")
    client.get(f"/partage/{token}")
    client.head(f"/partage/{token}")

    assert value(db, "SELECT readings FROM share_address") == 2
    assert value(db, "SELECT read_on FROM share_address") == date.today().isoformat()


def test_the_page_of_the_whole_demonstration_names_nobody(
    full_demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "full.sqlite3"
    shutil.copyfile(full_demonstration, path)
    monkeypatch.setenv("CIRCULAR_DATABASE", str(path))
    settings.cache_clear()
    with open_for(path) as db:
        for statement in MAKE_MORE_SECRETS.split(";"):
            db.conn.execute(statement)
        db.conn.commit()
        staff = demonstration_visitor(db, Role.STAFF)
        assert staff is not None
        token = an_address(db, staff, a_snapshot(db, staff, as_of=date(2026, 11, 1)))
    app = Starlette(routes=web.ROUTES, middleware=web.MIDDLEWARE)
    with TestClient(app, base_url="http://localhost:8501") as opened:
        content = opened.get(f"/partage/{token}").content
    words = secrets(path)
    settings.cache_clear()

    assert len(words) > 150
    assert len(content) > 10_000
    assert holds(content, words) == []
