-- Keys by which programs of an organization read and write. A key is shown once and kept nowhere:
-- here are its hash and its last four characters, so that two can be told apart. It holds through
-- its last day.
create table api_key (
    id text primary key,
    organization_id text not null references organization (id),
    label text not null check (length(label) between 1 and 200),
    key_sha256 text not null unique check (length(key_sha256) = 64),
    ending text not null check (length(ending) = 4),
    scopes text not null check (length(scopes) between 1 and 400),
    expires_on text not null,
    made_ms bigint not null,
    made_by text not null,
    revoked_on text,
    version bigint not null
);
create index api_key_organization on api_key (organization_id, id);

-- The day on which a key was last used: no deed, so no journal answers for it
create table api_key_use (
    key_id text primary key references api_key (id),
    used_on text not null
);

-- What was answered to a request that may be sent again
create table api_replay (
    key_id text not null references api_key (id),
    idempotency_key text not null check (length(idempotency_key) between 1 and 100),
    request_sha256 text not null,
    etag text not null,
    body text not null,
    made_ms bigint not null,
    primary key (key_id, idempotency_key)
);
create index api_replay_made on api_replay (made_ms);
