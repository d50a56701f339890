use jiff::civil::date;
use kernel::{Id as _, uuid_v7};

use super::*;

fn known() -> Known {
    let body = OrganizationId::from_uuid(uuid_v7(1, [1; 10]));
    Known { bodies: HashMap::from([("ubnd huyen".to_owned(), body)]), today: date(2020, 10, 15) }
}

fn table(rows: &[&str]) -> String {
    let head = crate::register::HEADS.join("\t");
    std::iter::once(head.as_str()).chain(rows.iter().copied()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_columns_of_the_form_are_read_back_as_they_are_written() {
    let rows = read(
        &table(&[
            "1\t05/10/2020\tNguyễn Văn Minh Họa, thôn Tâng\t035 090 000 001\tĐất dịch vụ\tKN\t3\tUBND xã\t\t\tUBND huyện; 12/PC-HĐND, 06/10/2020\t\t",
            "2\t06/10/2020\tLê Thị Minh Họa\t\tHỏi chế độ\tPhản ánh\t\t\t\tx\t\t\t",
        ]),
        &known(),
    )
    .expect("rows");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].words.name, "Nguyễn Văn Minh Họa");
    assert_eq!(rows[0].words.address, "thôn Tâng");
    assert_eq!(rows[0].outcome, Some(Outcome::Forwarded));
    assert_eq!(rows[0].reference, "12/PC-HĐND, 06/10/2020");
    assert_eq!((rows[0].people, rows[1].people), (3, 1));
    assert_eq!(rows[1].outcome, Some(Outcome::Guided));
}

#[test]
fn every_faulty_cell_is_named_at_once_and_no_message_repeats_a_person() {
    let faults = read(
        &table(&[
            "1\t31/02/2020\tNguyễn Văn Minh Họa\tA*\tĐất\tKN\t3\t\tx\tx\t\t\t",
            "2\t16/10/2020\t\t\t\tđơn\t0\t\t\t\tHội Chữ thập đỏ\t\t",
        ]),
        &known(),
    )
    .expect_err("faults");
    let rows: Vec<(usize, &str)> = faults.iter().map(|fault| (fault.row, fault.column.as_str())).collect();
    assert_eq!(
        rows,
        [
            (2, "Ngày tiếp"),
            (2, "Số CCCD, hộ chiếu"),
            (2, "Chuyển: cơ quan; số, ngày văn bản"),
            (3, "Ngày tiếp"),
            (3, "Loại"),
            (3, "Họ tên, địa chỉ"),
            (3, "Nội dung"),
            (3, "Số người cùng nội dung"),
            (3, "Chuyển: cơ quan; số, ngày văn bản"),
        ]
    );
    assert!(faults.iter().all(|fault| !fault.message.contains("Minh Họa")));
}

#[test]
fn a_denunciation_passes_with_its_day_and_paper_number_alone() {
    let clean = read(
        &table(&["1\t05/10/2020\t–\t–\t–\tTố cáo\t1\t–\t\t\t\t\tTD-2020-0004; sổ giấy số 03/2020"]),
        &known(),
    );
    let clean = clean.expect("rows");
    assert_eq!(clean[0].paper_number, "03/2020");
    assert!(clean[0].words.is_empty());
    let named = read(&table(&["1\t05/10/2020\tNguyễn Văn B\t\tchiếm đất\tTC\t\t\t\t\t\t\tông B"]), &known());
    let columns: Vec<String> = named.expect_err("faults").into_iter().map(|fault| fault.column).collect();
    assert_eq!(columns, ["Họ tên, địa chỉ", "Nội dung", "Ghi chú"]);
}

#[test]
fn a_table_without_its_head_says_which_columns_are_missing() {
    let faults = read("1\t05/10/2020\tA\n", &known()).expect_err("faults");
    let columns: Vec<&str> = faults.iter().map(|fault| fault.column.as_str()).collect();
    assert_eq!(columns, [DAY.name, PERSON.name, CONTENT.name, KIND.name]);
}
