create table search_entry (
    n bigint primary key,
    kind text not null,
    subject_id text not null,
    href text not null,
    title text not null,
    summary text not null,
    is_public boolean not null,
    council_id text,
    on_date text not null,
    folded text not null,
    exact text not null,
    tsv tsvector generated always as (setweight(to_tsvector('simple', exact), 'A') || setweight(to_tsvector('simple', folded), 'B')) stored,
    unique (kind, subject_id)
);
create index search_entry_tsv on search_entry using gin (tsv);
