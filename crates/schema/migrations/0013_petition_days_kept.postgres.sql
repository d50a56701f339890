create function petition_day_less() returns trigger language plpgsql as $$
begin
    update petition_day as day set petitions = day.petitions - 1 from petition_counted as one
    where one.petition_id = old.id and day.council_id = one.council_id and day.kind = one.kind and day.word = one.word and day.on_date = one.on_date;
    delete from petition_day as day using petition_counted as one
    where one.petition_id = old.id and day.council_id = one.council_id and day.kind = one.kind and day.word = one.word and day.on_date = one.on_date
        and day.petitions = 0;
    return case tg_op when 'DELETE' then old else new end;
end $$;

create function petition_day_more() returns trigger language plpgsql as $$
begin
    insert into petition_day as day (council_id, kind, word, on_date, petitions)
    select council_id, kind, word, on_date, 1 from petition_counted where petition_id = new.id
    on conflict (council_id, kind, word, on_date) do update set petitions = day.petitions + 1;
    return new;
end $$;

create trigger petition_day_add after insert on petition for each row execute function petition_day_more();
create trigger petition_day_leave before update of council_id, state, is_public, level, sector, lead_id, received_on, answered_on, outcome, due_on, road_on, promised_on, closed_on, times on petition
for each row execute function petition_day_less();
create trigger petition_day_come after update of council_id, state, is_public, level, sector, lead_id, received_on, answered_on, outcome, due_on, road_on, promised_on, closed_on, times on petition
for each row execute function petition_day_more();
create trigger petition_day_take before delete on petition for each row execute function petition_day_less();

-- Until it has counted it by itself, the engine would choose wrongly.
analyze petition_day;
