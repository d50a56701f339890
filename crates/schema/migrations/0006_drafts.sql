-- A commune's figures are its own until its report is sent: the moment of the draft, empty once sent.
alter table figure add column drafted_ms bigint;
