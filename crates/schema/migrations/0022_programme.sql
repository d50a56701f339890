-- Programmes of a year, what they hold, and what of it was done.

-- The work programme or the oversight programme of a council, its Standing Committee, a committee
-- or a delegates' group.
create table programme (
    id text primary key,
    council_id text not null references organization (id),
    body_id text not null references organization (id),
    kind text not null check (kind in ('work', 'oversight')),
    year bigint not null check (year between 1990 and 2200),
    state text not null check (state in ('draft', 'decided')),
    -- When proposals for it were handed in, when its draft was tabled
    proposed_on text,
    tabled_on text,
    decided_on text,
    paper text check (paper in ('resolution', 'decision', 'plan', 'notice')),
    reference text not null check (length(reference) <= 200),
    signer text not null check (length(signer) <= 200),
    is_demonstration boolean not null,
    version bigint not null,
    unique (body_id, kind, year),
    check ((state = 'decided') = (decided_on is not null)),
    -- What is decided has its paper and a human who signed it
    check (decided_on is null or (paper is not null and length(reference) >= 1 and length(signer) >= 2))
);
create index programme_of_council on programme (council_id, year, kind, id);

-- A change after the decision, with its reason and the words that stood before; or a table that
-- was pasted at once.
create table programme_change (
    id text primary key,
    programme_id text not null references programme (id),
    -- The item; it may have been taken back since
    item_id text,
    kind text not null check (kind in ('add', 'change', 'drop', 'paste')),
    changed_on text not null,
    actor text not null,
    reason text not null check (length(reason) <= 1000),
    before text not null,
    after text not null,
    version bigint not null
);
create index programme_change_of on programme_change (programme_id, id);

create table programme_item (
    id text primary key,
    programme_id text not null references programme (id),
    council_id text not null references organization (id),
    place bigint not null,
    title text not null check (length(title) between 3 and 1000),
    oversight_group text check (oversight_group in ('GS-01', 'GS-02', 'GS-03', 'GS-04', 'GS-05', 'GS-06', 'GS-07', 'GS-08', 'GS-09', 'GS-10', 'GS-11', 'GS-12')),
    quarter bigint not null check (quarter between 1 and 4),
    month bigint check (month between 3 * quarter - 2 and 3 * quarter),
    -- Who leads, as the programme writes it, and that body where it is one of the directory
    lead text not null check (length(lead) <= 300),
    lead_id text references organization (id),
    cooperating text not null check (length(cooperating) <= 1000),
    product text not null check (length(product) <= 500),
    due_on text not null,
    is_key boolean not null,
    -- The record that realises it
    realised_kind text,
    realised_id text,
    realised_label text,
    realised_href text,
    done_on text,
    -- What shows it done where there is no record
    evidence text not null check (length(evidence) <= 2000),
    dropped_on text,
    batch_id text references programme_change (id),
    version bigint not null,
    check ((realised_kind is null) = (realised_id is null)),
    check ((realised_kind is null) = (realised_label is null)),
    check ((realised_kind is null) = (realised_href is null)),
    check (done_on is null or realised_kind is not null or length(evidence) >= 3)
);
create index programme_item_of on programme_item (programme_id, place, id);
create index programme_item_due on programme_item (council_id, due_on, id);
create index programme_item_record on programme_item (realised_kind, realised_id);
create index programme_item_batch on programme_item (batch_id);

-- A follow-up that a council made a key task of a quarter.
create table key_task (
    id text primary key,
    council_id text not null references organization (id),
    -- The first day of the quarter
    quarter_on text not null,
    -- A follow-up; one that was taken back since is passed over
    follow_up_id text not null,
    version bigint not null,
    unique (council_id, quarter_on, follow_up_id)
);
