-- The identifier of an agency in the exchange of electronic papers (QĐ 20/2020/QĐ-TTg), where somebody knows it
alter table organization add column agency_code text check (length(agency_code) between 3 and 35);
