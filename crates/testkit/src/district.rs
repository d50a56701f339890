//! A district with its communes and bodies, for what needs a ground to stand on and not a whole
//! demonstration.

use db::Tx;
use kernel::{AreaId, Id, OrganizationId};

const COMMUNES: [&str; 16] = [
    "Thanh Hà",
    "Thanh Phong",
    "Thanh Tâm",
    "Thanh Hải",
    "Thanh Hương",
    "Thanh Nghị",
    "Thanh Nguyên",
    "Thanh Tân",
    "Thanh Thủy",
    "Liêm Cần",
    "Liêm Phong",
    "Liêm Sơn",
    "Liêm Thuận",
    "Liêm Túc",
    "Kiện Khê",
    "Tân Thanh",
];

const BODIES: [(&str, &str); 15] = [
    ("council", "HĐND huyện"),
    ("committee", "Ban Kinh tế - Xã hội"),
    ("committee", "Ban Pháp chế"),
    ("peoples_committee", "UBND huyện"),
    ("department", "Phòng KT&HT"),
    ("department", "Phòng NN&PTNT"),
    ("department", "Phòng TN&MT"),
    ("department", "Phòng TC-KH"),
    ("department", "Phòng LĐ-TB&XH"),
    ("department", "Phòng GD&ĐT"),
    ("department", "Phòng Y tế"),
    ("department", "Phòng VH&TT"),
    ("department", "Phòng Nội vụ"),
    ("department", "Phòng Tư pháp"),
    ("department", "Thanh tra huyện"),
];

fn id<T: Id>(kind: u8, number: usize) -> T {
    let number = u8::try_from(number).unwrap_or(u8::MAX);
    T::from_uuid(kernel::uuid_v7(1_451_606_400_000, [kind, number, 0, 0, 0, 0, 0, 0, 0, 1]))
}

/// Makes the district, its sixteen communes, its council with two committees, its People's
/// Committee with eleven bodies, and the People's Committees of the communes.
pub fn found_district(tx: &mut Tx) -> db::Result<()> {
    let district: AreaId = id(1, 0);
    area(tx, district, "351", "Huyện Thanh Liêm", "district", None)?;
    for (number, (kind, name)) in BODIES.iter().enumerate() {
        body(tx, id(2, number), district, kind, name, number)?;
    }
    for (number, name) in COMMUNES.iter().enumerate() {
        let commune: AreaId = id(1, number + 1);
        area(tx, commune, &format!("{}", 13_440 + number), &format!("Xã {name}"), "commune", Some(district))?;
        body(tx, id(3, number), commune, "peoples_committee", &format!("UBND xã {name}"), number)?;
    }
    tx.take_touched().map(|_| ())
}

fn area(
    tx: &mut Tx,
    id: AreaId,
    code: &str,
    name: &str,
    tier: &str,
    parent: Option<AreaId>,
) -> db::Result<()> {
    tx.change(
        "insert into area (id, code, name, kind, tier, parent_id, valid_from, sort_key, folded)
         values ($1, $2, $3, $4, $4, $5, '2016-01-01', $2, $3)",
        &[&id, &code, &name, &tier, &parent],
    )
    .map(|_| ())
}

fn body(
    tx: &mut Tx,
    id: OrganizationId,
    area: AreaId,
    kind: &str,
    name: &str,
    place: usize,
) -> db::Result<()> {
    let place = i64::try_from(place).unwrap_or(i64::MAX);
    tx.change(
        "insert into organization (id, area_id, kind, name, short_name, symbol, place, version)
         values ($1, $2, $3, $4, $4, '', $5, 1)",
        &[&id, &area, &kind, &name, &place],
    )
    .map(|_| ())
}
