"""What agreements leave of a stream `s`: the fragments that every shown tonnage goes through.

A promise holds from the effective day of its agreement to its last day, or to the day its exchange
ended. What is promised is the heaviest load to come from `:today` on: two agreements that follow
each other do not add up, two that overlap do. What remains is never below zero, and unknown when
the tonnage of the stream is. The agreement of a trial takes nothing of a real stream.
"""

from circular.store.trials import of_real_need, real

TONNES = """COALESCE(s.tonnes_likely, (s.tonnes_min + s.tonnes_max) / 2, s.tonnes_min,
       s.tonnes_max)"""
NOT_OVER = """{match}.agreed_tonnes IS NOT NULL AND {match}.agreed_on <= :today
        AND ({match}.agreed_to IS NULL OR {match}.agreed_to >= :today)
        AND ({match}.stage <> 'ended' OR {match}.stage_since > :today)"""
TAKES = f"""{NOT_OVER}
        AND (NOT {real("s")} OR {of_real_need("{match}.need_id")})"""
FREED_NEEDS = """(SELECT n.id FROM material_need n
        WHERE n.id IN (SELECT value FROM json_each(:freed_needs))
        OR n.project_id IN (SELECT value FROM json_each(:freed_projects)))"""
"""The needs that a trial switches off, by themselves or with their project (two JSON lists)."""


def _promised(takes: str) -> str:
    """Return what the agreements that take something promise of the stream `s`."""
    return f"""COALESCE((SELECT MAX((
        SELECT SUM(b.agreed_tonnes) FROM material_match b
        WHERE b.stream_id = a.stream_id AND {takes.format(match="b")}
        AND b.agreed_from <= MAX(a.agreed_from, :today)
        AND (b.agreed_to IS NULL OR b.agreed_to >= MAX(a.agreed_from, :today))))
    FROM material_match a WHERE a.stream_id = s.id AND {takes.format(match="a")}), 0)"""


PROMISED = _promised(TAKES)
"""Tonnes a year that agreements take of the stream `s`, at `:today`."""
REMAINING = f"MAX(0, {TONNES} - {PROMISED})"
"""Tonnes a year that can still be promised of the stream `s`, at `:today`; NULL when unknown."""
PROMISED_TO_OTHERS = _promised(f"{TAKES} AND {{match}}.need_id NOT IN {FREED_NEEDS}")
"""As `PROMISED`, without what is agreed for the needs that a trial switches off."""
REMAINING_FROM_OTHERS = f"MAX(0, {TONNES} - {PROMISED_TO_OTHERS})"
"""As `REMAINING`, without what is agreed for the needs that a trial switches off."""
