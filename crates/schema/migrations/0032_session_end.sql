-- The end of a session: its dossier goes into the archive, and from then on it is corrected by
-- errata only.
alter table session add column archived_on text check (length(archived_on) = 10);

create table session_erratum (
    id text primary key,
    session_id text not null references session (id),
    -- Field, old, new
    what text not null check (length(what) > 0),
    reason text not null check (length(reason) > 0),
    made_on text not null check (length(made_on) = 10)
);
create index session_erratum_of on session_erratum (session_id, id);

-- A paper's body and day of sending, corrected after the session closed.
alter table session_paper add column corrected_on text check (length(corrected_on) = 10);

create table paper_erratum (
    id text primary key,
    paper_id text not null references session_paper (id),
    what text not null check (length(what) > 0),
    reason text not null check (length(reason) > 0),
    made_on text not null check (length(made_on) = 10),
    made_by text not null
);
create index paper_erratum_of on paper_erratum (paper_id, id);
