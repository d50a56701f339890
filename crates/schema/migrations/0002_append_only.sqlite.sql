create trigger journal_keeps_rows before delete on journal begin select raise(abort, 'the journal is append-only'); end;
create trigger journal_keeps_values before update on journal begin select raise(abort, 'the journal is append-only'); end;
create trigger journal_row_keeps_rows before delete on journal_row begin select raise(abort, 'the journal is append-only'); end;
create trigger journal_row_keeps_values before update on journal_row begin select raise(abort, 'the journal is append-only'); end;
create trigger checkpoint_keeps_rows before delete on checkpoint begin select raise(abort, 'checkpoints are append-only'); end;
create trigger checkpoint_keeps_values before update on checkpoint begin select raise(abort, 'checkpoints are append-only'); end;
