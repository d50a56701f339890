-- How petitions are answered and shown: links by which a body without an account answers what it
-- was asked, ends that were opened again, and when the list of who keeps voters waiting was public.
create table answer_link (
    id text primary key,
    council_id text not null references organization (id),
    body_id text not null references organization (id),
    -- A hash: the token itself is shown once and kept nowhere
    token text not null unique,
    made_ms bigint not null,
    made_by text not null,
    until_on text not null,
    used_ms bigint,
    revoked_ms bigint,
    version bigint not null
);
create index answer_link_of on answer_link (council_id, made_ms);

create table answer_link_petition (
    id text primary key,
    link_id text not null references answer_link (id),
    petition_id text not null references petition (id),
    unique (link_id, petition_id)
);
create index answer_link_petition_back on answer_link_petition (petition_id);

-- An end that did not last: what a window reported stays as it was.
create table petition_reopening (
    id text primary key,
    petition_id text not null references petition (id),
    outcome text not null check (outcome in ('resolved', 'explained')),
    closed_on text not null,
    reopened_on text not null,
    check (closed_on <= reopened_on)
);
create index petition_reopening_of on petition_reopening (petition_id);
create index petition_reopening_closed on petition_reopening (closed_on, reopened_on);

-- The public feed reads the last steps.
create index petition_entry_at on petition_entry (at_ms, id);

create table waiting_publication (
    id text primary key,
    council_id text not null references organization (id),
    published_on text not null,
    published_by text not null,
    withdrawn_on text,
    version bigint not null
);
create index waiting_publication_of on waiting_publication (council_id, published_on);
