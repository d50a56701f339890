-- Drafts of resolutions and the amendments proposed to them.

create table draft (
    id text primary key,
    session_id text not null references session (id),
    item_id text not null references agenda_item (id),
    council_id text not null references organization (id),
    title text not null check (length(title) between 2 and 500),
    is_normative boolean not null,
    submitted_by text not null references organization (id),
    state text not null check (state in ('prepared', 'open', 'presented', 'adopted', 'refused', 'withdrawn')),
    -- The version that is debated
    version_no bigint not null check (version_no >= 1),
    -- The version with which it was given out; those before are the office's own
    first_out bigint check (first_out <= version_no),
    -- The last day for comments
    comment_until text,
    presented_on text,
    decided_on text,
    -- Why it was refused or withdrawn
    reason text not null,
    resolution_id text references resolution (id),
    is_public boolean not null,
    is_demonstration boolean not null,
    version bigint not null,
    check (state in ('prepared', 'withdrawn') or comment_until is not null),
    check ((state = 'adopted') = (resolution_id is not null)),
    check (state not in ('refused', 'withdrawn') or length(reason) > 0)
);
create index draft_of_session on draft (session_id, id);
create index draft_of_council on draft (council_id, state, id);
create index draft_out on draft (state, comment_until, id) where is_public;
create unique index draft_of_item on draft (item_id) where state not in ('refused', 'withdrawn');

-- The text as it stood at a time; never changed.
create table draft_version (
    id text primary key,
    draft_id text not null references draft (id),
    number bigint not null check (number >= 1),
    body text not null,
    why text not null check (length(why) between 2 and 200),
    made_on text not null,
    made_by text not null,
    unique (draft_id, number)
);

create table amendment (
    id text primary key,
    draft_id text not null references draft (id),
    -- On which version of the text, and on which article; empty for the whole text
    version_no bigint not null check (version_no >= 1),
    article text not null,
    kind text not null check (kind in ('comment', 'replace', 'add_after', 'delete')),
    proposed text not null,
    reason text not null,
    person_id text references person (id),
    organization_id text references organization (id),
    state text not null check (state in ('proposed', 'taken', 'refused', 'withdrawn')),
    answer text not null,
    decided_on text,
    -- The vote that decided it
    poll_id text references poll (id),
    -- The version that it went into
    taken_in bigint check (taken_in > version_no),
    proposed_ms bigint not null,
    version bigint not null,
    check ((person_id is null) <> (organization_id is null)),
    check (kind = 'comment' or article <> ''),
    check (kind = 'delete' or length(proposed) > 0),
    check (state <> 'refused' or length(answer) > 0),
    check (taken_in is null or state = 'taken')
);
create index amendment_of on amendment (draft_id, proposed_ms, id);
create index amendment_waiting on amendment (draft_id) where state = 'proposed';
