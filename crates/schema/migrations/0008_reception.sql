-- Receptions of citizens (tiếp công dân), who receives at them, and each visit. Whoever came and
-- what was said is in `visit.words` alone, sealed under a key that is not in the database; of a
-- denunciation there is nothing there at all.
create table reception_batch (
    id text primary key,
    council_id text not null references organization (id),
    made_ms bigint not null,
    made_by text not null,
    row_count bigint not null,
    undone_ms bigint,
    version bigint not null
);
create index reception_batch_of on reception_batch (council_id, made_ms);

create table reception (
    id text primary key,
    council_id text not null references organization (id),
    kind text not null check (kind in ('chair', 'standing', 'delegate', 'joint', 'urgent')),
    held_on text not null,
    starts text not null,
    place text not null,
    area_id text not null references area (id),
    topic text not null,
    is_online boolean not null,
    state text not null check (state in ('planned', 'posted', 'held', 'cancelled')),
    posted_on text,
    reason text not null,
    is_demonstration boolean not null,
    version bigint not null,
    check (state <> 'posted' or posted_on is not null),
    check (state <> 'cancelled' or reason <> '')
);
create index reception_list on reception (council_id, held_on, id);

create table reception_host (
    id text primary key,
    reception_id text not null references reception (id),
    organization_id text not null references organization (id),
    name text not null,
    post text not null,
    place bigint not null,
    unique (reception_id, place)
);
create index reception_host_of on reception_host (organization_id, reception_id);

create table visit (
    id text primary key,
    code text not null unique,
    year bigint not null,
    number bigint not null,
    council_id text not null references organization (id),
    reception_id text references reception (id),
    received_on text not null,
    kind text not null check (kind in ('complaint', 'denunciation', 'citizen_petition', 'feedback', 'mixed')),
    people bigint not null check (people >= 1),
    representatives bigint not null check (representatives >= 0),
    has_appointment boolean not null,
    area_id text references area (id),
    words bytea,
    person_blind text,
    card_blind text,
    case_id text not null references visit (id),
    paper_number text not null,
    state text not null check (state in ('received', 'answering', 'forwarded', 'settled', 'refusing', 'closed', 'paper')),
    outcome text check (outcome in ('answered', 'accepted', 'guided', 'forwarded', 'refused')),
    outcome_on text,
    ground text,
    owner_id text references organization (id),
    due_on text,
    slip_id text references outgoing_document (id),
    follow_up_id text references follow_up (id),
    refusal_id text references outgoing_document (id),
    reference text not null,
    replied_on text,
    settled_on text,
    notified_on text,
    informed_on text,
    receipt text,
    batch_id text references reception_batch (id),
    is_demonstration boolean not null,
    version bigint not null,
    unique (year, number),
    check (kind = 'denunciation' or words is not null),
    check (kind <> 'denunciation' or (words is null and person_blind is null and card_blind is null and area_id is null)),
    check (kind <> 'denunciation' or (state = 'paper' and outcome is null and owner_id is null and reference = '' and receipt is null)),
    check (kind <> 'denunciation' or (people = 1 and case_id = id)),
    check (state <> 'forwarded' or owner_id is not null),
    check (outcome <> 'refused' or ground is not null)
);
create index visit_list on visit (council_id, received_on, id);
create index visit_of on visit (reception_id, code);
create index visit_state on visit (council_id, state, received_on, id);
create index visit_card on visit (council_id, card_blind);
create index visit_person on visit (council_id, person_blind);
create index visit_case on visit (case_id, code);
create index visit_owner on visit (owner_id, id);
create index visit_receipt on visit (receipt);
create index visit_batch on visit (batch_id);

create table visit_entry (
    id text primary key,
    visit_id text not null references visit (id),
    at_ms bigint not null,
    on_date text not null,
    actor_name text not null,
    kind text not null,
    text text not null
);
create index visit_entry_of on visit_entry (visit_id, id);

-- Who opened what was sealed: one visit, or the register of a window.
create table visit_reading (
    id text primary key,
    council_id text not null references organization (id),
    visit_id text references visit (id),
    from_on text not null,
    to_on text not null,
    at_ms bigint not null,
    actor_name text not null
);
create index visit_reading_of on visit_reading (visit_id, at_ms);
create index visit_reading_window on visit_reading (council_id, from_on);
