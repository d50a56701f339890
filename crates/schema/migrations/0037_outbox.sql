-- Hosts that may be sent to, addresses that are told of public deeds, and what was told
create table webhook_host (
    id text primary key,
    origin text not null unique check (length(origin) between 8 and 300),
    is_internal boolean not null,
    note text not null
);

create table webhook (
    id text primary key,
    council_id text not null references organization (id),
    label text not null check (length(label) between 1 and 200),
    url text not null check (length(url) between 8 and 500),
    topics text not null,
    secret bytea not null,
    is_on boolean not null,
    made_ms bigint not null,
    version bigint not null
);
create index webhook_council on webhook (council_id, id);

-- How far an address was told: no deed, so no journal answers for it
create table webhook_cursor (
    webhook_id text primary key references webhook (id),
    leaf bigint not null
);

create table delivery (
    id text primary key,
    webhook_id text not null references webhook (id),
    leaf bigint,
    payload text not null,
    state text not null check (state in ('waiting', 'delivered', 'failed')),
    tries bigint not null,
    next_ms bigint not null,
    status bigint,
    words text not null,
    made_ms bigint not null,
    done_ms bigint,
    unique (webhook_id, leaf)
);
create index delivery_due on delivery (next_ms, id) where state = 'waiting';
create index delivery_of on delivery (webhook_id, id);
create index delivery_done on delivery (done_ms) where done_ms is not null;
