-- Units and organizations
create table area (
    id text primary key,
    code text not null check (length(code) between 2 and 5),
    name text not null,
    kind text not null check (kind in ('province', 'municipality', 'district', 'urban_district', 'town', 'city', 'commune', 'township', 'ward', 'special_zone')),
    tier text not null check (tier in ('province', 'district', 'commune')),
    parent_id text references area (id),
    valid_from text not null check (length(valid_from) = 10),
    valid_to text check (length(valid_to) = 10),
    sort_key text not null,
    folded text not null,
    unique (code, valid_from)
);
create index area_parent on area (parent_id, sort_key);
create index area_code on area (code);

create table succession (
    id text primary key,
    predecessor_id text not null references area (id),
    successor_id text not null references area (id),
    is_part boolean not null,
    succeeded_on text not null check (length(succeeded_on) = 10),
    unique (predecessor_id, successor_id)
);
create index succession_successor on succession (successor_id);

create table organization (
    id text primary key,
    area_id text not null references area (id),
    kind text not null check (kind in ('council', 'standing_committee', 'committee', 'delegate_group', 'peoples_committee', 'department', 'fatherland_front', 'office', 'other')),
    name text not null,
    short_name text not null,
    symbol text not null,
    parent_id text references organization (id),
    founded_on text check (length(founded_on) = 10),
    dissolved_on text check (length(dissolved_on) = 10),
    place bigint not null,
    version bigint not null
);
create index organization_area on organization (area_id, place);

create table council_term (
    id text primary key,
    council_id text not null references organization (id),
    number bigint not null check (number between 1 and 99),
    opened_on text not null check (length(opened_on) = 10),
    ends_on text not null check (length(ends_on) = 10 and ends_on > opened_on),
    delegates_total bigint not null check (delegates_total between 0 and 200),
    unique (council_id, number)
);

create table person (
    id text primary key,
    name text not null check (length(name) between 2 and 120),
    sort_key text not null,
    folded text not null,
    is_demonstration boolean not null,
    version bigint not null
);
create index person_name on person (sort_key, id);

create table membership (
    id text primary key,
    person_id text not null references person (id),
    organization_id text not null references organization (id),
    post text not null,
    label text not null,
    is_full_time boolean not null,
    started_on text not null check (length(started_on) = 10),
    ended_on text check (length(ended_on) = 10 and ended_on >= started_on),
    version bigint not null
);
create index membership_person on membership (person_id);
create index membership_organization on membership (organization_id);

-- Accounts
create table account (
    id text primary key,
    name text not null unique check (length(name) between 2 and 60),
    display_name text not null check (length(display_name) between 2 and 120),
    role text not null,
    organization_id text references organization (id),
    council_id text references organization (id),
    area_id text references area (id),
    state text not null check (state in ('invited', 'active', 'suspended')),
    password_hash text,
    version bigint not null
);

create table login (
    token_sha256 text primary key,
    account_id text not null references account (id),
    created_ms bigint not null,
    seen_ms bigint not null
);
create index login_account on login (account_id);

create table invitation (
    token_sha256 text primary key,
    account_id text not null references account (id),
    expires_ms bigint not null
);

-- A form sent twice does its deed once
create table form_key (
    key text primary key,
    account_id text,
    location text not null,
    created_ms bigint not null
);

-- Long work
create table job (
    id text primary key,
    account_id text,
    title text not null,
    done bigint not null,
    total bigint not null,
    state text not null check (state in ('running', 'done', 'failed')),
    message text not null,
    result_href text,
    created_ms bigint not null
);

-- The journal
create table journal (
    seq bigint primary key,
    at_ms bigint not null,
    actor_id text,
    actor_name text not null,
    role text not null,
    organization_id text,
    council_id text,
    action text not null,
    subject_kind text not null,
    subject_id text not null,
    subject_label text not null,
    reason text,
    is_public boolean not null,
    leaf_index bigint,
    leaf_sha256 bytea,
    chain_sha256 bytea not null,
    salt bytea not null
);
create index journal_subject_of on journal (subject_kind, subject_id, seq);
create index journal_action on journal (action, seq);
create unique index journal_leaf on journal (leaf_index) where leaf_index is not null;

create table journal_row (
    seq bigint not null references journal (seq),
    table_name text not null,
    row_id text not null,
    before_sha256 bytea,
    after_sha256 bytea,
    primary key (seq, table_name, row_id)
);
create index journal_row_of on journal_row (table_name, row_id, seq);

create table log_head (
    id bigint primary key check (id = 1),
    seq bigint not null,
    chain_sha256 bytea not null,
    size bigint not null,
    frontier bytea not null
);

create table checkpoint (
    seq bigint primary key,
    at_ms bigint not null,
    note text not null
);

-- What a council puts in the place of a rule
create table rule_override (
    id text primary key,
    council_id text not null references organization (id),
    rule_id text not null,
    limit_text text not null,
    source text not null,
    valid_from text not null check (length(valid_from) = 10),
    valid_to text check (length(valid_to) = 10),
    version bigint not null
);
