-- Confidence ratings, rehearsals, pairing of devices.

-- A vote that is a rating (lấy phiếu tín nhiệm), and by which resolution of the National Assembly
-- it is judged; empty for every other vote.
alter table poll add column rating text check (rating in ('nq85', 'nq96'));

-- On how many papers a person has high, medium and low confidence.
alter table poll_line add column high bigint check (high >= 0);
alter table poll_line add column medium bigint check (medium >= 0);
alter table poll_line add column low bigint check (low >= 0);

-- A one-time code by which a delegate's telephone or tablet signs in. Only its hash is kept.
create table device_pairing (
    id text primary key,
    code_sha256 text not null unique,
    account_id text not null references account (id),
    made_by text not null references account (id),
    made_ms bigint not null,
    expires_ms bigint not null check (expires_ms >= made_ms),
    used_ms bigint check (used_ms >= made_ms)
);
create index device_pairing_account on device_pairing (account_id, made_ms);

-- Until when a sign-in of a paired device holds; empty for one by password.
alter table login add column until_ms bigint;

-- What one delegate said, across sessions.
create index speech_person on speech (person_id);
