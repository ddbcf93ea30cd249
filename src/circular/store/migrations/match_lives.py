"""Tables of the life of a match: stages, agreements, measured tonnes, introductions, questions."""

from sqlite_utils import Database

from circular.store.migrations.foundation import statements

LIVES = """
ALTER TABLE match_decision ADD COLUMN facts TEXT; -- JSON: what scored or filtered, as it was then

CREATE TABLE material_match (
    id INTEGER PRIMARY KEY,
    stream_id INTEGER NOT NULL REFERENCES waste_stream (id) ON DELETE CASCADE,
    need_id INTEGER NOT NULL REFERENCES material_need (id) ON DELETE CASCADE,
    stage TEXT NOT NULL CHECK (stage IN ('proposed', 'contacted', 'trial', 'agreed', 'running',
        'ended', 'refused')),
    stage_since TEXT NOT NULL,
    refusal_reason TEXT,             -- entry of the list dismissal_reasons when refused
    agreed_on TEXT,                  -- effective day of the agreement that holds, or held
    agreed_tonnes REAL CHECK (agreed_tonnes IS NULL OR agreed_tonnes > 0), -- a year
    agreed_price REAL,               -- euros a tonne, paid by the project (negative: paid to it)
    agreed_from TEXT,
    agreed_to TEXT,
    document TEXT,                   -- where the signed paper is
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES account (id),
    updated_at TEXT NOT NULL,
    UNIQUE (stream_id, need_id),
    FOREIGN KEY (stream_id, need_id) REFERENCES match_decision (stream_id, need_id)
        ON DELETE CASCADE,
    CHECK ((stage = 'refused') = (refusal_reason IS NOT NULL)),
    CHECK (stage NOT IN ('agreed', 'running', 'ended') OR agreed_tonnes IS NOT NULL),
    CHECK ((agreed_tonnes IS NULL) = (agreed_from IS NULL)),
    CHECK ((agreed_tonnes IS NULL) = (agreed_on IS NULL)),
    CHECK (agreed_to IS NULL OR agreed_to >= agreed_from)
) STRICT;
CREATE INDEX material_match_by_need ON material_match (need_id);
CREATE INDEX material_match_by_stage ON material_match (stage);

CREATE TABLE match_move (
    id INTEGER PRIMARY KEY,
    match_id INTEGER NOT NULL REFERENCES material_match (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('enter', 'contact', 'try_out', 'agree', 'start', 'amend',
        'end', 'refuse', 'reopen')),
    from_stage TEXT,
    to_stage TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    refusal_reason TEXT,
    tonnes REAL CHECK (tonnes IS NULL OR tonnes > 0),
    price REAL,
    starts_on TEXT,
    ends_on TEXT,
    document TEXT,
    note TEXT,
    author_id INTEGER REFERENCES account (id),
    entered_at TEXT NOT NULL,
    corrected_at TEXT,               -- a later line, or none, stands for this one
    corrects_id INTEGER REFERENCES match_move (id) ON DELETE CASCADE,
    CHECK ((tonnes IS NULL) = (starts_on IS NULL)),
    CHECK (ends_on IS NULL OR ends_on >= starts_on)
) STRICT;
CREATE INDEX match_move_by_match ON match_move (match_id, effective_on);

CREATE TABLE match_tonnage (
    id INTEGER PRIMARY KEY,
    match_id INTEGER NOT NULL REFERENCES material_match (id) ON DELETE CASCADE,
    year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    tonnes REAL NOT NULL CHECK (tonnes >= 0),
    source TEXT NOT NULL,
    measured_on TEXT NOT NULL,
    author_id INTEGER REFERENCES account (id),
    entered_at TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (match_id, year)
) STRICT;

CREATE TABLE introduction (
    id INTEGER PRIMARY KEY,
    match_id INTEGER NOT NULL REFERENCES material_match (id) ON DELETE CASCADE,
    side TEXT NOT NULL CHECK (side IN ('producer', 'project')),
    organisation_id INTEGER REFERENCES organisation (id), -- whom it was sent to, for the producer
    sent_on TEXT NOT NULL,
    means TEXT NOT NULL CHECK (means IN ('call', 'visit', 'email', 'meeting', 'letter')),
    reminded_on TEXT,                -- the last time it was sent again
    answer TEXT CHECK (answer IN ('interested', 'not_interested', 'call_back')),
    answered_on TEXT,
    call_back_on TEXT,
    answer_note TEXT,
    answered_by INTEGER REFERENCES account (id), -- who noted the answer
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES account (id),
    UNIQUE (match_id, side),
    CHECK ((answer IS NULL) = (answered_on IS NULL)),
    CHECK ((answer IS 'call_back') = (call_back_on IS NOT NULL)),
    CHECK (side = 'producer' OR organisation_id IS NULL)
) STRICT;
CREATE INDEX introduction_by_organisation ON introduction (organisation_id)
    WHERE organisation_id IS NOT NULL;
CREATE INDEX introduction_waiting ON introduction (sent_on)
    WHERE answer IS NULL OR answer = 'call_back';

CREATE TABLE match_question (
    id INTEGER PRIMARY KEY,
    stream_id INTEGER NOT NULL REFERENCES waste_stream (id) ON DELETE CASCADE,
    need_id INTEGER NOT NULL REFERENCES material_need (id) ON DELETE CASCADE,
    side TEXT NOT NULL CHECK (side IN ('producer', 'project')),
    question TEXT NOT NULL,
    action_id INTEGER REFERENCES next_action (id) ON DELETE SET NULL,
    asked_on TEXT NOT NULL,
    author_id INTEGER REFERENCES account (id),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX match_question_by_pair ON match_question (stream_id, need_id);
CREATE INDEX match_question_by_need ON match_question (need_id);

INSERT INTO material_match (stream_id, need_id, stage, stage_since, created_at, created_by,
    updated_at)
SELECT d.stream_id, d.need_id, 'proposed', d.decided_on, strftime('%Y-%m-%dT%H:%M:%S', 'now'),
    d.author_id, strftime('%Y-%m-%dT%H:%M:%S', 'now')
FROM match_decision d WHERE d.decision = 'kept';
INSERT INTO match_move (match_id, kind, to_stage, effective_on, note, author_id, entered_at)
SELECT m.id, 'enter', 'proposed', m.stage_since,
    'Retenu avant le suivi par étapes : repris tel quel à la mise à jour.', m.created_by,
    m.created_at
FROM material_match m;
"""


def create_match_life_tables(db: Database) -> None:
    """Create the tables of the life of matches; what was kept so far begins at the first stage."""
    for statement in statements(LIVES):
        db.conn.execute(statement)
