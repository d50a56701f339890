-- Where people of the office may sign in instead of by a password; at most one such place
create table sign_in_provider (
    id text primary key,
    only_one bigint not null unique check (only_one = 1),
    issuer text not null check (length(issuer) between 8 and 300),
    client_id text not null check (length(client_id) between 1 and 300),
    secret bytea not null,
    label text not null check (length(label) between 1 and 60),
    other_hosts text not null,
    matched text not null check (matched in ('nobody', 'email', 'user_name')),
    is_on boolean not null,
    version bigint not null
);

-- Whom that place calls by which name: a subject for good, or an address that an administrator wrote down
create table sign_in_identity (
    id text primary key,
    account_id text not null references account (id),
    issuer text not null,
    kind text not null check (kind in ('subject', 'email')),
    value text not null check (length(value) between 1 and 300),
    since_ms bigint not null,
    unique (issuer, kind, value),
    unique (account_id, issuer, kind)
);

-- Answers of that place that were used, until they are too old to be used anyway
create table sign_in_used (
    state_sha256 text primary key,
    until_ms bigint not null
);
create index sign_in_used_until on sign_in_used (until_ms);
