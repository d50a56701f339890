-- The words of kept files, for finding them. Made again from the files; no journal answers for it.
create table file_text (
    n bigint primary key,
    file_id text not null unique references file (id),
    state text not null check (state in ('waiting', 'read', 'silent', 'unreadable')),
    tries bigint not null,
    folded text not null,
    exact text not null,
    tsv tsvector generated always as (setweight(to_tsvector('simple', exact), 'A') || setweight(to_tsvector('simple', folded), 'B')) stored
);
create index file_text_waiting on file_text (n) where state = 'waiting';
create index file_text_tsv on file_text using gin (tsv);
