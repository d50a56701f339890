-- Tables that were taken in at once, and what each of them made.
create table import_batch (
    id text primary key,
    kind text not null,
    council_id text references organization (id),
    made_ms bigint not null,
    made_by text not null,
    row_count bigint not null,
    left_out bigint not null,
    undone_ms bigint,
    version bigint not null,
    check (row_count > 0 and left_out >= 0)
);
create index import_batch_council on import_batch (council_id, made_ms);

create table import_item (
    id text primary key,
    batch_id text not null references import_batch (id),
    place bigint not null,
    table_name text not null,
    record_id text not null,
    unique (batch_id, place)
);
