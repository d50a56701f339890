-- Links between records. Who made a link by hand, and when: empty where a deed of an area made it.
alter table record_link add column linked_by text;
alter table record_link add column linked_ms bigint;
