"""The calendar is read back by a calendar library: days, marks, accents, signs to escape."""

from datetime import UTC, date, datetime

from icalendar import Calendar

from circular.domain.commitments import CommitmentLight
from circular.domain.deadlines import DeadlineKind
from circular.exports.calendars import Place, calendar_of, uid_of
from circular.queries.deadlines import Deadline

MADE = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
PLACE = Place("https://circular.exemple.fr", "circular.exemple.fr")


def a_deadline(**fields: object) -> Deadline:
    known: dict[str, object] = {
        "kind": DeadlineKind.COMMITMENT,
        "day": date(2026, 12, 31),
        "light": CommitmentLight.ON_TIME,
        "agreement_id": 3,
        "commitment_id": 12,
        "number": "2026-001",
        "type": "Convention d’accompagnement",
        "project": "Œuvre, « été »; suite",
        "epci": None,
        "what": "Remettre le bilan\\final, à l’équipe",
        "who": "SMICVAL",
    }
    return Deadline(**{**known, **fields})  # type: ignore[arg-type]


def read(content: bytes) -> Calendar:
    return Calendar.from_ical(content.decode("utf-8"))


def test_an_event_is_read_back_as_it_was_meant() -> None:
    content = calendar_of([a_deadline()], name="Échéances Nouvel’R", place=PLACE, made_at=MADE)
    calendar = read(content)
    [event] = calendar.walk("VEVENT")

    assert calendar["X-WR-CALNAME"] == "Échéances Nouvel’R"
    assert calendar["X-WR-TIMEZONE"] == "Europe/Paris"
    assert event["SUMMARY"] == "Remettre le bilan\\final, à l’équipe (convention n°\u00a02026-001)"
    assert "Projet\u00a0: Œuvre, « été »; suite" in str(event["DESCRIPTION"]).splitlines()
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        date(2026, 12, 31),
        date(2027, 1, 1),
    )
    assert event.decoded("DTSTAMP") == MADE
    assert event["UID"] == "engagement-12@circular.exemple.fr"
    assert event["URL"] == "https://circular.exemple.fr/convention?id=3"
    assert b"DTSTART;VALUE=DATE:20261231\r\n" in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_a_mark_does_not_change_with_the_day_nor_with_a_renewal() -> None:
    end = a_deadline(kind=DeadlineKind.END, commitment_id=None)
    renewal = a_deadline(kind=DeadlineKind.RENEWAL, commitment_id=None, day=date(2030, 1, 1))
    notice = a_deadline(kind=DeadlineKind.NOTICE, commitment_id=None)

    assert uid_of(end, "ici") == uid_of(renewal, "ici") == "fin-3@ici"
    assert uid_of(notice, "ici") == "preavis-3@ici"


def test_who_reads_no_agreement_is_led_to_the_list_and_told_when_the_address_ends() -> None:
    content = calendar_of(
        [a_deadline(project=None)],
        name="Échéances",
        place=PLACE,
        made_at=MADE,
        expires_on=date(2026, 12, 5),
    )
    own, warning = read(content).walk("VEVENT")

    assert own["URL"] == "https://circular.exemple.fr/echeances"
    assert "Projet" not in str(own["DESCRIPTION"])
    assert warning.decoded("DTSTART") == date(2026, 12, 5)
    assert "05/12/2026" in str(warning["DESCRIPTION"])
