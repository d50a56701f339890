-- Letters of citizens. Who wrote, what, and what the office noted of it are sealed; whoever reads
-- this database finds numbers, days, kinds and bodies. Of a denunciation there is nothing else.
create table letter_batch (
    id text primary key,
    council_id text not null references organization (id),
    made_ms bigint not null,
    made_by text not null,
    row_count bigint not null,
    undone_ms bigint,
    version bigint not null
);
create index letter_batch_of on letter_batch (council_id, made_ms);

create table letter (
    id text primary key,
    council_id text not null references organization (id),
    year bigint not null,
    number bigint not null check (number > 0),
    received_on text not null check (length(received_on) = 10),
    source text not null check (source in ('post', 'direct', 'reception', 'box', 'forwarded', 'online')),
    source_reference text not null,
    kind text not null check (kind in ('complaint', 'denunciation', 'citizen_petition', 'feedback', 'mixed')),
    subject text not null check (subject in ('land', 'policy', 'staff', 'justice', 'building', 'environment', 'finance', 'other')),
    area_id text references area (id),
    signers bigint not null check (signers >= 0),
    is_anonymous boolean not null,
    sender bytea,
    content bytea,
    note bytea,
    blind_name text,
    blind_card text,
    blind_content text,
    paper_number text not null,
    missing text not null,
    is_eligible boolean,
    screened_on text check (length(screened_on) = 10),
    duplicate_of text references letter (id),
    split_from text references letter (id),
    is_split boolean not null,
    in_competence boolean,
    complaint_level text check (complaint_level in ('first', 'second')),
    is_complex boolean not null,
    is_remote boolean not null,
    lead_id text references organization (id),
    outcome text check (outcome in ('accept', 'guide', 'forward', 'return', 'file', 'reply_not_accept')),
    proposed_by text not null,
    process_due_on text not null check (length(process_due_on) = 10),
    decided_on text check (length(decided_on) = 10),
    decided_by text not null,
    document_id text references outgoing_document (id),
    follow_up_id text references follow_up (id),
    due_on text check (length(due_on) = 10),
    accepted_on text check (length(accepted_on) = 10),
    answered_on text check (length(answered_on) = 10),
    answer_reference text not null,
    result text check (result in ('right', 'partly_right', 'wrong', 'withdrawn', 'resolved', 'explained', 'refused')),
    informed_on text check (length(informed_on) = 10),
    informed_by text not null,
    closed_on text check (length(closed_on) = 10),
    destroyed_on text check (length(destroyed_on) = 10),
    destroyed_by text not null,
    handler_id text references account (id),
    receipt text,
    state text not null check (state in ('registered', 'screened', 'classified', 'proposed', 'awaiting_answer', 'answered', 'closed')),
    batch_id text references letter_batch (id),
    is_demonstration boolean not null,
    version bigint not null,
    -- Of a denunciation: number, days, receiving unit, class of subject, number in the paper register, state
    check (kind <> 'denunciation' or (sender is null and content is null and note is null and blind_name is null
        and blind_card is null and blind_content is null and receipt is null and area_id is null and source_reference = '')),
    check (destroyed_on is null or (sender is null and content is null and note is null)),
    check (state <> 'closed' or closed_on is not null),
    check (decided_on is null or outcome is not null),
    check (state <> 'awaiting_answer' or (lead_id is not null and due_on is not null and follow_up_id is not null)),
    unique (council_id, year, number)
);
create index letter_list on letter (council_id, received_on, id);
create index letter_state on letter (council_id, state, received_on, id);
create index letter_of_lead on letter (lead_id, received_on, id);
create index letter_decided on letter (council_id, decided_on);
create index letter_process_due on letter (council_id, process_due_on);
create index letter_due on letter (council_id, due_on);
create index letter_name on letter (council_id, blind_name);
create index letter_card on letter (council_id, blind_card);
create index letter_content on letter (council_id, blind_content);
create index letter_receipt on letter (receipt);
create index letter_follow_up on letter (follow_up_id);
create index letter_batch_rows on letter (batch_id);
create index letter_duplicate on letter (duplicate_of);
create index letter_split on letter (split_from);

-- Days on which the settlement stood still: the clock of a complaint does not run on them.
create table letter_pause (
    id text primary key,
    letter_id text not null references letter (id),
    from_on text not null check (length(from_on) = 10),
    to_on text check (length(to_on) = 10 and to_on >= from_on),
    reference text not null
);
create index letter_pause_of on letter_pause (letter_id, from_on);

create table letter_entry (
    id text primary key,
    letter_id text not null references letter (id),
    at_ms bigint not null,
    on_date text not null check (length(on_date) = 10),
    actor_name text not null,
    kind text not null,
    text text not null
);
create index letter_entry_of on letter_entry (letter_id, at_ms, id);

-- Who opened what was sealed, when and why.
create table letter_reading (
    id text primary key,
    letter_id text not null references letter (id),
    at_ms bigint not null,
    account_id text references account (id),
    actor_name text not null,
    what text not null,
    reason text not null
);
create index letter_reading_of on letter_reading (letter_id, at_ms, id);
