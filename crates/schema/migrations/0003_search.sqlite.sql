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
    unique (kind, subject_id)
);
create virtual table search_fts using fts5 (folded, exact, content = 'search_entry', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 0');
create trigger search_entry_added after insert on search_entry begin insert into search_fts (rowid, folded, exact) values (new.n, new.folded, new.exact); end;
create trigger search_entry_removed after delete on search_entry begin insert into search_fts (search_fts, rowid, folded, exact) values ('delete', old.n, old.folded, old.exact); end;
