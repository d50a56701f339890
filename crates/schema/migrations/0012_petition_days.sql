-- What reports count of petitions, by day: made by the triggers of the next migration, and to be
-- made again from the petitions at any time. No journal answers for it.
create table petition_day (
    council_id text not null,
    kind text not null,
    word text not null,
    on_date text not null,
    petitions bigint not null,
    primary key (council_id, kind, word, on_date)
);

-- What each petition counts for, once each. A plan runs from the day on which it was taken to the
-- day that it promises (lapsed) or to the end of the petition before that (overtaken).
create view petition_counted as
select id as petition_id, council_id, 'received' as kind, '' as word, received_on as on_date
from petition where state not in ('quarantined', 'merged', 'set_aside')
union all
select id, council_id, 'level', coalesce(level, ''), received_on
from petition where state not in ('quarantined', 'merged', 'set_aside')
union all
select id, council_id, 'sector', coalesce(sector, ''), received_on
from petition where state not in ('quarantined', 'merged', 'set_aside')
union all
select id, council_id, 'repeated', '', received_on
from petition where state not in ('quarantined', 'merged', 'set_aside') and times > 1
union all
select id, council_id, 'over', '', case when closed_on < received_on then received_on else closed_on end
from petition where state not in ('quarantined', 'merged', 'set_aside') and closed_on is not null
union all
select id, council_id, 'closed', outcome, closed_on
from petition where state not in ('quarantined', 'merged', 'set_aside') and closed_on is not null and outcome is not null
union all
select id, council_id, 'answered', coalesce(outcome, ''), answered_on
from petition where state not in ('quarantined', 'merged', 'set_aside') and answered_on is not null
union all
select id, council_id, 'due', '', due_on
from petition where state not in ('quarantined', 'merged', 'set_aside') and due_on is not null
union all
select id, council_id, 'planned', '', case when road_on < received_on then received_on else road_on end
from petition where state not in ('quarantined', 'merged', 'set_aside')
    and road_on <= promised_on and received_on <= promised_on and (closed_on is null or (road_on < closed_on and received_on < closed_on))
union all
select id, council_id, 'lapsed', '', promised_on
from petition where state not in ('quarantined', 'merged', 'set_aside')
    and road_on <= promised_on and received_on <= promised_on and (closed_on is null or (road_on < closed_on and received_on < closed_on))
    and (closed_on is null or promised_on < closed_on)
union all
select id, council_id, 'overtaken', '', closed_on
from petition where state not in ('quarantined', 'merged', 'set_aside')
    and road_on <= promised_on and received_on <= promised_on and road_on < closed_on and received_on < closed_on and promised_on >= closed_on
union all
select id, council_id, 'owed', lead_id, case state when 'forwarded' then due_on else promised_on end
from petition where lead_id is not null and ((state = 'forwarded' and due_on is not null) or (state = 'monitoring' and promised_on is not null))
union all
select id, council_id, 'owed_publicly', lead_id, case state when 'forwarded' then due_on else promised_on end
from petition where is_public and lead_id is not null and ((state = 'forwarded' and due_on is not null) or (state = 'monitoring' and promised_on is not null));

insert into petition_day (council_id, kind, word, on_date, petitions)
select council_id, kind, word, on_date, count(*) from petition_counted group by council_id, kind, word, on_date;

-- Ends that were opened again after a window: few, asked by both days.
create index petition_reopening_back on petition_reopening (reopened_on, closed_on, petition_id);
