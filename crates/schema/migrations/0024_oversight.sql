-- Oversight (giám sát) and surveys (khảo sát), to the recommendations that come of them.

create table oversight (
    id text primary key,
    -- GS-2020-0003
    code text not null unique,
    council_id text not null references organization (id),
    -- Who oversees: the council, its Standing Committee, a committee, a group
    body_id text not null references organization (id),
    body_kind text not null check (body_kind in ('council', 'standing', 'committee', 'delegate_group', 'delegate')),
    -- The delegate who oversees alone
    person_id text references person (id) check ((person_id is not null) = (body_kind = 'delegate')),
    kind text not null check (kind in ('thematic', 'survey', 're_oversight')),
    form text not null check (form in ('GS-01', 'GS-02', 'GS-03', 'GS-04', 'GS-05', 'GS-06', 'GS-07', 'GS-08', 'GS-09', 'GS-10', 'GS-11', 'GS-12')),
    title text not null check (length(title) between 5 and 500),
    scope text not null,
    content text not null,
    year bigint not null,
    planned_from text not null,
    planned_to text not null check (planned_from <= planned_to),
    -- The item of a programme that it realises, of another area
    programme_item_id text,
    -- Another oversight that is gone over again
    first_id text references oversight (id) check ((first_id is not null) = (kind = 're_oversight')),
    is_secret boolean not null,
    state text not null check (state in ('proposed', 'in_programme', 'decided', 'notified', 'working', 'reported', 'considered', 'concluded', 'follow_up', 'closed', 'cancelled')),
    included_on text,
    decided_on text check (decided_on >= included_on),
    decision text not null,
    outline_sent_on text check (outline_sent_on >= decided_on),
    notified_on text check (notified_on >= decided_on),
    began_on text check (began_on >= decided_on),
    field_ended_on text check (field_ended_on >= began_on),
    -- By when the team reports, as the law counted it; none where it counts no days
    report_due_on text,
    reported_on text check (reported_on >= field_ended_on),
    report text not null,
    considered_on text check (considered_on >= reported_on),
    concluded_on text check (concluded_on >= reported_on),
    conclusion text not null,
    closed_on text,
    -- Why it was not held, or what it ended with
    closing text not null,
    -- Those who were invited to go along: the Front, experts
    invited text not null,
    is_demonstration boolean not null,
    -- Code, title and scope without marks
    folded text not null,
    version bigint not null
);
create index oversight_of on oversight (council_id, planned_from, id);
create index oversight_of_body on oversight (body_id, planned_from, id);

create table oversight_member (
    id text primary key,
    oversight_id text not null references oversight (id),
    person_id text not null references person (id),
    is_head boolean not null,
    unique (oversight_id, person_id)
);
create unique index oversight_head on oversight_member (oversight_id) where is_head;
create index oversight_member_of on oversight_member (person_id);

create table oversight_body (
    id text primary key,
    oversight_id text not null references oversight (id),
    organization_id text not null references organization (id),
    -- When its report is due by the plan
    due_on text,
    handed_in_on text,
    report text not null,
    -- Who handed it in, as the journal names them
    handed_in_by text not null,
    version bigint not null,
    unique (oversight_id, organization_id)
);
create index oversight_body_of on oversight_body (organization_id, oversight_id);

-- A link by which a body without an account hands its report in.
create table report_link (
    id text primary key,
    body_id text not null references oversight_body (id),
    -- A hash: the token itself is shown once and kept nowhere
    token text not null unique,
    made_ms bigint not null,
    made_by text not null,
    until_on text not null,
    used_ms bigint,
    revoked_ms bigint,
    version bigint not null
);
create index report_link_of on report_link (body_id, made_ms);

-- Which paper of an oversight an outgoing document is.
create table oversight_paper (
    id text primary key,
    oversight_id text not null references oversight (id),
    kind text not null check (kind in ('decision', 'plan', 'outline', 'request', 'notice', 'minutes', 'report', 'conclusion')),
    document_id text not null unique references outgoing_document (id),
    -- Minutes are of one visit
    visit_id text
);
create index oversight_paper_of on oversight_paper (oversight_id, id);

create table field_visit (
    id text primary key,
    oversight_id text not null references oversight (id),
    kind text not null check (kind in ('field', 'session')),
    planned_on text not null,
    starts text not null,
    place text not null check (length(place) between 2 and 300),
    -- With whom, in words
    counterpart text not null,
    -- The overseen body that is visited
    body_id text references oversight_body (id),
    held_on text,
    minutes text not null,
    cancelled_on text,
    version bigint not null
);
create index field_visit_of on field_visit (oversight_id, planned_on, id);
create index field_visit_on on field_visit (planned_on, id);

create table field_note (
    id text primary key,
    visit_id text not null references field_visit (id),
    text text not null check (length(text) between 1 and 5000),
    noted_ms bigint not null,
    noted_by text not null
);
create index field_note_of on field_note (visit_id, noted_ms, id);

create table oversight_finding (
    id text primary key,
    oversight_id text not null references oversight (id),
    kind text not null check (kind in ('result', 'shortcoming', 'cause')),
    text text not null check (length(text) between 5 and 4000),
    -- What shows it
    evidence text not null,
    body_id text references oversight_body (id),
    found_on text not null
);
create index oversight_finding_of on oversight_finding (oversight_id, id);

create table recommendation (
    id text primary key,
    oversight_id text not null references oversight (id),
    council_id text not null references organization (id),
    place bigint not null,
    kind text not null check (kind in ('amend_text', 'settle_case', 'provide_funds', 'responsibility', 'report', 'other')),
    text text not null check (length(text) between 5 and 4000),
    lead_id text not null references organization (id),
    due_on text not null,
    issued_on text not null,
    follow_up_id text not null references follow_up (id),
    -- The body was asked to explain why it is not done
    explain_asked_on text,
    explain_due_on text check ((explain_due_on is null) = (explain_asked_on is null)),
    explained_on text check (explained_on >= explain_asked_on),
    explanation text not null,
    is_public boolean not null,
    version bigint not null
);
create index recommendation_of on recommendation (oversight_id, place);
create index recommendation_by on recommendation (council_id, issued_on, id);
create index recommendation_back on recommendation (follow_up_id);

create table recommendation_cooperation (
    id text primary key,
    recommendation_id text not null references recommendation (id),
    organization_id text not null references organization (id),
    unique (recommendation_id, organization_id)
);

create table oversight_entry (
    id text primary key,
    oversight_id text not null references oversight (id),
    at_ms bigint not null,
    on_date text not null,
    actor_name text not null,
    text text not null
);
create index oversight_entry_of on oversight_entry (oversight_id, at_ms, id);
