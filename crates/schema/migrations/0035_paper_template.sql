-- How a council words its papers of a kind. What is empty is as the system writes it.

create table paper_template (
    id text primary key,
    council_id text not null references organization (id),
    kind text not null,
    superior text not null,
    place text not null,
    -- Number and symbol with their slots, "[Số]/TB-HĐND"
    symbol text not null,
    -- Opening, "[Nội dung]", closing; one paragraph a line
    wording text not null,
    -- Who always gets a copy, one a line
    copies text not null,
    filed text not null,
    changed_ms bigint not null,
    version bigint not null,
    unique (council_id, kind)
);
