-- The latest writes of each role and binding. judged: the guard's webhook was asked; told: people were told of it. Addresses are separated by blanks.

CREATE TABLE rbac_write (
    kind      ${text} NOT NULL,
    namespace ${text} NOT NULL,
    name      ${text} NOT NULL,
    at        ${long} NOT NULL,
    verb      ${text} NOT NULL,
    username  ${text} NOT NULL,
    addresses ${text} NOT NULL,
    agent     ${text} NOT NULL,
    judged    ${long} NOT NULL,
    told      ${long} NOT NULL,
    PRIMARY KEY (kind, namespace, name, at)
) ${clustered};

CREATE INDEX rbac_write_told ON rbac_write (told);
