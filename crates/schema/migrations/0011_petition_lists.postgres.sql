-- A million petitions take longer than a statement of the program may.
set local statement_timeout = 0;

-- What the lists of petitions are made of, beside the petitions themselves: made by the triggers
-- below, and to be made again from the petitions at any time. No journal answers for it.

-- How many petitions are alike in everything that lists are narrowed by; '' stands for nothing.
create table petition_tally (
    id bigint primary key generated always as identity,
    council_id text not null,
    state text not null,
    is_public boolean not null,
    level text not null,
    sector text not null,
    committee_id text not null,
    lead_id text not null,
    area_id text not null,
    petitions bigint not null,
    first_n bigint not null,
    last_n bigint not null,
    unique (council_id, state, is_public, level, sector, committee_id, lead_id, area_id)
) with (fillfactor = 60);
create index petition_tally_lead on petition_tally (lead_id);
create index petition_tally_area on petition_tally (area_id);

-- One row for each petition. n orders as the lists do: by the day, then as they were written down.
-- words are those of the petition, and a mark for each thing that lists are narrowed by.
create table petition_place (
    n bigint primary key,
    petition_id text not null unique,
    tally_id bigint not null,
    late_on text,
    words tsvector not null
);

create function petition_day(received_on text) returns bigint language sql immutable as $$
    select (received_on::date - date '2000-01-01')::bigint * 1000000000
$$;
create function petition_words(one petition) returns tsvector language sql immutable as $$
    select array_to_tsvector(array(select distinct word from unnest(string_to_array(one.folded, ' ') || array[
        '_state-' || one.state, '_level-' || coalesce(one.level, ''), '_sector-' || coalesce(one.sector, ''),
        '_committee-' || coalesce(one.committee_id, ''), '_lead-' || coalesce(one.lead_id, ''), '_area-' || one.area_id]) as word where word <> ''))
$$;
create function petition_late_on(one petition) returns text language sql immutable as $$
    select case one.state when 'forwarded' then one.due_on when 'monitoring' then one.promised_on end
$$;

insert into petition_tally (council_id, state, is_public, level, sector, committee_id, lead_id, area_id, petitions, first_n, last_n)
select council_id, state, is_public, coalesce(level, ''), coalesce(sector, ''), coalesce(committee_id, ''), coalesce(lead_id, ''), area_id, count(*),
    min(petition_day(received_on)), max(petition_day(received_on)) + 999999999
from petition group by 1, 2, 3, 4, 5, 6, 7, 8;

insert into petition_place (n, petition_id, tally_id, late_on, words)
select petition_day(received_on) + row_number() over (partition by received_on order by petition.id), petition.id, petition_tally.id,
    petition_late_on(petition), petition_words(petition)
from petition join petition_tally on petition_tally.council_id = petition.council_id and petition_tally.state = petition.state
    and petition_tally.is_public = petition.is_public and petition_tally.level = coalesce(petition.level, '')
    and petition_tally.sector = coalesce(petition.sector, '') and petition_tally.committee_id = coalesce(petition.committee_id, '')
    and petition_tally.lead_id = coalesce(petition.lead_id, '') and petition_tally.area_id = petition.area_id;

create index petition_place_tally on petition_place (tally_id, n);
create index petition_place_late on petition_place (late_on, tally_id, n) where late_on is not null;
create index petition_place_words on petition_place using gin (words);

-- The tally of a petition as it stands, with it counted.
create function petition_count(one petition, place bigint) returns bigint language plpgsql as $$
declare
    counted bigint;
begin
    insert into petition_tally as tally (council_id, state, is_public, level, sector, committee_id, lead_id, area_id, petitions, first_n, last_n)
    values (one.council_id, one.state, one.is_public, coalesce(one.level, ''), coalesce(one.sector, ''), coalesce(one.committee_id, ''), coalesce(one.lead_id, ''), one.area_id, 1, place, place)
    on conflict (council_id, state, is_public, level, sector, committee_id, lead_id, area_id)
    do update set petitions = tally.petitions + 1, first_n = least(tally.first_n, place), last_n = greatest(tally.last_n, place)
    returning id into counted;
    return counted;
end $$;

-- The day on which a petition was received does not change, so its place among the others stays.
create function note_petition() returns trigger language plpgsql as $$
declare
    day bigint;
    place bigint;
begin
    if tg_op = 'INSERT' then
        day := petition_day(new.received_on);
        place := 1 + coalesce((select max(n) from petition_place where n >= day and n < day + 1000000000), day);
        insert into petition_place (n, petition_id, tally_id, late_on, words)
        values (place, new.id, petition_count(new, place), petition_late_on(new), petition_words(new));
        return new;
    end if;
    update petition_tally set petitions = petitions - 1 where id = (select tally_id from petition_place where petition_id = old.id);
    if tg_op = 'DELETE' then
        delete from petition_place where petition_id = old.id;
        return old;
    end if;
    select n into place from petition_place where petition_id = new.id;
    update petition_place set tally_id = petition_count(new, place), late_on = petition_late_on(new), words = petition_words(new)
    where petition_id = new.id;
    return new;
end $$;
create trigger petition_listed after insert or delete on petition for each row execute function note_petition();
create trigger petition_moved after update of council_id, state, is_public, level, sector, committee_id, lead_id, area_id, due_on, promised_on, folded on petition
for each row execute function note_petition();

-- What reports count by, with all that they ask of a row, so that no row itself is read.
drop index petition_list;
drop index petition_closed;
drop index petition_answered;
drop index petition_due;
drop index petition_of_area;
create index petition_of_day on petition (council_id, received_on, id, state, level, sector, times);
create index petition_ended on petition (council_id, closed_on, received_on, state, outcome, road_on, promised_on, id);
create index petition_answers on petition (council_id, answered_on, state, outcome, id);
create index petition_dues on petition (council_id, due_on, state, id);
-- For the Front: what is said to be done, and the place says that it is not.
create index petition_not_done on petition (council_id, answered_on) where confirmation = 'not_done';

-- Until it has counted them by itself, the engine would choose wrongly.
analyze petition;
analyze petition_tally;
analyze petition_place;
