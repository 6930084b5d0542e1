-- Why there is a gap before an interval of source_heard, where lines lost on the way are not the reason.

CREATE TABLE source_gap (
    source_id ${long} NOT NULL,
    number    ${long} NOT NULL,
    cause     ${text} NOT NULL,
    PRIMARY KEY (source_id, number)
) ${clustered};
