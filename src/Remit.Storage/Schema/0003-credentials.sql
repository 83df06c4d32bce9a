-- What people prove themselves with: decisions/0023. Secrets can be forgotten, so none is in the journal, nor in its backups. Instants are milliseconds since 1970.
CREATE TABLE credential (
    account           TEXT   NOT NULL PRIMARY KEY,
    revision          BIGINT NOT NULL,
    email             TEXT   NULL,
    email_key         TEXT   NULL UNIQUE,
    password_hash     TEXT   NULL,
    stamp             TEXT   NOT NULL,
    authenticator_key TEXT   NULL,
    second_factor     BIGINT NOT NULL,
    last_step         BIGINT NULL,
    failures          BIGINT NOT NULL,
    locked_until      BIGINT NULL
);

CREATE TABLE recovery_code (
    account TEXT NOT NULL,
    hash    TEXT NOT NULL,
    PRIMARY KEY (account, hash)
);

CREATE TABLE external_login (
    provider TEXT NOT NULL,
    subject  TEXT NOT NULL,
    account  TEXT NOT NULL,
    PRIMARY KEY (provider, subject)
);

CREATE TABLE one_time_link (
    hash    TEXT   NOT NULL PRIMARY KEY,
    account TEXT   NOT NULL,
    expires BIGINT NOT NULL
);

CREATE TABLE session (
    hash    TEXT   NOT NULL PRIMARY KEY,
    account TEXT   NOT NULL,
    stamp   TEXT   NOT NULL,
    begun   BIGINT NOT NULL,
    seen    BIGINT NOT NULL
);

CREATE TABLE key_ring (
    name TEXT NOT NULL PRIMARY KEY,
    xml  TEXT NOT NULL
);
