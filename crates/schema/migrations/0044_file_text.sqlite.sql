-- The words of kept files, for finding them. Made again from the files; no journal answers for it.
create table file_text (
    n bigint primary key,
    file_id text not null unique references file (id),
    state text not null check (state in ('waiting', 'read', 'silent', 'unreadable')),
    tries bigint not null,
    folded text not null,
    exact text not null
);
create index file_text_waiting on file_text (n) where state = 'waiting';
create virtual table file_fts using fts5 (folded, exact, content = 'file_text', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 0');
create trigger file_text_added after insert on file_text begin insert into file_fts (rowid, folded, exact) values (new.n, new.folded, new.exact); end;
create trigger file_text_changed after update on file_text begin insert into file_fts (file_fts, rowid, folded, exact) values ('delete', old.n, old.folded, old.exact); insert into file_fts (rowid, folded, exact) values (new.n, new.folded, new.exact); end;
create trigger file_text_removed after delete on file_text begin insert into file_fts (file_fts, rowid, folded, exact) values ('delete', old.n, old.folded, old.exact); end;
