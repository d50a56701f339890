-- Open311 GeoReport v2: whether a council takes reports in this way, the keys of applications, and
-- which letter came by it under which service. Of what was sent nothing is here
create table open311_setting (
    id text primary key,
    council_id text not null unique references organization (id),
    mode text not null check (mode in ('closed', 'open', 'keyed')),
    version bigint not null
);

create table open311_key (
    id text primary key,
    council_id text not null references organization (id),
    label text not null check (length(label) between 1 and 200),
    key_sha256 text not null unique check (length(key_sha256) = 64),
    made_ms bigint not null,
    revoked_ms bigint
);
create index open311_key_of on open311_key (council_id, id);

create table open311_request (
    id text primary key,
    letter_id text not null unique references letter (id),
    service text not null,
    sent_ms bigint not null,
    key_id text references open311_key (id)
);
