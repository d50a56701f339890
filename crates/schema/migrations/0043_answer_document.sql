-- One signed paper that answers many petitions: what came, what it says, and which petitions were
-- answered by it.
create table answer_document (
    id text primary key,
    council_id text not null references organization (id),
    body_id text not null references organization (id),
    -- The transfer slip that it answers, when it was sent from its page
    document_id text references outgoing_document (id),
    reference text not null,
    -- What the file says, until the answers are taken
    words text not null,
    made_ms bigint not null,
    made_by text not null,
    taken_ms bigint,
    dropped_ms bigint,
    version bigint not null
);
create index answer_document_of on answer_document (council_id, made_ms);
create index answer_document_by on answer_document (body_id, made_ms);

create table answer_document_petition (
    id text primary key,
    answer_document_id text not null references answer_document (id),
    petition_id text not null references petition (id),
    unique (answer_document_id, petition_id)
);
create index answer_document_petition_back on answer_document_petition (petition_id);
