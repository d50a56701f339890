create table session (
    id text primary key,
    council_id text not null references organization (id),
    term_id text not null references council_term (id),
    number bigint not null check (number between 1 and 200),
    kind text not null check (kind in ('first', 'regular', 'thematic', 'urgent', 'extraordinary', 'term_final')),
    title text not null,
    place text not null,
    opened_on text not null check (length(opened_on) = 10),
    closed_on text check (length(closed_on) = 10 and closed_on >= opened_on),
    state text not null check (state in ('planned', 'convened', 'opened', 'closed', 'postponed', 'cancelled')),
    summary text not null,
    is_public boolean not null,
    is_demonstration boolean not null,
    folded text not null,
    version bigint not null,
    check (state <> 'closed' or closed_on is not null),
    unique (term_id, number)
);
create index session_council on session (council_id, opened_on, id);
create index session_closed on session (council_id, closed_on);

create table resolution (
    id text primary key,
    council_id text not null references organization (id),
    session_id text references session (id),
    is_normative boolean not null,
    seq bigint not null check (seq > 0),
    year bigint not null,
    number text not null,
    title text not null,
    adopted_on text not null check (length(adopted_on) = 10),
    signed_on text check (length(signed_on) = 10 and signed_on >= adopted_on),
    effective_on text check (length(effective_on) = 10 and effective_on >= adopted_on),
    expired_on text check (length(expired_on) = 10 and expired_on >= effective_on),
    sent_up_on text check (length(sent_up_on) = 10 and sent_up_on >= signed_on),
    send_up_due_on text check (length(send_up_due_on) = 10 and send_up_due_on >= signed_on),
    body text not null,
    is_public boolean not null,
    is_demonstration boolean not null,
    folded text not null,
    version bigint not null,
    unique (council_id, is_normative, year, seq)
);
create index resolution_council on resolution (council_id, adopted_on, id);
create index resolution_session on resolution (session_id);

-- A figure entered by a unit that keeps no records here
create table figure (
    id text primary key,
    area_id text not null references area (id),
    indicator text not null,
    period text not null,
    value bigint check (value >= 0),
    numerator bigint check (numerator >= 0),
    denominator bigint check (denominator >= 0),
    is_nothing boolean not null,
    is_on_behalf boolean not null,
    entered_ms bigint not null,
    entered_by text not null,
    version bigint not null,
    check (not is_nothing or value = 0 or value is null),
    check (numerator is null or denominator is not null),
    unique (area_id, indicator, period)
);

create table briefing (
    id text primary key,
    council_id text not null references organization (id),
    area_id text not null references area (id),
    period text not null,
    title text not null,
    topic text not null,
    held_on text not null check (length(held_on) = 10),
    starts_at text not null check (length(starts_at) = 5),
    place text not null,
    chair_name text not null,
    chair_post text not null,
    reports_due_on text not null check (length(reports_due_on) = 10),
    state text not null check (state in ('planned', 'called', 'held', 'concluded', 'cancelled')),
    state_reason text not null,
    own_results text not null,
    own_difficulties text not null,
    own_tasks text not null,
    assessment text not null,
    minutes text not null,
    plan_document_id text references outgoing_document (id),
    invitation_document_id text references outgoing_document (id),
    notice_document_id text references outgoing_document (id),
    is_demonstration boolean not null,
    version bigint not null
);
create index briefing_council on briefing (council_id, held_on, id);
create unique index briefing_period on briefing (council_id, period) where state <> 'cancelled';

create table briefing_participant (
    id text primary key,
    briefing_id text not null references briefing (id),
    organization_id text not null references organization (id),
    is_reporting boolean not null,
    invited_ms bigint,
    reply text not null check (reply in ('none', 'accepted', 'deputy', 'absent')),
    reply_text text not null,
    attendance text not null check (attendance in ('unknown', 'present', 'absent_excused', 'absent_unexcused')),
    place bigint not null,
    version bigint not null,
    unique (briefing_id, organization_id)
);
create index briefing_participant_organization on briefing_participant (organization_id);

create table briefing_report (
    id text primary key,
    briefing_id text not null references briefing (id),
    organization_id text not null references organization (id),
    area_id text not null references area (id),
    state text not null check (state in ('draft', 'submitted', 'returned')),
    results text not null,
    shortcomings text not null,
    tasks text not null,
    gaps text not null,
    is_on_behalf boolean not null,
    submitted_ms bigint,
    first_submitted_ms bigint,
    submitted_by text,
    returned_reason text not null,
    submissions bigint not null,
    version bigint not null,
    unique (briefing_id, organization_id)
);

create table difficulty (
    id text primary key,
    council_id text not null references organization (id),
    briefing_id text references briefing (id),
    report_id text references briefing_report (id),
    area_id text not null references area (id),
    raised_by_id text not null references organization (id),
    kind text not null check (kind in ('difficulty', 'proposal')),
    subject text not null,
    text text not null,
    addressee_id text references organization (id),
    raised_on text not null check (length(raised_on) = 10),
    due_on text check (length(due_on) = 10),
    answer text not null,
    cleared_on text check (length(cleared_on) = 10),
    follow_up_id text references follow_up (id),
    version bigint not null
);
create index difficulty_briefing on difficulty (briefing_id);
create index difficulty_area on difficulty (area_id, raised_on);

create table briefing_item (
    id text primary key,
    briefing_id text not null references briefing (id),
    place bigint not null,
    kind text not null,
    title text not null,
    presenter text not null,
    minutes_planned bigint not null check (minutes_planned between 1 and 480),
    version bigint not null
);
create index briefing_item_of on briefing_item (briefing_id, place);

create table conclusion (
    id text primary key,
    briefing_id text not null references briefing (id),
    place bigint not null,
    text text not null,
    lead_id text references organization (id),
    due_kind text not null check (due_kind in ('none', 'date', 'next_briefing', 'recurring')),
    due_on text check (length(due_on) = 10),
    every text check (every in ('month', 'quarter')),
    is_public boolean not null,
    follow_up_id text references follow_up (id),
    version bigint not null
);
create index conclusion_of on conclusion (briefing_id, place);

create table conclusion_cooperation (
    id text primary key,
    conclusion_id text not null references conclusion (id),
    organization_id text not null references organization (id),
    unique (conclusion_id, organization_id)
);

create table aggregate (
    id text primary key,
    briefing_id text not null references briefing (id),
    number bigint not null,
    made_ms bigint not null,
    made_by text not null,
    reports_in bigint not null,
    reports_total bigint not null,
    content text not null,
    unique (briefing_id, number)
);

create table news_item (
    id text primary key,
    council_id text not null references organization (id),
    slug text not null unique,
    title text not null,
    summary text not null,
    body text not null,
    picture_id text references file (id),
    picture_caption text not null,
    picture_alt text not null,
    category text not null,
    state text not null check (state in ('draft', 'published', 'withdrawn')),
    published_ms bigint,
    updated_ms bigint not null,
    author_name text not null,
    briefing_id text references briefing (id),
    is_demonstration boolean not null,
    version bigint not null
);
create index news_item_list on news_item (state, published_ms, id);
