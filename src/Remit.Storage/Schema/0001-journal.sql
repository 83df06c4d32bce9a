-- The journal, as decisions/0020 has it. The texts are kept exactly as they were hashed, instants among them.
CREATE TABLE journal (
    position     BIGINT NOT NULL PRIMARY KEY,
    first_of_act BIGINT NOT NULL,
    stream       TEXT   NOT NULL,
    version      BIGINT NOT NULL,
    kind         TEXT   NOT NULL,
    body         TEXT   NOT NULL,
    at           TEXT   NOT NULL,
    actor        TEXT   NOT NULL,
    capacity     TEXT   NOT NULL,
    reason       TEXT   NOT NULL,
    hash         TEXT   NOT NULL,
    UNIQUE (stream, version)
);
