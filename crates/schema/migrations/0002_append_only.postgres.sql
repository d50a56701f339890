create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger journal_append_only before update or delete on journal for each row execute function refuse_change();
create trigger journal_row_append_only before update or delete on journal_row for each row execute function refuse_change();
create trigger checkpoint_append_only before update or delete on checkpoint for each row execute function refuse_change();
create trigger journal_not_emptied before truncate on journal for each statement execute function refuse_change();
create trigger journal_row_not_emptied before truncate on journal_row for each statement execute function refuse_change();
create trigger checkpoint_not_emptied before truncate on checkpoint for each statement execute function refuse_change();
