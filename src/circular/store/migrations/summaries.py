"""What every figure reads again and again, kept by triggers: where a project counts, its stays.

Indexes that hold all the columns of a sum spare the reading of the rows themselves.
"""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

_PLACE = """
SELECT p.id, COALESCE(i.commune_code, f.commune_code, p.commune_code),
    COALESCE(t.epci_siren, c.epci_siren, p.epci_siren), p.is_trial
FROM project p
LEFT JOIN implantation i ON i.project_id = p.id
LEFT JOIN facility f ON f.id = i.facility_id
LEFT JOIN ref_commune c ON c.code = COALESCE(i.commune_code, f.commune_code, p.commune_code)
LEFT JOIN territory_commune t ON t.commune_code = c.code
"""
_PLACE_INTO = f"""
INSERT OR REPLACE INTO project_place (project_id, commune_code, epci_siren, is_trial) {_PLACE}
"""
_STAY_INTO = """
INSERT INTO project_stay (move_id, project_id, kind, to_stage, exit_kind, effective_on, next_on,
    days)
SELECT id, project_id, kind, to_stage, exit_kind, effective_on, next_on,
    CAST(julianday(next_on) - julianday(effective_on) AS INTEGER)
FROM (SELECT m.*, LEAD(m.effective_on) OVER (PARTITION BY m.project_id
        ORDER BY m.effective_on, COALESCE(m.corrects_id, m.id), m.id) AS next_on
    FROM project_move m WHERE m.corrected_at IS NULL {and_one})
"""
_OF_ONE = _STAY_INTO.format(and_one="AND m.project_id = {row}.project_id")
TABLES = """
CREATE TABLE project_place (         -- kept by triggers: where a project counts
    project_id INTEGER PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
    commune_code TEXT,               -- its address, else its own
    epci_siren TEXT,                 -- NULL: unknown
    is_trial INTEGER NOT NULL
) STRICT;
CREATE INDEX project_place_by_epci ON project_place (epci_siren, is_trial);
CREATE INDEX project_place_by_commune ON project_place (commune_code);
CREATE TABLE project_stay (          -- kept by triggers: moves held true, and when the next came
    move_id INTEGER PRIMARY KEY REFERENCES project_move (id) ON DELETE CASCADE,
    project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    to_stage TEXT NOT NULL,
    exit_kind TEXT,
    effective_on TEXT NOT NULL,
    next_on TEXT,                    -- NULL: it still stands there
    days INTEGER                     -- between the two
) STRICT;
CREATE INDEX project_stay_by_project ON project_stay (project_id);
CREATE INDEX project_stay_standing ON project_stay
    (to_stage, kind, effective_on, next_on, project_id);
CREATE INDEX project_stay_over ON project_stay (to_stage, days, next_on, kind, project_id)
    WHERE next_on IS NOT NULL;
CREATE INDEX project_stay_exits ON project_stay (effective_on) WHERE kind = 'exit';
CREATE INDEX project_archived ON project (archived_at) WHERE archived_at IS NOT NULL;
CREATE INDEX implantation_by_facility ON implantation (facility_id) WHERE facility_id IS NOT NULL;
DROP INDEX job_line_by_project;
CREATE INDEX job_line_by_project ON job_line (project_id, kind, starts_on, ends_on, verified_on,
    full_time_equivalent, heads, women);
DROP INDEX job_line_by_kind;
CREATE INDEX job_line_by_kind ON job_line (kind, starts_on, ends_on, verified_on,
    full_time_equivalent, heads, women, project_id);
CREATE INDEX job_line_by_end ON job_line (kind, ends_on, verified_on, full_time_equivalent,
    project_id) WHERE ends_on IS NOT NULL;
"""
TRIGGERS = f"""
CREATE TRIGGER project_place_of_new AFTER INSERT ON project
BEGIN {_PLACE_INTO} WHERE p.id = NEW.id; END;
CREATE TRIGGER project_place_of_project AFTER UPDATE OF commune_code, epci_siren, is_trial
    ON project
BEGIN {_PLACE_INTO} WHERE p.id = NEW.id; END;
CREATE TRIGGER project_place_of_site AFTER INSERT ON implantation
BEGIN {_PLACE_INTO} WHERE p.id = NEW.project_id; END;
CREATE TRIGGER project_place_of_site_moved AFTER UPDATE OF commune_code, facility_id, project_id
    ON implantation
BEGIN {_PLACE_INTO} WHERE p.id IN (NEW.project_id, OLD.project_id); END;
CREATE TRIGGER project_place_of_site_gone AFTER DELETE ON implantation
BEGIN {_PLACE_INTO} WHERE p.id = OLD.project_id; END;
CREATE TRIGGER project_place_of_facility AFTER UPDATE OF commune_code ON facility
BEGIN {_PLACE_INTO} WHERE p.id IN
    (SELECT project_id FROM implantation WHERE facility_id = NEW.id); END;
CREATE TRIGGER project_place_of_member AFTER INSERT ON territory_commune
BEGIN {_PLACE_INTO} WHERE p.id IN
    (SELECT project_id FROM project_place WHERE commune_code = NEW.commune_code); END;
CREATE TRIGGER project_place_of_member_moved AFTER UPDATE ON territory_commune
BEGIN {_PLACE_INTO} WHERE p.id IN (SELECT project_id FROM project_place
    WHERE commune_code IN (NEW.commune_code, OLD.commune_code)); END;
CREATE TRIGGER project_place_of_member_gone AFTER DELETE ON territory_commune
BEGIN {_PLACE_INTO} WHERE p.id IN
    (SELECT project_id FROM project_place WHERE commune_code = OLD.commune_code); END;
CREATE TRIGGER project_stay_of_new AFTER INSERT ON project_move
BEGIN
    DELETE FROM project_stay WHERE project_id = NEW.project_id;
    {_OF_ONE.format(row="NEW")};
END;
CREATE TRIGGER project_stay_of_changed AFTER UPDATE ON project_move
BEGIN
    DELETE FROM project_stay WHERE project_id IN (NEW.project_id, OLD.project_id);
    {_OF_ONE.format(row="NEW")};
END;
CREATE TRIGGER project_stay_of_gone AFTER DELETE ON project_move
BEGIN
    DELETE FROM project_stay WHERE project_id = OLD.project_id;
    {_OF_ONE.format(row="OLD")};
END;
"""


def create_summaries(db: Database) -> None:
    """Create what is kept, fill it from what is there, and have triggers keep it from now on."""
    for statement in statements(TABLES):
        db.conn.execute(statement)
    db.conn.execute(_PLACE_INTO)
    db.conn.execute(_STAY_INTO.format(and_one=""))
    for statement in statements(TRIGGERS):
        db.conn.execute(statement)
