-- Voters' meetings, what was said at them, and the petitions made of it. No table here holds a
-- voter's name, address or telephone.
create table voter_meeting (
    id text primary key,
    council_id text not null references organization (id),
    kind text not null check (kind in ('before_session', 'after_session', 'thematic', 'residence', 'workplace')),
    held_on text not null,
    starts text not null,
    place text not null,
    area_id text not null references area (id),
    session_id text references session (id),
    topic text not null,
    state text not null check (state in ('planned', 'held', 'cancelled')),
    voters bigint check (voters >= 0),
    minutes text not null,
    is_demonstration boolean not null,
    version bigint not null,
    check (state <> 'held' or voters is not null)
);
create index voter_meeting_list on voter_meeting (council_id, held_on, id);

create table voter_meeting_delegate (
    id text primary key,
    meeting_id text not null references voter_meeting (id),
    person_id text not null references person (id),
    unique (meeting_id, person_id)
);

create table opinion (
    id text primary key,
    meeting_id text not null references voter_meeting (id),
    text text not null,
    place text not null,
    noted_ms bigint not null,
    noted_by text not null,
    is_remark boolean not null
);
create index opinion_of_meeting on opinion (meeting_id, id);

-- A table that was taken in at once, and may be taken back.
create table petition_batch (
    id text primary key,
    council_id text not null references organization (id),
    made_ms bigint not null,
    made_by text not null,
    row_count bigint not null,
    undone_ms bigint,
    version bigint not null
);
create index petition_batch_of on petition_batch (council_id, made_ms);

create table petition (
    id text primary key,
    code text not null unique,
    year bigint not null,
    number bigint not null,
    council_id text not null references organization (id),
    text text not null,
    area_id text not null references area (id),
    place text not null,
    source text not null check (source in ('meeting', 'front', 'commune', 'portal', 'other')),
    meeting_id text references voter_meeting (id),
    session_id text references session (id),
    received_on text not null,
    level text check (level in ('central', 'province', 'district', 'commune', 'other')),
    sector text,
    committee_id text references organization (id),
    lead_id text references organization (id),
    state text not null check (state in ('quarantined', 'received', 'classified', 'forwarded', 'answered', 'monitoring', 'closed', 'merged', 'set_aside')),
    forwarded_on text,
    due_on text,
    document_id text references outgoing_document (id),
    follow_up_id text references follow_up (id),
    answered_on text,
    answer text not null,
    answer_reference text not null,
    outcome text check (outcome in ('resolved', 'explained', 'in_progress', 'recorded', 'not_resolved', 'forwarded_up')),
    road_on text,
    promised_on text,
    closed_on text,
    confirmation text check (confirmation in ('done', 'not_done')),
    merged_into text references petition (id),
    repeat_of text references petition (id),
    times bigint not null check (times >= 1),
    is_public boolean not null,
    is_demonstration boolean not null,
    receipt text,
    batch_id text references petition_batch (id),
    folded text not null,
    version bigint not null,
    check (state <> 'closed' or closed_on is not null),
    check (state <> 'forwarded' or (lead_id is not null and due_on is not null)),
    check (state <> 'merged' or merged_into is not null),
    check (repeat_of is null or times > 1),
    unique (year, number)
);
create index petition_list on petition (council_id, received_on, id);
create index petition_of_lead on petition (lead_id, received_on, id);
create index petition_of_area on petition (area_id, received_on, id);
create index petition_state on petition (council_id, state, received_on, id);
create index petition_closed on petition (council_id, closed_on, id);
create index petition_answered on petition (council_id, answered_on, id);
create index petition_due on petition (council_id, due_on, id);
create index petition_receipt on petition (receipt);
create index petition_batch_rows on petition (batch_id);
create index petition_repeat on petition (repeat_of);
create index petition_merged on petition (merged_into);

create table petition_opinion (
    id text primary key,
    petition_id text not null references petition (id),
    opinion_id text not null references opinion (id),
    unique (petition_id, opinion_id)
);
create index petition_opinion_back on petition_opinion (opinion_id, petition_id);

create table petition_entry (
    id text primary key,
    petition_id text not null references petition (id),
    at_ms bigint not null,
    on_date text not null,
    actor_name text not null,
    kind text not null,
    text text not null,
    is_public boolean not null
);
create index petition_entry_of on petition_entry (petition_id, id);
