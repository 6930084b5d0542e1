-- Times are microseconds since 1970 UTC, days are days since then. Names are kept once and referred to by number, which is a hash of
-- the name, so that whoever writes need not ask. A number and its name are written in one transaction; no foreign key watches over it.

CREATE TABLE subject (
    id       ${long} NOT NULL PRIMARY KEY,
    username ${text} NOT NULL
) ${clustered};

CREATE TABLE subject_group (
    subject_id ${long} NOT NULL,
    name       ${text} NOT NULL,
    PRIMARY KEY (subject_id, name)
) ${clustered};

-- path is empty for a resource; everything but verb and path is empty for a URL.
CREATE TABLE permission (
    id        ${long} NOT NULL PRIMARY KEY,
    namespace ${text} NOT NULL,
    api_group ${text} NOT NULL,
    resource  ${text} NOT NULL,
    name      ${text} NOT NULL,
    path      ${text} NOT NULL,
    verb      ${text} NOT NULL
) ${clustered};

-- started and ended count the events of requests, of which the larger is the number of requests.
CREATE TABLE usage (
    subject_id    ${long} NOT NULL,
    permission_id ${long} NOT NULL,
    denied        ${long} NOT NULL CHECK (denied IN (0, 1)),
    first_seen    ${long} NOT NULL,
    last_seen     ${long} NOT NULL,
    started       ${long} NOT NULL,
    ended         ${long} NOT NULL,
    PRIMARY KEY (subject_id, permission_id, denied)
) ${clustered};

CREATE TABLE usage_day (
    subject_id    ${long} NOT NULL,
    permission_id ${long} NOT NULL,
    denied        ${long} NOT NULL,
    day           ${long} NOT NULL,
    started       ${long} NOT NULL,
    ended         ${long} NOT NULL,
    PRIMARY KEY (subject_id, permission_id, denied, day)
) ${clustered};

CREATE TABLE source (
    id       ${long} NOT NULL PRIMARY KEY,
    name     ${text} NOT NULL,
    position ${text} NOT NULL
) ${clustered};

CREATE TABLE source_lines (
    source_id ${long} NOT NULL,
    result    ${text} NOT NULL,
    count     ${long} NOT NULL,
    PRIMARY KEY (source_id, result)
) ${clustered};

-- The times a source was heard without a gap, numbered from 0; events is 0 until the first after a gap.
CREATE TABLE source_heard (
    source_id ${long} NOT NULL,
    number    ${long} NOT NULL,
    first     ${long} NOT NULL,
    last      ${long} NOT NULL,
    events    ${long} NOT NULL,
    PRIMARY KEY (source_id, number)
) ${clustered};
