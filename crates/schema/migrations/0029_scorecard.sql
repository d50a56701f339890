-- By when a signed resolution had to be open to everyone, and the first day on which it was; of
-- older rows nobody kept them
alter table resolution add column publish_due_on text check (length(publish_due_on) = 10);
alter table resolution add column published_on text check (length(published_on) = 10);
create index resolution_publish_due on resolution (council_id, publish_due_on, id);

-- A criterion of the scorecard as a council decided it: another weight, another target. A later
-- decision stands beside an earlier one.
create table criterion_change (
    id text primary key,
    council_id text not null references organization (id),
    -- The criterion, as the shipped table names it
    code text not null check (length(code) between 1 and 20),
    -- Counts for quarters that end on this day or later
    from_on text not null check (length(from_on) = 10),
    -- Zero: not judged here
    weight bigint not null check (weight between 0 and 100),
    target bigint not null check (target between 0 and 10000),
    -- Number and day of the paper that decided it
    paper text not null check (length(paper) between 3 and 200),
    reason text not null check (length(reason) between 3 and 1000),
    actor text not null,
    made_ms bigint not null,
    version bigint not null
);
create index criterion_change_of on criterion_change (council_id, code, from_on, id);
