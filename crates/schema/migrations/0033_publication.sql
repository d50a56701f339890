-- By when the conclusion of an oversight, and the programme of a council or its Standing Committee,
-- had to be open to everyone, and the first day on which it was; of older rows nobody kept them.
-- The day may be one on another medium: then it is written where that was.
alter table oversight add column publish_due_on text check (length(publish_due_on) = 10);
alter table oversight add column published_on text check (length(published_on) = 10);
alter table oversight add column published_where text check (length(published_where) between 3 and 500);
create index oversight_publish_due on oversight (council_id, publish_due_on, id);
alter table programme add column publish_due_on text check (length(publish_due_on) = 10);
alter table programme add column published_on text check (length(published_on) = 10);
alter table programme add column published_where text check (length(published_where) between 3 and 500);
create index programme_publish_due on programme (council_id, publish_due_on, id);
alter table resolution add column published_where text check (length(published_where) between 3 and 500);

-- What was due in a window, with the day of its answer.
create index petition_due_answers on petition (council_id, due_on, answered_on, state);

-- The difficulties with a resolution.
create index difficulty_resolution on difficulty (resolution_id, cleared_on, id);
