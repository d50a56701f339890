//! What triggers keep beside the petitions, held against the petitions themselves.

use db::{Db, Error, Tx};
use petitions::scale::World;

const ROWS: usize = 300;

/// Deeds on petitions as the stores do them, and worse: many rows at once.
const DEEDS: [&str; 12] = [
    "update petition set state = 'set_aside', is_public = false where number % 7 = 0 and state <> 'closed'",
    "update petition set level = 'district', sector = null, version = version + 1 where number % 5 = 0",
    "update petition set lead_id = null, state = 'received' where number % 2 = 0 and state in ('answered', 'monitoring')",
    "update petition set state = 'forwarded', due_on = '2026-12-31' where number % 3 = 0 and lead_id is not null and closed_on is null",
    "update petition set due_on = '2026-01-01' where state = 'forwarded'",
    "update petition set is_public = false where number % 13 = 0",
    "update petition set folded = 'mot hai ba' where number % 17 = 0",
    "update petition set state = 'closed', closed_on = '2026-10-20', outcome = 'explained' where number % 11 = 0 and closed_on is null",
    "update petition set road_on = received_on, promised_on = '2026-12-31', times = 1, repeat_of = null where number % 4 = 0",
    "update petition set answered_on = '2026-10-30', outcome = 'in_progress', closed_on = null, state = 'answered' where number % 23 = 0",
    "delete from petition_entry where petition_id in (select id from petition where number % 19 = 0)",
    "delete from petition where number % 19 = 0 and id not in (select repeat_of from petition where repeat_of is not null)
       and id not in (select merged_into from petition where merged_into is not null)",
];

const COUNTED: &str = "select council_id || state || coalesce(level, '') || coalesce(sector, ''), coalesce(committee_id, '') || coalesce(lead_id, '') || area_id, is_public, count(*)
    from petition group by 1, 2, 3 order by 1, 2, 3";
const KEPT: &str =
    "select council_id || state || level || sector, committee_id || lead_id || area_id, is_public, petitions
    from petition_tally where petitions <> 0 order by 1, 2, 3";

const DAYS_COUNTED: &str = "select council_id || kind, word, on_date, count(*) from petition_counted group by 1, 2, 3 order by 1, 2, 3";
const DAYS_KEPT: &str =
    "select council_id || kind, word, on_date, petitions from petition_day order by 1, 2, 3";

type Days = Vec<(String, String, String, i64)>;
type Counted = Vec<(String, String, bool, i64)>;

fn number(tx: &mut Tx, sql: &'static str) -> db::Result<i64> {
    let rows: Vec<(i64,)> = tx.rows(sql, &[])?;
    Ok(rows.first().map_or(0, |row| row.0))
}

fn check(tx: &mut Tx, after: &str) -> db::Result<()> {
    let (counted, kept): (Counted, Counted) = (tx.rows(COUNTED, &[])?, tx.rows(KEPT, &[])?);
    assert_eq!(counted, kept, "after {after}");
    let (counted, kept): (Days, Days) = (tx.rows(DAYS_COUNTED, &[])?, tx.rows(DAYS_KEPT, &[])?);
    assert_eq!(counted, kept, "days after {after}");
    let all = number(tx, "select count(*) from petition")?;
    let placed = number(
        tx,
        "select count(*) from petition join petition_place as place on place.petition_id = petition.id
         join petition_tally as tally on tally.id = place.tally_id
         where tally.state = petition.state and tally.is_public = petition.is_public and tally.lead_id = coalesce(petition.lead_id, '')
           and place.n between tally.first_n and tally.last_n
           and coalesce(place.late_on, '') = coalesce(case petition.state when 'forwarded' then petition.due_on when 'monitoring' then petition.promised_on end, '')",
    )?;
    assert_eq!(placed, all, "after {after}");
    assert_eq!(number(tx, "select count(*) from petition_place")?, all, "after {after}");
    for (words, by_rows) in [
        ("_state-forwarded", "select count(*) from petition where state = 'forwarded'"),
        ("_sector-transport", "select count(*) from petition where sector = 'transport'"),
        ("duong", "select count(*) from petition where ' ' || folded || ' ' like '% duong %'"),
        ("hai", "select count(*) from petition where ' ' || folded || ' ' like '% hai %'"),
    ] {
        let sql = tx.dialect(
            "select count(*) from petition_fts where petition_fts match $1",
            "select count(*) from petition_place where words @@ cast(cast($1 as text) as tsquery)",
        );
        let asked = tx.dialect(format!("\"{words}\""), format!("'{words}'"));
        let found: Vec<(i64,)> = tx.rows(sql, &[&asked])?;
        let counted = number(tx, by_rows)?;
        assert_eq!(found, [(counted,)], "{words} after {after}");
    }
    Ok(())
}

#[test]
fn whatever_is_done_the_tally_is_what_a_recount_gives() {
    for fresh in testkit::places() {
        crate::bulk::fill(&fresh.place, 3, ROWS, &mut |_| {}).expect("a register");
        let db = Db::open(&fresh.place, &schema::SCHEMA, 0).expect("a database");
        db.read::<_, Error>(|tx| check(tx, "filling")).expect("read");
        for deed in DEEDS {
            let changed = db.write::<_, Error>(move |tx| {
                let changed = tx.change(deed, &[])?;
                tx.take_touched()?;
                Ok(changed)
            });
            assert!(changed.unwrap_or_else(|error| panic!("{deed}: {error:?}")) > 0, "{deed}");
            db.read::<_, Error>(|tx| check(tx, deed)).expect("read");
        }
        assert!(db.read(World::load).expect("read").is_some());
    }
}

#[test]
fn petitions_stand_in_the_order_of_their_days_and_ids() {
    for fresh in testkit::places() {
        crate::bulk::fill(&fresh.place, 5, ROWS, &mut |_| {}).expect("a register");
        let db = Db::open(&fresh.place, &schema::SCHEMA, 0).expect("a database");
        let (by_place, by_day) = db
            .read::<_, Error>(|tx| {
                let by_place: Vec<(String,)> =
                    tx.rows("select petition_id from petition_place order by n desc", &[])?;
                let by_day: Vec<(String,)> =
                    tx.rows("select id from petition order by received_on desc, id desc", &[])?;
                Ok((by_place, by_day))
            })
            .expect("read");
        assert_eq!(by_place, by_day);
    }
}
