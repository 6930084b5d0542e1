-- Times are microseconds since 1970 UTC, days are days since then. Names are kept once and referred to by number.

CREATE TABLE subject (
    id       INTEGER PRIMARY KEY,
    username TEXT NOT NULL UNIQUE
);

CREATE TABLE subject_group (
    subject_id INTEGER NOT NULL REFERENCES subject,
    name       TEXT    NOT NULL,
    PRIMARY KEY (subject_id, name)
) WITHOUT ROWID;

-- path is empty for a resource; everything but verb and path is empty for a URL.
CREATE TABLE permission (
    id        INTEGER PRIMARY KEY,
    namespace TEXT NOT NULL,
    api_group TEXT NOT NULL,
    resource  TEXT NOT NULL,
    name      TEXT NOT NULL,
    path      TEXT NOT NULL,
    verb      TEXT NOT NULL,
    UNIQUE (namespace, api_group, resource, name, path, verb)
);

-- started and ended count the events of requests, of which the larger is the number of requests.
CREATE TABLE usage (
    subject_id    INTEGER NOT NULL REFERENCES subject,
    permission_id INTEGER NOT NULL REFERENCES permission,
    denied        INTEGER NOT NULL CHECK (denied IN (0, 1)),
    first_seen    INTEGER NOT NULL,
    last_seen     INTEGER NOT NULL,
    started       INTEGER NOT NULL,
    ended         INTEGER NOT NULL,
    PRIMARY KEY (subject_id, permission_id, denied)
) WITHOUT ROWID;

CREATE TABLE usage_day (
    subject_id    INTEGER NOT NULL,
    permission_id INTEGER NOT NULL,
    denied        INTEGER NOT NULL,
    day           INTEGER NOT NULL,
    started       INTEGER NOT NULL,
    ended         INTEGER NOT NULL,
    PRIMARY KEY (subject_id, permission_id, denied, day),
    FOREIGN KEY (subject_id, permission_id, denied) REFERENCES usage
) WITHOUT ROWID;

CREATE TABLE source (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    position TEXT NOT NULL
);

CREATE TABLE source_lines (
    source_id INTEGER NOT NULL REFERENCES source,
    result    TEXT    NOT NULL,
    count     INTEGER NOT NULL,
    PRIMARY KEY (source_id, result)
) WITHOUT ROWID;

-- The times a source was heard without a gap, numbered from 0; events is 0 until the first after a gap.
CREATE TABLE source_heard (
    source_id INTEGER NOT NULL REFERENCES source,
    number    INTEGER NOT NULL,
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    events    INTEGER NOT NULL,
    PRIMARY KEY (source_id, number)
) WITHOUT ROWID;
