-- What became of a resolution: the People's Committee's plan, its lines, their figures.

-- The plan for a resolution; its id is the resolution's.
create table implementation_plan (
    id text primary key references resolution (id),
    council_id text not null references organization (id),
    -- The People's Committee that carries the resolution out
    body_id text not null references organization (id),
    -- The committee of the council in charge
    committee_id text references organization (id),
    state text not null check (state in ('draft', 'sent', 'accepted', 'returned')),
    -- Number and date of the paper with which it was sent
    reference text not null check (length(reference) <= 200),
    sent_on text check ((sent_on is null) = (state = 'draft')),
    decided_on text check ((decided_on is null) = (state in ('draft', 'sent'))),
    -- How many times it was sent
    revision bigint not null check (revision >= 0),
    is_demonstration boolean not null,
    version bigint not null
);
create index implementation_plan_of_council on implementation_plan (council_id, state, id);

-- A line of a plan: objective, indicator, task or measure.
create table objective (
    id text primary key,
    plan_id text not null references implementation_plan (id),
    parent_id text references objective (id),
    place bigint not null,
    kind text not null check (kind in ('objective', 'indicator', 'task', 'measure')),
    sector text not null check (sector in ('economy', 'land', 'transport', 'agriculture', 'industry', 'education', 'health', 'welfare', 'culture', 'security', 'justice', 'affairs', 'reform', 'ethnic', 'other')),
    text text not null check (length(text) between 2 and 1000),
    lead_id text not null references organization (id),
    -- Who helps, in words
    cooperating text not null check (length(cooperating) <= 300),
    -- The commune to which it is broken down
    area_id text references area (id),
    unit text check (length(unit) between 1 and 60),
    -- Values of this line are integers of the last of so many decimals
    decimals bigint check (decimals between 0 and 3),
    baseline bigint,
    baseline_on text check (baseline_on < due_on),
    target bigint,
    direction text check (direction in ('up', 'down', 'at_most')),
    -- A figure tells of the time from the year's beginning, or of its own period alone
    is_cumulative boolean,
    due_on text,
    done_on text check (done_on is null or kind = 'task'),
    evidence text not null check (length(evidence) <= 1000),
    follow_up_id text unique references follow_up (id),
    -- The entry of the table that it came with
    batch_id text,
    is_demonstration boolean not null,
    version bigint not null,
    check ((kind = 'indicator') = (unit is not null)),
    check ((kind = 'indicator') = (decimals is not null)),
    check ((kind = 'indicator') = (baseline is not null)),
    check ((kind = 'indicator') = (baseline_on is not null)),
    check ((kind = 'indicator') = (target is not null)),
    check ((kind = 'indicator') = (direction is not null)),
    check ((kind = 'indicator') = (is_cumulative is not null)),
    check ((kind in ('indicator', 'task')) = (due_on is not null)),
    check (done_on is null or length(evidence) >= 2)
);
create index objective_of_plan on objective (plan_id, place, id);
create index objective_of_lead on objective (lead_id, kind, id);
create index objective_of_area on objective (area_id, kind, id);
create index objective_of_batch on objective (batch_id);

-- What an indicator reached in a period. A figure changed after approval is a new revision; the
-- one before stays.
create table period_figure (
    id text primary key,
    objective_id text not null references objective (id),
    -- 2020-M09, 2020-Q3, 2020-H1, 2020-9M, 2020
    period text not null,
    from_on text not null,
    to_on text not null check (from_on <= to_on),
    revision bigint not null check (revision >= 1),
    value bigint not null,
    -- The same period of the year before
    value_before bigint,
    -- Report, number, day
    source text not null check (length(source) between 2 and 300),
    -- Why it was changed after approval
    reason text not null check (length(reason) <= 500),
    state text not null check (state in ('entered', 'approved', 'replaced')),
    entered_by text not null,
    entered_ms bigint not null,
    approved_by text,
    approved_on text,
    batch_id text,
    is_demonstration boolean not null,
    version bigint not null,
    unique (objective_id, period, revision),
    check (revision = 1 or length(reason) >= 2),
    check ((approved_on is null) = (state = 'entered')),
    check ((approved_by is null) = (state = 'entered'))
);
create index period_figure_of on period_figure (objective_id, to_on, id);
create index period_figure_of_batch on period_figure (batch_id);

-- The course of a plan and of its lines. A table that was taken in is an entry too.
create table objective_entry (
    id text primary key,
    plan_id text not null references implementation_plan (id),
    -- None: of the whole plan
    objective_id text references objective (id),
    kind text not null check (kind in ('begun', 'sent', 'accepted', 'returned', 'changed', 'done', 'reopened', 'comment', 'followed', 'imported')),
    rating text check (rating in ('good', 'fair', 'poor')),
    words text not null,
    by_name text not null,
    made_ms bigint not null,
    -- Of a table: how many rows it had, when it was taken back
    row_count bigint check ((row_count is not null) = (kind = 'imported')),
    undone_ms bigint,
    version bigint not null
);
create index objective_entry_of_plan on objective_entry (plan_id, made_ms, id);
create index objective_entry_of on objective_entry (objective_id, made_ms, id);
