"""The folder of documents: random names, shut to others, nothing half-written or left behind."""

import hashlib
import io
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from circular.adapters.documents import delete, make, read, shelf, state
from circular.domain.documents import MissingDocumentError

CONTENT = b"%PDF-1.7 contenu"
SEAL = hashlib.sha256(CONTENT).hexdigest()


def test_a_file_has_a_random_name_and_is_shut_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "kept" / "documents"
    with shelf(folder) as opened:
        names = {opened.put(CONTENT), opened.put(CONTENT)}

    assert len(names) == 2
    assert {path.name for path in folder.iterdir()} == names
    assert all(len(name) == 32 and "." not in name for name in names)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert {read(folder, name, sha256=SEAL) for name in names} == {CONTENT}


def test_a_failure_takes_back_what_was_put_and_deletes_nothing(tmp_path: Path) -> None:
    with shelf(tmp_path) as opened:
        kept = opened.put(CONTENT)
    with pytest.raises(ZeroDivisionError), shelf(tmp_path) as opened:
        opened.put(CONTENT)
        opened.drop(kept)
        raise ZeroDivisionError

    assert [path.name for path in tmp_path.iterdir()] == [kept]
    with shelf(tmp_path) as opened:
        opened.drop(kept, "0" * 32)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"), shelf(tmp_path) as opened:
        opened.put(CONTENT)

    assert list(tmp_path.iterdir()) == []


def test_a_file_of_a_take_out_keeps_its_name_and_replaces_none(tmp_path: Path) -> None:
    with shelf(tmp_path) as opened:
        opened.put_back("ab" * 16, io.BytesIO(CONTENT))
    with pytest.raises(FileExistsError), shelf(tmp_path) as opened:
        opened.put_back("ab" * 16, io.BytesIO(b"other"))

    assert read(tmp_path, "ab" * 16, sha256=SEAL) == CONTENT


def test_a_file_that_is_gone_or_altered_is_not_handed_over(tmp_path: Path) -> None:
    with pytest.raises(MissingDocumentError, match="manque sur le serveur"):
        read(tmp_path, "ab" * 16, sha256=SEAL)
    (tmp_path / ("ab" * 16)).write_bytes(CONTENT + b"!")
    with pytest.raises(MissingDocumentError, match="a été modifié"):
        read(tmp_path, "ab" * 16, sha256=SEAL)


def test_the_folder_is_compared_with_what_is_known(tmp_path: Path) -> None:
    sound, altered, missing, stray = ("a" * 32, "b" * 32, "c" * 32, "d" * 32)
    make(tmp_path)
    for name in (sound, stray, f"{'e' * 32}.part", "notes.txt"):
        (tmp_path / name).write_bytes(CONTENT)
    (tmp_path / altered).write_bytes(b"x")
    known = {sound: SEAL, altered: SEAL.replace("a", "b"), missing: "c" * 64}
    now = datetime.now()

    later = state(tmp_path, known, now=now + timedelta(hours=2))
    assert (later.sound, later.missing) == (1, ("c" * 64,))
    assert later.altered == (known[altered],)
    assert later.strays == (stray, f"{'e' * 32}.part")
    assert state(tmp_path, known, now=now).strays == ()
    assert state(tmp_path / "nowhere", {}, now=now).is_whole

    delete(tmp_path, [*later.strays, sound, altered, "notes.txt"])
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
