create trigger petition_day_add after insert on petition begin
    insert into petition_day (council_id, kind, word, on_date, petitions)
    select council_id, kind, word, on_date, 1 from petition_counted where petition_id = new.id
    on conflict (council_id, kind, word, on_date) do update set petitions = petitions + 1;
end;

create trigger petition_day_leave before update of council_id, state, is_public, level, sector, lead_id, received_on, answered_on, outcome, due_on, road_on, promised_on, closed_on, times on petition begin
    update petition_day set petitions = petitions - 1
    where (council_id, kind, word, on_date) in (select council_id, kind, word, on_date from petition_counted where petition_id = old.id);
    delete from petition_day
    where (council_id, kind, word, on_date) in (select council_id, kind, word, on_date from petition_counted where petition_id = old.id) and petitions = 0;
end;

create trigger petition_day_come after update of council_id, state, is_public, level, sector, lead_id, received_on, answered_on, outcome, due_on, road_on, promised_on, closed_on, times on petition begin
    insert into petition_day (council_id, kind, word, on_date, petitions)
    select council_id, kind, word, on_date, 1 from petition_counted where petition_id = new.id
    on conflict (council_id, kind, word, on_date) do update set petitions = petitions + 1;
end;

create trigger petition_day_take before delete on petition begin
    update petition_day set petitions = petitions - 1
    where (council_id, kind, word, on_date) in (select council_id, kind, word, on_date from petition_counted where petition_id = old.id);
    delete from petition_day
    where (council_id, kind, word, on_date) in (select council_id, kind, word, on_date from petition_counted where petition_id = old.id) and petitions = 0;
end;
