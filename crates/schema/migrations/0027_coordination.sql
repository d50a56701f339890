-- Coordination: regulations with their duties, joint activities, campaigns of information.

-- A regulation that two or more bodies signed (quy chế phối hợp). Bodies are ids with spaces between.
create table coordination (
    id text primary key,
    council_id text not null references organization (id),
    number text not null,
    title text not null,
    signed_on text not null check (length(signed_on) = 10),
    from_on text not null check (length(from_on) = 10),
    -- The last day it holds; null while it holds
    to_on text check (length(to_on) = 10),
    parties text not null,
    note text not null,
    is_public boolean not null,
    is_demonstration boolean not null,
    version bigint not null
);
create index coordination_list on coordination (council_id, signed_on, id);

-- What the regulation lays on a party, how often, and which records meet it
create table coordination_duty (
    id text primary key,
    coordination_id text not null references coordination (id),
    article text not null,
    text text not null,
    frequency text not null check (frequency in ('once', 'month', 'quarter', 'half_year', 'year', 'session')),
    debtor_id text not null references organization (id),
    creditor_id text references organization (id),
    meets text not null,
    source text not null,
    version bigint not null
);
create index coordination_duty_of on coordination_duty (coordination_id, article, id);

-- What met a duty in a period and stands in no register here
create table duty_record (
    id text primary key,
    duty_id text not null references coordination_duty (id),
    period_to text not null check (length(period_to) = 10),
    done_on text not null check (length(done_on) = 10),
    noted_by text not null,
    text text not null
);
create index duty_record_of on duty_record (duty_id, period_to, id);

create table joint_activity (
    id text primary key,
    council_id text not null references organization (id),
    title text not null,
    from_on text not null check (length(from_on) = 10),
    to_on text not null check (length(to_on) = 10),
    leads text not null,
    cooperating text not null,
    product text not null,
    programme_item_id text references programme_item (id),
    -- The duty that it meets once it is done
    duty_id text references coordination_duty (id),
    result text not null,
    done_on text check (length(done_on) = 10),
    is_public boolean not null,
    is_demonstration boolean not null,
    version bigint not null,
    check (from_on <= to_on)
);
create index joint_activity_list on joint_activity (council_id, from_on, id);

create table campaign (
    id text primary key,
    council_id text not null references organization (id),
    topic text not null,
    resolution_id text references resolution (id),
    from_on text not null check (length(from_on) = 10),
    to_on text not null check (length(to_on) = 10),
    bodies text not null,
    channels text not null,
    -- Addresses of news of the portal, one a line
    news text not null,
    is_public boolean not null,
    is_demonstration boolean not null,
    version bigint not null,
    check (from_on <= to_on)
);
create index campaign_list on campaign (council_id, from_on, id);

-- A count of what a campaign did, with what shows it
create table campaign_result (
    id text primary key,
    campaign_id text not null references campaign (id),
    noted_on text not null check (length(noted_on) = 10),
    noted_by text not null,
    label text not null,
    count bigint not null check (count >= 0),
    evidence text not null
);
create index campaign_result_of on campaign_result (campaign_id, noted_on, id);
