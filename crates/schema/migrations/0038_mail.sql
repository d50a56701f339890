-- The server that takes e-mail, who is told what by e-mail, and the mails themselves
create table mail_server (
    id text primary key,
    host text not null check (length(host) between 1 and 253),
    port bigint not null check (port between 1 and 65535),
    security text not null check (security in ('tls', 'starttls', 'none')),
    username text not null,
    password bytea,
    sender text not null check (length(sender) between 3 and 254),
    is_on boolean not null,
    version bigint not null
);

create table mail_subscription (
    id text primary key,
    account_id text not null unique references account (id),
    address text not null check (length(address) between 3 and 254),
    topics text not null,
    pace text not null check (pace in ('once', 'digest')),
    quiet_from bigint not null check (quiet_from between 0 and 1439),
    quiet_to bigint not null check (quiet_to between 0 and 1439),
    rests_on_days_off boolean not null,
    is_on boolean not null,
    asked_ms bigint not null,
    confirmed_ms bigint,
    version bigint not null
);

-- How far each subscriber was told: no deed, so no journal answers for it
create table mail_cursor (
    subscription_id text primary key references mail_subscription (id),
    seq bigint not null,
    looked_ms bigint not null,
    digest_on text
);

-- What a subscriber was told at once, so that nothing is told twice
create table mail_told (
    subscription_id text not null references mail_subscription (id),
    what text not null check (length(what) between 1 and 400),
    told_ms bigint not null,
    primary key (subscription_id, what)
);
create index mail_told_age on mail_told (told_ms);

create table outgoing_mail (
    id text primary key,
    mail_key text not null unique,
    kind text not null check (kind in ('confirm', 'trial', 'once', 'digest')),
    subscription_id text references mail_subscription (id),
    address text not null,
    subject text not null,
    content text not null,
    state text not null check (state in ('waiting', 'sent', 'failed', 'dropped')),
    tries bigint not null,
    next_ms bigint not null,
    words text not null,
    made_ms bigint not null,
    done_ms bigint
);
create index outgoing_mail_due on outgoing_mail (next_ms, id) where state = 'waiting';
create index outgoing_mail_of on outgoing_mail (subscription_id, id);
create index outgoing_mail_done on outgoing_mail (done_ms) where done_ms is not null;
