-- A normative resolution made by the shortened procedure: which paper allowed it, and why.
alter table resolution add column shortened_by text check (length(shortened_by) > 0);
alter table resolution add column shortened_reason text check (length(shortened_reason) > 0);
-- Why the day on which a paper went to the delegates is not the day on which that was entered.
alter table paper_version add column sent_reason text check (length(sent_reason) > 0);
