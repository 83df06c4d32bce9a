-- How far each projection has read the journal, and what it found there.
CREATE TABLE projection (
    name     TEXT   NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL,
    position BIGINT NOT NULL,
    hash     TEXT   NOT NULL
);
