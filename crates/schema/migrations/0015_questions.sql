-- Questions put to office holders (chất vấn).

-- A group of issues that a session may take up.
create table question_issue (
    id text primary key,
    session_id text not null references session (id),
    place bigint not null,
    title text not null check (length(title) between 2 and 300),
    -- Who is to answer on it, by post
    respondent text not null check (length(respondent) <= 300),
    -- None until the council has decided
    is_chosen boolean,
    decided_on text check ((decided_on is null) = (is_chosen is null)),
    version bigint not null
);
create index question_issue_of on question_issue (session_id, place, id);

create table question (
    id text primary key,
    -- CV-2020-0001
    code text not null unique,
    council_id text not null references organization (id),
    -- None between sessions
    session_id text references session (id),
    -- The delegate who asks
    person_id text not null references person (id),
    -- The body whose office holder is asked, and that holder as the delegate writes
    addressee_id text not null references organization (id),
    addressee text not null check (length(addressee) between 2 and 200),
    text text not null check (length(text) between 10 and 5000),
    asked_on text not null,
    -- Typed from a paper form by the office
    is_paper boolean not null,
    state text not null check (state in ('asked', 'compiled', 'chosen', 'not_chosen', 'written_allowed', 'answered_oral', 'answered_written', 'satisfied', 'not_satisfied', 'to_discuss', 'discussed', 'withdrawn')),
    issue_id text references question_issue (id),
    mode text check (mode in ('oral', 'written')),
    written_allowed_on text check (written_allowed_on >= asked_on),
    written_reason text check (written_reason in ('outside_groups', 'needs_verification', 'not_reached', 'between_sessions')),
    due_on text,
    answered_on text check (answered_on >= asked_on),
    answer text not null,
    signer text not null,
    reference text not null,
    is_satisfied boolean,
    opinion text not null,
    discussed_on text,
    discussion text not null,
    is_public boolean not null,
    is_demonstration boolean not null,
    -- Code, addressee and text without marks, for search in lists
    folded text not null,
    version bigint not null,
    check ((written_allowed_on is null) = (written_reason is null)),
    check ((written_allowed_on is null) = (due_on is null)),
    check (mode is null or mode = 'oral' or written_allowed_on is not null),
    -- An answer is never without the one who gives it
    check (answered_on is null or (length(signer) >= 2 and length(answer) >= 2))
);
create index question_of_council on question (council_id, asked_on, id);
create index question_of_session on question (session_id, code);
create index question_of_issue on question (issue_id, code);
create index question_of_addressee on question (addressee_id, state, due_on);
create index question_of_person on question (person_id, asked_on);
create index question_due on question (council_id, due_on, id);

-- What was promised in an answer; its follow-up counts the days.
create table question_pledge (
    id text primary key,
    question_id text not null references question (id),
    text text not null check (length(text) between 5 and 2000),
    lead_id text not null references organization (id),
    due_on text not null,
    pledged_on text not null,
    follow_up_id text unique references follow_up (id)
);
create index question_pledge_of on question_pledge (question_id, due_on, id);
