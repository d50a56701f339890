-- Meetings of a Standing Committee, of committees and delegates' groups.

create table meeting (
    id text primary key,
    council_id text not null references organization (id),
    body_id text not null references organization (id),
    kind text not null check (kind in ('standing', 'heads', 'committee', 'group', 'other')),
    title text not null check (length(title) between 3 and 300),
    -- The day on which it is or was held
    held_on text not null,
    -- "08:00"; may be empty
    starts_at text not null check (length(starts_at) in (0, 5)),
    place text not null check (length(place) <= 300),
    chair text not null check (length(chair) <= 200),
    secretary text not null check (length(secretary) <= 200),
    -- One matter a line
    agenda text not null check (length(agenda) <= 5000),
    state text not null check (state in ('planned', 'held', 'cancelled')),
    cancel_reason text not null check (length(cancel_reason) <= 1000),
    minutes text not null check (length(minutes) <= 50000),
    minutes_approved_on text,
    minutes_approver text not null check (length(minutes_approver) <= 200),
    programme_item_id text references programme_item (id),
    is_public boolean not null,
    is_demonstration boolean not null,
    version bigint not null,
    check (state <> 'cancelled' or length(cancel_reason) >= 3),
    check (minutes_approved_on is null or (state = 'held' and length(minutes) >= 3 and length(minutes_approver) >= 2))
);
create index meeting_of_council on meeting (council_id, held_on, id);
create index meeting_of_body on meeting (body_id, held_on, id);

-- Who was asked, and whether he came.
create table meeting_person (
    id text primary key,
    meeting_id text not null references meeting (id),
    place bigint not null,
    -- None for a guest
    person_id text references person (id),
    name text not null check (length(name) between 2 and 200),
    post text not null check (length(post) <= 300),
    presence text check (presence in ('present', 'absent')),
    reason text not null check (length(reason) <= 500),
    version bigint not null,
    unique (meeting_id, person_id)
);
create index meeting_person_of on meeting_person (meeting_id, place, id);
