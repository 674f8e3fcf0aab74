-- Version 3 of the progress file. `arguments` and `feedback` came with version 2, `checksum` with version 3.
-- Rows are only ever added: all progress is a replay of them.
-- Nothing here needs an SQLite newer than 3.24: Python often comes with the system's own.
CREATE TABLE event (
    sequence  INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    -- The time that orders the replay. It is `at`, but never earlier than that of an event recorded here before, so
    -- that a clock that was set back can't reorder a walk, and imported events still fall between those of this file.
    moment    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    course    TEXT NOT NULL,
    lesson    TEXT NOT NULL,
    step      TEXT NOT NULL,
    part      TEXT NOT NULL,
    digest    TEXT NOT NULL,
    at        TEXT NOT NULL,
    language  TEXT NOT NULL,
    program   TEXT NOT NULL,
    bank      TEXT NOT NULL,
    seed      INTEGER NOT NULL,
    drawn     TEXT NOT NULL,
    raw       TEXT NOT NULL,
    verdict   TEXT NOT NULL,
    code      TEXT NOT NULL,
    hints     INTEGER NOT NULL,
    certainty TEXT NOT NULL,
    arguments TEXT NOT NULL DEFAULT '{}',
    feedback  TEXT NOT NULL DEFAULT '[]',
    -- Of all that stands before it but `sequence`. Empty in what an earlier program writes into a file it has open.
    checksum  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX event_moment ON event (moment);
-- Serves one lesson's replay, and finds the latest event of each kind in each step without reading the others.
CREATE INDEX event_of_step ON event (course, lesson, step, kind, moment);
