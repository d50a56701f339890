-- What the lists of petitions are made of, beside the petitions themselves: made by the triggers
-- below, and to be made again from the petitions at any time. No journal answers for it.

-- How many petitions are alike in everything that lists are narrowed by; '' stands for nothing.
create table petition_tally (
    id integer primary key,
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
);
create index petition_tally_lead on petition_tally (lead_id);
create index petition_tally_area on petition_tally (area_id);

-- One row for each petition. n orders as the lists do: by the day, then as they were written down.
create table petition_place (
    n integer primary key,
    petition_id text not null unique,
    tally_id bigint not null,
    late_on text
);
create index petition_place_tally on petition_place (tally_id, n);
create index petition_place_late on petition_place (late_on, tally_id, n) where late_on is not null;

-- The words of each petition, and a mark for each thing that lists are narrowed by.
create virtual table petition_fts using fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii tokenchars ''_-''');

insert into petition_place (n, petition_id, tally_id, late_on)
select cast(julianday(received_on) as integer) * 1000000000 + row_number() over (partition by received_on order by id), id, 0,
    case state when 'forwarded' then due_on when 'monitoring' then promised_on end
from petition;

insert into petition_tally (council_id, state, is_public, level, sector, committee_id, lead_id, area_id, petitions, first_n, last_n)
select council_id, state, is_public, coalesce(level, ''), coalesce(sector, ''), coalesce(committee_id, ''), coalesce(lead_id, ''), area_id, count(*), min(n), max(n)
from petition join petition_place on petition_id = id
group by council_id, state, is_public, coalesce(level, ''), coalesce(sector, ''), coalesce(committee_id, ''), coalesce(lead_id, ''), area_id;

update petition_place set tally_id = (
    select petition_tally.id from petition
    join petition_tally on petition_tally.council_id = petition.council_id and petition_tally.state = petition.state
        and petition_tally.is_public = petition.is_public and petition_tally.level = coalesce(petition.level, '')
        and petition_tally.sector = coalesce(petition.sector, '') and petition_tally.committee_id = coalesce(petition.committee_id, '')
        and petition_tally.lead_id = coalesce(petition.lead_id, '') and petition_tally.area_id = petition.area_id
    where petition.id = petition_place.petition_id);

insert into petition_fts (rowid, words)
select n, folded || ' _state-' || state || ' _level-' || coalesce(level, '') || ' _sector-' || coalesce(sector, '')
    || ' _committee-' || coalesce(committee_id, '') || ' _lead-' || coalesce(lead_id, '') || ' _area-' || area_id
from petition join petition_place on petition_id = id order by n;

create trigger petition_listed after insert on petition begin
    insert into petition_tally (council_id, state, is_public, level, sector, committee_id, lead_id, area_id, petitions, first_n, last_n)
    values (new.council_id, new.state, new.is_public, coalesce(new.level, ''), coalesce(new.sector, ''), coalesce(new.committee_id, ''), coalesce(new.lead_id, ''), new.area_id, 0, 9223372036854775807, 0)
    on conflict do nothing;
    insert into petition_place (n, petition_id, tally_id, late_on)
    select 1 + coalesce(
            (select max(n) from petition_place where n >= cast(julianday(new.received_on) as integer) * 1000000000 and n < (cast(julianday(new.received_on) as integer) + 1) * 1000000000),
            cast(julianday(new.received_on) as integer) * 1000000000),
        new.id, id, case new.state when 'forwarded' then new.due_on when 'monitoring' then new.promised_on end
    from petition_tally
    where council_id = new.council_id and state = new.state and is_public = new.is_public and level = coalesce(new.level, '') and sector = coalesce(new.sector, '')
        and committee_id = coalesce(new.committee_id, '') and lead_id = coalesce(new.lead_id, '') and area_id = new.area_id;
    update petition_tally set petitions = petitions + 1, first_n = min(first_n, place.n), last_n = max(last_n, place.n)
    from petition_place as place where place.petition_id = new.id and petition_tally.id = place.tally_id;
    insert into petition_fts (rowid, words)
    select n, new.folded || ' _state-' || new.state || ' _level-' || coalesce(new.level, '') || ' _sector-' || coalesce(new.sector, '')
        || ' _committee-' || coalesce(new.committee_id, '') || ' _lead-' || coalesce(new.lead_id, '') || ' _area-' || new.area_id
    from petition_place where petition_id = new.id;
end;

create trigger petition_unlisted after delete on petition begin
    update petition_tally set petitions = petitions - 1 where id = (select tally_id from petition_place where petition_id = old.id);
    delete from petition_fts where rowid = (select n from petition_place where petition_id = old.id);
    delete from petition_place where petition_id = old.id;
end;

-- The day on which a petition was received does not change, so its place among the others stays.
create trigger petition_moved after update of council_id, state, is_public, level, sector, committee_id, lead_id, area_id, due_on, promised_on, folded on petition begin
    insert into petition_tally (council_id, state, is_public, level, sector, committee_id, lead_id, area_id, petitions, first_n, last_n)
    values (new.council_id, new.state, new.is_public, coalesce(new.level, ''), coalesce(new.sector, ''), coalesce(new.committee_id, ''), coalesce(new.lead_id, ''), new.area_id, 0, 9223372036854775807, 0)
    on conflict do nothing;
    update petition_tally set petitions = petitions - 1 where id = (select tally_id from petition_place where petition_id = old.id);
    update petition_place set
        tally_id = (select id from petition_tally
            where council_id = new.council_id and state = new.state and is_public = new.is_public and level = coalesce(new.level, '') and sector = coalesce(new.sector, '')
                and committee_id = coalesce(new.committee_id, '') and lead_id = coalesce(new.lead_id, '') and area_id = new.area_id),
        late_on = case new.state when 'forwarded' then new.due_on when 'monitoring' then new.promised_on end
    where petition_id = new.id;
    update petition_tally set petitions = petitions + 1, first_n = min(first_n, place.n), last_n = max(last_n, place.n)
    from petition_place as place where place.petition_id = new.id and petition_tally.id = place.tally_id;
    delete from petition_fts where rowid = (select n from petition_place where petition_id = old.id);
    insert into petition_fts (rowid, words)
    select n, new.folded || ' _state-' || new.state || ' _level-' || coalesce(new.level, '') || ' _sector-' || coalesce(new.sector, '')
        || ' _committee-' || coalesce(new.committee_id, '') || ' _lead-' || coalesce(new.lead_id, '') || ' _area-' || new.area_id
    from petition_place where petition_id = new.id;
end;

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
