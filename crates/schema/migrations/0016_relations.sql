-- What resolutions do to one another, corrections of what was published, and what went up.

-- The vote that passed a resolution.
alter table resolution add column poll_id text;

-- A later resolution amends, replaces or repeals an older one; a row for each article touched.
-- An older one that is not in the register stands as words.
create table resolution_relation (
    id text primary key,
    resolution_id text not null references resolution (id),
    target_id text references resolution (id),
    target_text text not null,
    kind text not null check (kind in ('amends', 'replaces', 'repeals')),
    way text not null check (way in ('whole', 'replace', 'insert', 'remove')),
    article text not null,
    new_text text not null,
    from_on text not null check (length(from_on) = 10),
    note text not null,
    -- The end that the older one had of its own, where this one ends it
    ended_before text check (length(ended_before) = 10),
    version bigint not null,
    check (resolution_id <> target_id),
    check (kind = 'amends' or way = 'whole')
);
create index resolution_relation_of on resolution_relation (resolution_id);
create index resolution_relation_to on resolution_relation (target_id);

-- A correction of what was published, with title and text as they stood before it.
create table resolution_erratum (
    id text primary key,
    resolution_id text not null references resolution (id),
    number text not null,
    signed_on text not null check (length(signed_on) = 10),
    signed_by text not null,
    wrong text not null,
    corrected text not null,
    reason text not null,
    old_title text not null,
    old_body text not null,
    made_ms bigint not null,
    version bigint not null
);
create index resolution_erratum_of on resolution_erratum (resolution_id, made_ms);

-- Resolutions and minutes of a session as they went to the level above. The id is the session's.
create table sent_up (
    id text primary key,
    session_id text not null unique references session (id),
    sent_on text not null check (length(sent_on) = 10),
    due_on text check (length(due_on) = 10),
    number text not null,
    note text not null,
    version bigint not null
);
