-- Reports of delegates' groups after a round of meetings with voters.

create table group_report (
    id text primary key,
    council_id text not null references organization (id),
    group_id text not null references organization (id),
    -- What the round is known by: the kind of meeting with its session, or one meeting
    round text not null,
    sent_on text not null check (length(sent_on) = 10),
    -- Number of the report
    number text not null,
    -- What it says in short
    text text not null,
    noted_by text not null,
    unique (group_id, round)
);

-- What voters asked at the meetings of a group
create index petition_of_meeting on petition (meeting_id);
