-- What happens in the chamber: the agenda, the roll, the speakers, the votes.

-- The delegate whose votes an account gives.
alter table account add column person_id text references person (id);
create index account_person on account (person_id);

create table agenda_item (
    id text primary key,
    session_id text not null references session (id),
    place bigint not null,
    kind text not null check (kind in ('opening', 'agenda_adoption', 'report', 'draft_resolution', 'examination_report', 'voter_petition_report', 'front_notice', 'group_discussion', 'plenary_discussion', 'questioning', 'personnel', 'confidence_rating', 'confidence_vote', 'vote', 'closing')),
    title text not null check (length(title) between 2 and 500),
    presenter text not null,
    minutes bigint not null check (minutes between 1 and 600),
    is_closed boolean not null,
    started_ms bigint,
    ended_ms bigint check (ended_ms >= started_ms),
    gist text not null,
    version bigint not null
);
create index agenda_item_of on agenda_item (session_id, place, id);

-- A session while it sits: what is shown to all. seq counts what screens must draw anew.
create table sitting (
    id text primary key,
    session_id text not null unique references session (id),
    state text not null check (state in ('open', 'paused', 'over')),
    seq bigint not null,
    item_id text references agenda_item (id),
    poll_id text,
    since_ms bigint not null,
    seats bigint not null check (seats >= 0),
    present bigint check (present <= seats),
    -- As the session says: what figures count by
    council_id text not null references organization (id),
    opened_on text not null,
    closed_on text,
    version bigint not null
);
create index sitting_of_council on sitting (council_id, closed_on, opened_on);

create table attendance (
    id text primary key,
    session_id text not null references session (id),
    person_id text not null references person (id),
    state text not null check (state in ('present', 'left', 'excused', 'absent')),
    arrived_ms bigint,
    left_ms bigint check (left_ms >= arrived_ms),
    reason text not null,
    version bigint not null,
    unique (session_id, person_id)
);
create index attendance_person on attendance (person_id);

create table speech (
    id text primary key,
    session_id text not null references session (id),
    item_id text not null references agenda_item (id),
    person_id text not null references person (id),
    kind text not null check (kind in ('discussion', 'debate', 'question')),
    state text not null check (state in ('waiting', 'speaking', 'done', 'withdrawn')),
    seconds bigint not null check (seconds between 60 and 3600),
    registered_ms bigint not null,
    started_ms bigint,
    ended_ms bigint check (ended_ms >= started_ms),
    gist text not null,
    version bigint not null
);
create index speech_of on speech (session_id, registered_ms, id);
create unique index speech_waiting on speech (item_id, person_id) where state = 'waiting';
create unique index speech_speaking on speech (session_id) where state = 'speaking';

-- A vote. Of a secret one there are totals, and never who voted what.
create table poll (
    id text primary key,
    session_id text not null references session (id),
    item_id text not null references agenda_item (id),
    number bigint not null,
    title text not null check (length(title) between 2 and 500),
    decision text not null check (decision in ('resolution', 'procedure', 'closed_meeting', 'election', 'removal', 'delegate_dismissal', 'confidence', 'depleted')),
    method text not null check (method in ('electronic', 'hands', 'roll_call', 'secret')),
    state text not null check (state in ('open', 'counted', 'closed', 'void')),
    opened_ms bigint not null,
    closed_ms bigint check (closed_ms >= opened_ms),
    total bigint not null check (total > 0),
    present bigint not null check (present >= 0),
    needed bigint not null check (needed >= 1),
    law text not null,
    yes bigint check (yes >= 0),
    no bigint check (no >= 0),
    not_voting bigint check (not_voting >= 0),
    issued bigint,
    collected bigint check (collected <= issued),
    invalid bigint check (invalid <= collected),
    is_passed boolean,
    -- Everyone may read who voted what
    is_named boolean not null,
    counted_by text references account (id),
    counted_name text not null,
    confirmed_name text not null,
    reason text not null,
    version bigint not null,
    check (yes + no + not_voting <= total),
    check (state <> 'closed' or is_passed is not null),
    unique (session_id, number)
);
create index poll_of_item on poll (item_id);
create index poll_closed on poll (closed_ms, id);
create unique index poll_open on poll (session_id) where state in ('open', 'counted');

-- Who is elected by a secret ballot, or on whom it is held.
create table poll_line (
    id text primary key,
    poll_id text not null references poll (id),
    place bigint not null,
    label text not null check (length(label) between 2 and 200),
    yes bigint check (yes >= 0),
    no bigint check (no >= 0),
    is_passed boolean,
    unique (poll_id, place)
);

-- The further items that a poll decides at once.
create table poll_item (
    id text primary key,
    poll_id text not null references poll (id),
    item_id text not null references agenda_item (id),
    unique (poll_id, item_id)
);
create index poll_item_back on poll_item (item_id);

-- One row for each time that a delegate chose; the last one counts. The id is made where the
-- button was pressed, so that sending it again changes nothing.
create table ballot (
    id text primary key,
    poll_id text not null references poll (id),
    person_id text not null references person (id),
    choice text not null check (choice in ('yes', 'no', 'not_voting')),
    cast_ms bigint not null,
    is_last boolean not null
);
create unique index ballot_last on ballot (poll_id, person_id) where is_last;
create index ballot_person on ballot (person_id);
