-- Difficulties raised at any time, grouped, cleared, taken further.
alter table difficulty add column level text check (level in ('commune', 'district', 'province', 'central'));
alter table difficulty add column resolution_id text references resolution (id);
alter table difficulty add column law_text text;
alter table difficulty add column leader_id text references difficulty (id);
alter table difficulty add column person_id text references person (id);
alter table difficulty add column answered_on text check (length(answered_on) = 10);
alter table difficulty add column answered_by text;
alter table difficulty add column cleared_by text;
alter table difficulty add column decision text;
alter table difficulty add column next_briefing_id text references briefing (id);
alter table difficulty add column raised_to text;
alter table difficulty add column is_public boolean;
alter table difficulty add column public_text text;
alter table difficulty add column is_demonstration boolean;
-- Its words in small letters without marks, for the search in lists
alter table difficulty add column folded text;
create index difficulty_council on difficulty (council_id, raised_on, id);
create index difficulty_raiser on difficulty (raised_by_id, raised_on);
create index difficulty_addressee on difficulty (addressee_id, raised_on);
create index difficulty_leader on difficulty (leader_id);
create index difficulty_next_briefing on difficulty (next_briefing_id);

create table difficulty_entry (
    id text primary key,
    difficulty_id text not null references difficulty (id),
    at_ms bigint not null,
    actor_name text not null,
    kind text not null check (kind in ('raised', 'answered', 'assigned', 'grouped', 'ungrouped', 'taken_up', 'to_briefing', 'cleared', 'published', 'hidden')),
    text text not null,
    document_id text references outgoing_document (id)
);
create index difficulty_entry_of on difficulty_entry (difficulty_id, at_ms, id);
