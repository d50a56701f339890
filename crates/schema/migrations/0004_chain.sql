-- Files and outgoing documents
create table file (
    id text primary key,
    sha256 text not null check (length(sha256) = 64),
    size_bytes bigint not null check (size_bytes >= 0),
    media_type text not null,
    original_name text not null,
    subject_kind text not null,
    subject_id text not null,
    is_public boolean not null,
    uploaded_ms bigint not null,
    uploaded_by text not null
);
create index file_subject on file (subject_kind, subject_id);

create table number_series (
    id text primary key,
    organization_id text not null references organization (id),
    kind text not null,
    year bigint not null,
    last bigint not null check (last >= 0),
    unique (organization_id, kind, year)
);

create table outgoing_document (
    id text primary key,
    organization_id text not null references organization (id),
    kind text not null,
    year bigint not null,
    seq bigint check (seq > 0),
    number text,
    title text not null,
    letter text not null,
    state text not null check (state in ('draft', 'issued', 'recalled')),
    issued_on text check (length(issued_on) = 10),
    signer text not null,
    subject_kind text not null,
    subject_id text not null,
    is_public boolean not null,
    created_ms bigint not null,
    version bigint not null,
    check ((state = 'draft') = (seq is null)),
    unique (organization_id, kind, year, seq)
);
create index outgoing_document_list on outgoing_document (organization_id, created_ms, id);
create index outgoing_document_subject on outgoing_document (subject_kind, subject_id);

create table document_recipient (
    id text primary key,
    document_id text not null references outgoing_document (id),
    organization_id text not null references organization (id),
    opened_ms bigint,
    unique (document_id, organization_id)
);
create index document_recipient_inbox on document_recipient (organization_id);

-- The follow-up
create table follow_up (
    id text primary key,
    code text not null unique,
    council_id text not null references organization (id),
    asker_id text not null references organization (id),
    lead_id text not null references organization (id),
    text text not null check (length(text) between 1 and 4000),
    folded text not null,
    source_kind text not null,
    source_id text,
    source_label text not null,
    origin_on text not null check (length(origin_on) = 10),
    origin_label text not null,
    due_kind text not null check (due_kind in ('date', 'next_briefing', 'recurring')),
    due_on text check (length(due_on) = 10),
    due_reason text not null,
    every text check (every in ('month', 'quarter')),
    state text not null check (state in ('issued', 'accepted', 'disputed', 'in_progress', 'reported', 'closed')),
    result text check (result in ('met', 'partly', 'not_done')),
    closed_on text check (length(closed_on) = 10),
    carried bigint not null check (carried >= 0),
    step bigint not null check (step between 0 and 7),
    is_public boolean not null,
    is_demonstration boolean not null,
    version bigint not null,
    check ((state = 'closed') = (closed_on is not null)),
    check ((state = 'closed') = (result is not null)),
    check (due_kind <> 'date' or due_on is not null)
);
create index follow_up_lead on follow_up (lead_id, state, due_on, id);
create index follow_up_asker on follow_up (asker_id, state, due_on, id);
create index follow_up_council on follow_up (council_id, state, due_on, id);
create index follow_up_source on follow_up (source_kind, source_id);

create table follow_cooperation (
    id text primary key,
    follow_up_id text not null references follow_up (id),
    organization_id text not null references organization (id),
    unique (follow_up_id, organization_id)
);
create index follow_cooperation_organization on follow_cooperation (organization_id);

create table follow_entry (
    id text primary key,
    follow_up_id text not null references follow_up (id),
    at_ms bigint not null,
    on_date text not null check (length(on_date) = 10),
    actor_name text not null,
    organization_id text references organization (id),
    kind text not null check (kind in ('issued', 'accepted', 'disputed', 'upheld', 'progress', 'answer', 'assessment', 'extension_asked', 'extension_granted', 'extension_refused', 'reminder', 'escalation', 'carried', 'transferred', 'reopened', 'closed', 'changed')),
    text text not null,
    evidence text not null,
    state_before text not null,
    due_on text check (length(due_on) = 10),
    step bigint,
    document_id text references outgoing_document (id)
);
create index follow_entry_of on follow_entry (follow_up_id, at_ms, id);
create index follow_entry_kind on follow_entry (kind, on_date);

create table record_link (
    id text primary key,
    from_kind text not null,
    from_id text not null,
    from_label text not null,
    from_href text not null,
    to_kind text not null,
    to_id text not null,
    to_label text not null,
    to_href text not null,
    unique (from_kind, from_id, to_kind, to_id)
);
create index record_link_to on record_link (to_kind, to_id);
