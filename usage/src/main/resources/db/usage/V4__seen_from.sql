-- The pods and nodes that a subject's tokens were bound to, by kind ("pod", "node"), the latest of each.

CREATE TABLE seen_from (
    subject_id ${long} NOT NULL,
    kind       ${text} NOT NULL,
    name       ${text} NOT NULL,
    last_seen  ${long} NOT NULL,
    PRIMARY KEY (subject_id, kind, name)
) ${clustered};
