-- What is prepared before a session opens.

create table session_paper (
    id text primary key,
    session_id text not null references session (id),
    council_id text not null references organization (id),
    -- Null: of the session as a whole
    item_id text references agenda_item (id),
    place bigint not null,
    kind text not null check (kind in ('submission', 'draft', 'examination_report', 'report', 'annex', 'other')),
    title text not null check (length(title) between 2 and 500),
    owed_by text references organization (id),
    is_normative boolean not null,
    is_required boolean not null,
    is_public boolean not null,
    -- The last day to the delegates, by the law of the opening
    due_on text not null,
    received_on text,
    sent_on text check (sent_on >= received_on),
    -- Put on the list after the session was convened
    is_addendum boolean not null,
    is_demonstration boolean not null,
    version bigint not null
);
create index session_paper_of on session_paper (session_id, place, id);
create index session_paper_due on session_paper (council_id, due_on, id);
create index session_paper_owed on session_paper (owed_by, due_on, id) where received_on is null;
create index session_paper_item on session_paper (item_id);

-- A paper as it was handed in; the text that was there before stays.
create table paper_version (
    id text primary key,
    paper_id text not null references session_paper (id),
    number bigint not null check (number >= 1),
    received_on text not null,
    sent_on text check (sent_on >= received_on),
    changes text not null,
    is_late boolean not null,
    handed_in_by text not null,
    unique (paper_id, number)
);

-- One row for a delegate and a version that was sent to him.
create table paper_receipt (
    id text primary key,
    version_id text not null references paper_version (id),
    paper_id text not null references session_paper (id),
    person_id text not null references person (id),
    sent_ms bigint not null,
    opened_ms bigint check (opened_ms >= sent_ms),
    unique (version_id, person_id)
);
create index paper_receipt_of on paper_receipt (paper_id);
create index paper_receipt_person on paper_receipt (person_id, paper_id);

-- Which committee examines an item (thẩm tra).
create table examination (
    id text primary key,
    session_id text not null references session (id),
    item_id text not null references agenda_item (id),
    committee_id text not null references organization (id),
    is_lead boolean not null,
    assigned_on text not null,
    unique (item_id, committee_id)
);
create unique index examination_lead on examination (item_id) where is_lead;
create index examination_of on examination (session_id);
create index examination_committee on examination (committee_id);

create table preparation_step (
    id text primary key,
    session_id text not null references session (id),
    kind text not null check (kind in ('joint_conference', 'voter_meetings', 'convening', 'announcement', 'examination_meeting')),
    done_on text not null,
    note text not null,
    version bigint not null,
    unique (session_id, kind)
);

-- Who asked for a session that does not come by itself.
create table session_request (
    id text primary key,
    session_id text not null unique references session (id),
    requester text not null check (requester in ('standing_committee', 'peoples_committee_chair', 'delegates', 'voters')),
    asked_on text not null,
    -- Delegates or voters who signed, of so many
    signers bigint check (signers >= 0),
    total bigint check (total >= signers),
    note text not null,
    version bigint not null
);

-- Who is asked to come, and who said that he will not.
create table invitation_line (
    id text primary key,
    session_id text not null references session (id),
    place bigint not null,
    -- Null: a guest, who is written as the office writes him
    person_id text references person (id),
    name text not null check (length(name) between 2 and 300),
    state text not null check (state in ('invited', 'coming', 'away')),
    reason text not null,
    version bigint not null,
    check (state <> 'away' or reason <> ''),
    unique (session_id, person_id)
);
create index invitation_line_of on invitation_line (session_id, place, id);
create index invitation_line_person on invitation_line (person_id);
