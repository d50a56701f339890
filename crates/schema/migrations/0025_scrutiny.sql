-- Explanation hearings, review of texts, and draws of whom to oversee.

create table hearing (
    id text primary key,
    -- GT-2020-0001
    code text not null unique,
    council_id text not null references organization (id),
    title text not null check (length(title) between 5 and 500),
    -- What is to be explained
    content text not null check (length(content) <= 5000),
    source_kind text not null check (source_kind in ('follow_up', 'oversight', 'petition', 'question', 'free')),
    -- The record it comes from, of another area
    source_id text,
    source_label text not null check (length(source_label) <= 500),
    source_href text not null check (length(source_href) <= 500),
    -- The day on which it is or was held
    held_on text not null,
    -- "08:00"; may be empty
    starts_at text not null check (length(starts_at) in (0, 5)),
    place text not null check (length(place) <= 300),
    chair text not null check (length(chair) <= 200),
    is_closed boolean not null,
    state text not null check (state in ('proposed', 'notified', 'held', 'concluded', 'cancelled')),
    notified_on text,
    cancel_reason text not null check (length(cancel_reason) <= 1000),
    minutes text not null check (length(minutes) <= 50000),
    concluded_on text check (concluded_on >= held_on),
    conclusion text not null check (length(conclusion) <= 20000),
    is_demonstration boolean not null,
    version bigint not null,
    check (state <> 'cancelled' or length(cancel_reason) >= 3),
    check (state not in ('notified', 'held', 'concluded') or notified_on is not null),
    check ((state = 'concluded') = (concluded_on is not null and length(conclusion) >= 3)),
    check (state not in ('held', 'concluded') or length(minutes) >= 3)
);
create index hearing_of_council on hearing (council_id, held_on, id);
create index hearing_of_source on hearing (source_kind, source_id, id);

-- Who explains, who asks, and how each member of the Standing Committee voted on the conclusion.
create table hearing_person (
    id text primary key,
    hearing_id text not null references hearing (id),
    place bigint not null,
    role text not null check (role in ('explains', 'asks', 'votes')),
    -- The body for which somebody explains
    organization_id text references organization (id),
    person_id text references person (id),
    -- A name or a post
    name text not null check (length(name) between 2 and 300),
    vote text check (vote in ('yes', 'no', 'absent')),
    version bigint not null,
    check (role <> 'explains' or organization_id is not null),
    check ((role = 'votes') = (vote is not null)),
    check (role <> 'votes' or person_id is not null),
    unique (hearing_id, role, person_id)
);
create index hearing_person_of on hearing_person (hearing_id, place, id);
create index hearing_person_of_body on hearing_person (organization_id, hearing_id);

create table text_review (
    id text primary key,
    -- RS-2020-0001
    code text not null unique,
    council_id text not null references organization (id),
    reviewer_id text not null references organization (id),
    issuer_id text not null references organization (id),
    kind text not null check (kind in ('resolution', 'decision', 'directive', 'other')),
    number text not null check (length(number) between 1 and 100),
    text_on text not null,
    title text not null check (length(title) between 5 and 500),
    state text not null check (state in ('reviewing', 'lawful', 'unlawful', 'demanded', 'answered', 'settled', 'raised', 'submitted', 'annulled', 'kept')),
    opened_on text not null check (opened_on >= text_on),
    found_on text check (found_on >= opened_on),
    is_unlawful boolean check ((is_unlawful is not null) = (found_on is not null)),
    -- The articles that the text is against
    articles text not null check (length(articles) <= 1000),
    finding text not null check (length(finding) <= 5000),
    demanded_on text check (demanded_on >= found_on),
    answer_due_on text check ((answer_due_on is not null) = (demanded_on is not null)),
    answered_on text check (answered_on >= demanded_on),
    answer text not null check (length(answer) <= 5000),
    raised_on text check (raised_on >= demanded_on),
    submitted_on text check (submitted_on >= raised_on),
    ended_on text check (ended_on >= found_on),
    -- What it ended with: the text that was made instead, the resolution that annuls it
    ending text not null check (length(ending) <= 5000),
    is_demonstration boolean not null,
    version bigint not null,
    check ((state in ('lawful', 'settled', 'annulled', 'kept')) = (ended_on is not null)),
    check (is_unlawful is null or not is_unlawful or length(articles) >= 3)
);
create index text_review_of_council on text_review (council_id, opened_on, id);
create index text_review_of_issuer on text_review (issuer_id, opened_on, id);

-- A draw that anyone can repeat. The list and the seed's hash stand before the draw.
create table draw (
    id text primary key,
    -- BT-2020-0001
    code text not null unique,
    council_id text not null references organization (id),
    title text not null check (length(title) between 5 and 500),
    purpose text not null check (length(purpose) <= 2000),
    -- One a line, in the order in which they are drawn from
    candidates text not null check (length(candidates) between 3 and 50000),
    wanted bigint not null check (wanted >= 1),
    -- 64 hexadecimal digits; shown to nobody before the draw
    seed text not null check (length(seed) = 64),
    -- SHA-256 of the seed's bytes
    commitment text not null check (length(commitment) = 64),
    -- Which public value will be mixed in; empty for the log's checkpoint
    public_rule text not null check (length(public_rule) <= 1000),
    published_on text not null,
    draw_on text not null check (draw_on >= published_on),
    state text not null check (state in ('published', 'drawn', 'cancelled')),
    drawn_ms bigint,
    public_value text not null check (length(public_value) <= 1000),
    -- The lines that were drawn, in the order of the draw
    chosen text not null check (length(chosen) <= 50000),
    cancel_reason text not null check (length(cancel_reason) <= 1000),
    -- The draw on the same matter before this one, and why it is drawn again
    again_id text references draw (id),
    again_reason text not null check (length(again_reason) <= 1000),
    is_demonstration boolean not null,
    version bigint not null,
    check ((state = 'drawn') = (drawn_ms is not null and length(chosen) >= 1 and length(public_value) >= 1)),
    check (state <> 'cancelled' or length(cancel_reason) >= 3),
    check (again_id is null or length(again_reason) >= 3)
);
create index draw_of_council on draw (council_id, published_on, id);
