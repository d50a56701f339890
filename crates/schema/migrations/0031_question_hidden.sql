-- The question was shown to everyone until its session was hidden: it is shown again with it.
alter table question add column hidden_with_session boolean;
