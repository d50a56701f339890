-- The minutes of a session once they are composed: approved, and signed on paper.
create table session_minutes (
    id text primary key,
    session_id text not null unique references session (id),
    approved_on text,
    approved_by text not null,
    -- Anyone may have the signed scan
    is_public boolean not null,
    version bigint not null
);
